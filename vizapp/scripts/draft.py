"""A script that is being put together: settings, functions, and what is done with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import Template

_IMPORTS = {
    "io": "import io",
    "math": "import math",
    "zipfile": "import zipfile",
    "np": "import numpy as np",
    "torch": "import torch",
    "F": "import torch.nn.functional as F",
    "nn": "from torch import nn",
    "deform_conv2d": "from torchvision.ops import deform_conv2d",
}
"""What a script imports, by the name that its code uses."""
_OF_PYTHON = ("import io", "import math", "import zipfile")
"""Those of them that come with Python itself, and stand apart."""
_OF_PILLOW = ("Image", "ImageCms", "ImageOps")
"""The names that a script imports from Pillow."""


class Draft:
    """The parts of a script in the order in which they were added.

    Settings and functions that nothing uses are left out, and what is imported follows from what is used.
    """

    def __init__(self, title: str) -> None:
        """Begin a script; ``title`` is its docstring."""
        self._title = title
        self._settings: dict[str, str] = {}
        self._functions: dict[str, None] = {}
        self._body: list[str] = []

    def set(self, name: str, value: object, comment: str = "") -> None:
        """Add a setting, whose value is written as Python does, with a comment behind it."""
        self._settings[name] = f"{name} = {literal(value)}" + (f"  # {comment}" if comment else "")

    def set_lines(self, name: str, lines: Sequence[str], comment: str, brackets: str = "[]") -> None:
        """Add a setting that is a list, or between other ``brackets`` a table, below a comment.

        Each of the ``lines`` is an entry and the comma behind it.
        """
        entries = "".join(f"    {line}\n" for line in lines)
        self._settings[name] = f"# {comment}\n{name} = {brackets[0]}\n{entries}{brackets[1]}"

    def define(self, text: str, **names: object) -> None:
        """Add a function or class, each once; ``$name`` in it stands for one of ``names``."""
        self._functions.setdefault(_filled(text, names))

    def run(self, text: str, **names: object) -> None:
        """Add lines below all functions, as :meth:`define` fills them in; each call is a paragraph."""
        self._body.append(_filled(text, names))

    def text(self) -> str:
        """Return the script."""
        parts = [*(f"\n{each}" for each in self._used_functions()), f"\n{self._body[0]}", *self._body[1:]]
        below = "\n\n".join(parts)
        bare = _bare(below)
        settings = [line for name, line in self._settings.items() if _uses(bare, name)]
        used = [line for name, line in _IMPORTS.items() if _uses(bare, name)]
        if of_pillow := [name for name in _OF_PILLOW if _uses(bare, name)]:
            used.append(f"from PIL import {', '.join(of_pillow)}")
        of_python = [line for line in used if line in _OF_PYTHON]
        # "from" behind "import", each by its module, as imports are usually sorted.
        others = sorted(
            (line for line in used if line not in _OF_PYTHON), key=lambda line: (line[:4] == "from", line)
        )
        blocks = ["\n".join(block) for block in (of_python, others, settings) if block]
        return f'"""{self._title}"""\n\n' + "\n\n".join([*blocks, below]) + "\n"

    def _used_functions(self) -> list[str]:
        """Return the functions and classes that the body uses, by itself or through others."""
        kept: list[str] = []
        while True:
            bare = _bare("\n".join([*self._body, *kept]))
            now = [each for each in self._functions if _uses(bare, _name_of(each))]
            if now == kept:
                return kept
            kept = now


def literal(value: object) -> str:
    """Return how a value is written; text in double quotes, where nothing in it has to be escaped."""
    plain = isinstance(value, str) and value.isprintable() and not set(value) & {'"', "\\"}
    return f'"{value}"' if plain else repr(value)


def _name_of(function: str) -> str:
    """Return the name of a function or class; of several that belong together, of the first."""
    found = re.match(r"(?:def|class) (\w+)", function)
    assert found is not None
    return found[1]


def _filled(text: str, names: dict[str, object]) -> str:
    """Return ``text`` without the blank lines around it, and with ``$name`` filled in."""
    return Template(text.strip("\n")).substitute({name: str(value) for name, value in names.items()})


def _bare(code: str) -> str:
    """Return code without docstrings and comments."""
    return re.sub(r'''""".*?"""|#[^\n]*''', "", code, flags=re.DOTALL)


def _uses(bare: str, name: str) -> bool:
    """Return whether :func:`_bare` code uses a name; an attribute of that name is another one."""
    return re.search(rf"(?<![\w.]){name}\b", bare) is not None
