"""Sentences about files of experiments: why one cannot be opened, and why one was not written."""

from __future__ import annotations

from vizapp.wording.translation import marked

KEPT_PROBLEMS: dict[str, str] = {
    "kept.damaged": marked("{name} is cut off or damaged; open an earlier copy of it"),
    "kept.no-experiment": marked("{name} is not an experiment of vizapp; choose a file that vizapp has saved"),
    "kept.newer": marked(
        "{name} was saved by a newer vizapp ({program}): it is in version {version} of the format, and this one "
        "reads up to {known}; install a newer vizapp"
    ),
    "kept.document": marked("{name} holds no experiment that can be read here: {why}"),
    "kept.part-missing": marked("{name} is not whole: {part} is missing in it; open an earlier copy of it"),
    "kept.part-unknown": marked("{name} holds {part:quoted}, which no experiment of format {known} holds"),
    "kept.part-too-large": marked(
        "{name} cannot be opened: {part} in it takes {size:bytes}, more than the limit of {limit:bytes}"
    ),
    "kept.part-damaged": marked("{name} is damaged: {part} in it cannot be unpacked; open an earlier copy of it"),
    "kept.part-wrong": marked("{name} cannot be opened: {part} in it contradicts itself or the rest ({why})"),
    "kept.no-picture": marked("{name} is an experiment without a picture of its own; open it as an experiment"),
    "kept.other-states": marked(
        "the training in the file does not fit the {lab} lab as it is here ({why}); the experiment begins at step 0"
    ),
    "kept.training-unreadable": marked(
        "the training in the file cannot be read ({why}); the experiment begins at step 0"
    ),
    "keep.other-curves": marked(
        "{name} was not written: its curves have more or fewer values than they say; save it once more"
    ),
    "keep.no-memory": marked("{name} was not written: there is not enough memory for it; close other programs"),
    "session.last": marked("the last session"),
    "session.recovered": marked(
        "the last window ended without being closed; this is where it was a few seconds before, with its training"
    ),
    "keep.done": marked("the experiment is saved: {name} in {folder}, {data:bytes}"),
    "keep.not-ready": marked("the experiment cannot be saved yet: it is still being set up; try again in a moment"),
    "keep.is-source": marked("{name} is the picture that is open; save the experiment under another name"),
    "keep.too-large": marked(
        "{name} was not written: {part} would be larger than {limit:bytes}, and could not be opened again"
    ),
}
