"""What the operating system says of a failure, which Python passes on in English."""

from __future__ import annotations

from vizapp.wording.translation import marked, translate

CONTEXT = "SystemErrors"
"""The translation context of these texts."""

_KNOWN = (
    marked("Permission denied"),
    marked("Operation not permitted"),
    marked("No such file or directory"),
    marked("No space left on device"),
    marked("Disk quota exceeded"),
    marked("Is a directory"),
    marked("Not a directory"),
    marked("File exists"),
    marked("File too large"),
    marked("File name too long"),
    marked("Read-only file system"),
    marked("Input/output error"),
    marked("Too many levels of symbolic links"),
    marked("Too many open files"),
    marked("Device or resource busy"),
    marked("Cannot allocate memory"),
    marked("Invalid argument"),
    marked("Broken pipe"),
    marked("Connection refused"),
)
"""The common ones; what is not among them stays in English."""


def system_words(text: str) -> str:
    """Return what the system says in the user's language, where it is known."""
    return translate(CONTEXT, text) if text in _KNOWN else text


def reason(error: Exception) -> str:
    """Return why an operation on a file failed, as the system says it, in the user's language."""
    return system_words(str(getattr(error, "strerror", None) or error))
