"""The labs on the engine's side: what a person experiments with, computed, trained and looked at."""
