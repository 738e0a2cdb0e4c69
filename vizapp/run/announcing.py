"""What a run says of itself on standard error: what it is, where its results are, and why there are none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vizapp.run.plan import Plan
from vizapp.run.results_folder import ResultsFolder
from vizapp.run.source import reading_notes
from vizapp.wording.devices import device_words
from vizapp.wording.lab_notes import lab_notes_text
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.engine.slot import Slot
    from vizapp.run.setting_up import ReadFiles


def say(text: str) -> None:
    """Print a sentence of the command."""
    print(f"vizapp run: {text}", file=sys.stderr)


def announce(plan: Plan, files: ReadFiles, slot: Slot, task: str | None) -> None:
    """Say what is trained on what, from which step on, and what was done to it."""
    lab = slot.lab.name
    what = lab if task is None else f"{lab}, {task}"
    where = device_words(slot.device.label, slot.device.threads)
    text = translate("CommandLine", "{what}: {source} on {device}")
    if plan.begun is not None:
        text = translate("CommandLine", "{what}: {source} on {device}, from step {step} on")
    print(text.format(what=what, source=files.source.name, device=where, step=slot.step_count), file=sys.stderr)
    for each in reading_notes(files.source):
        print(translate("CommandLine", "source: {note}").format(note=each), file=sys.stderr)
    if note := lab_notes_text(slot.description.notes):
        print(note, file=sys.stderr)
    if files.unseen is not None:
        text = translate("CommandLine", "unseen: {name}")
        if slot.description.unseen is None:
            text = translate("CommandLine", "unseen: {name}, left out: its channels do not fit")
        print(text.format(name=files.unseen.name), file=sys.stderr)


def where(folder: ResultsFolder | None, save: Path | None) -> str:
    """Return where results are, in one or two places."""
    places = [place for place in (None if folder is None else folder.path, save) if place is not None]
    if len(places) == 1:
        return str(places[0])
    return translate("CommandLine", "{folder} and {file}").format(folder=places[0], file=places[1])


def ended_unbegun(folder: ResultsFolder | None) -> str:
    """Return what is said of a run that was ended before its first step; what was there stays."""
    text = translate("CommandLine", "ended before the first step")
    if folder is None:
        return text
    joined = translate("CommandLine", "{what}; {standing}")
    return joined.format(what=text, standing=folder.standing())
