"""What is said of a bundled sample that could not be read: the file is sound, so that only reading it again helps."""

from __future__ import annotations

import msgspec

from vizapp.document.experiment import Source
from vizapp.problem import Problem

_ENDED = "source.sample-not-read"
_OF_SAMPLES = {
    "source.took-too-long": "source.sample-took-too-long",
    "source.reader-signal": _ENDED,
    "source.reader-status": _ENDED,
}
_PASSING = frozenset({*_OF_SAMPLES, *_OF_SAMPLES.values(), "source.reader-unreadable", "source.no-process"})


def told_of(source: Source, problem: Problem) -> Problem:
    """Return why ``source`` could not be read, without advice about the file where that is one of the program's."""
    code = _OF_SAMPLES.get(problem.code) if source.kind == "sample" else None
    return problem if code is None else msgspec.structs.replace(problem, code=code)


def may_pass(problem: Problem) -> bool:
    """Return whether the reading process failed rather than the file, so that another attempt may succeed."""
    return problem.code in _PASSING
