"""What the state shows of files that the engine writes: how far one is, and a notice when it is done."""

from __future__ import annotations

from dataclasses import replace

from vizapp.problem import Problem, Value
from vizapp.protocol.events import Enlarged, Exported, Writing
from vizapp.session.banner import Banner
from vizapp.session.state import State

_ABOUT_FILES = ("export.", "enlarge.", "script.")
"""How the codes of notices about files that are written begin."""


def saved(state: State, reply: Writing | Exported | Enlarged) -> State:
    """Return ``state`` with how far a file is that is being saved, of whichever generation, or with its end."""
    saving = state.saving
    if saving is None or saving.seq != reply.seq:
        return state
    if isinstance(reply, Writing):
        return replace(state, saving=replace(saving, done=reply.done, total=reply.total))
    state = replace(state, saving=None)
    if reply.problem is not None:
        cancelled = reply.problem.code == "enlarge.cancelled"
        return replace(state, banner=Banner(reply.problem, "info" if cancelled else "error"))
    if isinstance(reply, Exported):
        is_table = saving.name.lower().endswith(".csv")
        exported = Problem(
            "export.table-done" if is_table else "export.done", values={"name": saving.name, "points": reply.points}
        )
        return replace(state, banner=Banner(exported, "info"))
    if reply.size is None:
        return state  # the protocol allows a picture without a size only with a problem
    values: dict[str, Value] = {
        "name": saving.name,
        "folder": saving.folder,
        "size": reply.size,
        "data": reply.file_bytes,
    }
    if reply.step:
        done = Problem("enlarge.done", values={**values, "steps": reply.step})
    else:
        done = Problem("enlarge.done-untrained", values=values)
    return replace(state, banner=Banner(done, "info"))


def without_saving_notice(state: State) -> State:
    """Return ``state`` without a notice of the end of an earlier saving, because another one begins."""
    banner = state.banner
    told = banner is not None and banner.problem.code.startswith(_ABOUT_FILES)
    return replace(state, banner=None) if told else state


def tells_of_saved_file(banner: Banner) -> bool:
    """Return whether a banner says that a file was saved, which is over where another lab is on show."""
    return banner.kind == "info" and banner.problem.code.startswith(_ABOUT_FILES)
