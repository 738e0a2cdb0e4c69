"""What is raised where the command line is wrong."""

from __future__ import annotations


class BadInputError(Exception):
    """The input or an option is invalid; as text, one sentence."""
