"""Offset maps from files: which array is what, and which channel is which component. No torch and no Qt."""
