"""Experiments as plain scripts for torch and torchvision, and the arithmetic of one unit for numpy; text only."""
