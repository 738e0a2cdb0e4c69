"""The table of the window's actions, one module a subject."""
