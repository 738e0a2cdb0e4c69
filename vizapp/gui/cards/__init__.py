"""The cards in the window: beside a word, and all of them with a search."""
