"""Sentences about sources and settings that do not fit a lab, and about training that cannot go on."""

from __future__ import annotations

from vizapp.wording.translation import marked

LAB_PROBLEMS: dict[str, str] = {
    "source.smaller-than": marked("the source has {size:size} pixels; at least {least:size} are needed"),
}
