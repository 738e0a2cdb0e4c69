"""Sentences about files and pictures that cannot be opened."""

from __future__ import annotations

from vizapp.wording.translation import marked

SOURCE_PROBLEMS: dict[str, str] = {
    "source.not-found": marked("the source cannot be found: {what}"),
    "source.refused": marked("{what}"),
    "source.pasted-gone": marked("the pasted picture is no longer in memory; paste it again"),
}
