"""A lesson: prepared experiments and a few steps, each with a text, a place to look at, and aims. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from vizapp.document.experiment import Experiment
from vizapp.document.values import Position
from vizapp.wording.language import LANGUAGES, Language

LESSON_SUFFIX = ".toml"
MAX_FILE_BYTES = 64 * 1024
MAX_STEPS = 12
MAX_TITLE, MAX_TASK, MAX_TEXT = 80, 240, 700
"""In characters."""
CLAIMS = 10
"""The number of claims of the chapter that lessons are about."""


@dataclass(frozen=True)
class Words:
    """A text in one or several languages; plain text, whose marks are shown as they are."""

    by_language: Mapping[str, str]

    def shown(self, language: Language) -> str:
        """Return the text in this language, or in the first other one that there is."""
        order = (language, *LANGUAGES)
        return next((self.by_language[name] for name in order if name in self.by_language), "")


@dataclass(frozen=True)
class Aim:
    """A condition that is reached by doing something: a name in :data:`vizapp.lessons.aims.AIMS`, with its values."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """What a step speaks of, and a frame is drawn around.

    Attributes:
        kind: "action", "object", or a name in :data:`vizapp.lessons.places.CANVAS_PLACES`.
        name: of the action or the object; "" for a place on a canvas.
        numbers: which tap, chip, tile or pixel.
    """

    kind: str
    name: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Look:
    """What is on show when a step begins; None and nothing leave it as it is.

    Attributes:
        show, hide: the keys of overlays.
        picture: of the right canvas, as its list names it in ``View.pictures``.
        left: of the left canvas.
        tap: the tap that is selected.
        pick: the unit or pixel (y, x) that is picked.
        zoom: "pick" shows what is picked as large as is comfortable, "fit" all pictures whole.
        scope: for which units a dragged point is placed.
        unseen: whether the picture that nothing is trained on is shown.
    """

    show: frozenset[str] = frozenset()
    hide: frozenset[str] = frozenset()
    picture: str | None = None
    left: str | None = None
    tap: int | None = None
    pick: Position | None = None
    zoom: Literal["pick", "fit"] | None = None
    scope: Literal["unit", "brush", "everywhere"] | None = None
    unseen: bool | None = None


@dataclass(frozen=True)
class Step:
    """One aim.

    Attributes:
        text: what it is about: the argument.
        task: what is to be done, in one sentence; empty where there is only something to read.
        reached: what is now to be seen; shown once the aims are reached.
        aims: all of them have to be reached; a step without any is only read.
        place: what it speaks of, or None.
        experiment: what is opened when the step begins; None goes on with the present one.
        look: what is on show when it begins.
    """

    text: Words
    task: Words = field(default_factory=lambda: Words({}))
    reached: Words = field(default_factory=lambda: Words({}))
    aims: tuple[Aim, ...] = ()
    place: Place | None = None
    experiment: Experiment | None = None
    look: Look = field(default_factory=Look)


@dataclass(frozen=True)
class Lesson:
    """A lesson; its first step has an experiment.

    Attributes:
        id: its name in files and in the settings.
        title: what it shows, in a few words.
        claim: the number of the chapter's claim that it is about; 0 for another one.
        order: its place in the menu.
        steps: at least one.
    """

    id: str
    title: Words
    steps: tuple[Step, ...]
    claim: int = 0
    order: int = 0
