"""Where the bundled files (icons, samples) are: next to the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

from vizapp.wording.translation import translate

_PACKAGE = Path(__file__).resolve().parent


def resource_path(*parts: str) -> Path:
    """Return the path of a bundled file, e.g. ``resource_path("samples", "astronaut.png")``.

    Raises:
        FileNotFoundError: no such file is bundled, which means that the installation is damaged.
    """
    for root in (_PACKAGE / "_resources", _PACKAGE.parent / "resources"):
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    text = translate("Resources", "the bundled file {path} is missing; install vizapp again")
    raise FileNotFoundError(text.format(path="/".join(parts)))
