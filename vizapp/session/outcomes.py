"""What becomes of the state when the engine has done, or could not do, what a single command asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from vizapp.problem import Problem, Value
from vizapp.protocol.events import Enlarged, Enlarging, Exported, Failed, NetworkRead, Taught
from vizapp.session.banner import Banner, BannerAction
from vizapp.session.memory_need import with_need
from vizapp.session.state import State

_MAX_REPORTS = 32
_WAYS_OUT: Mapping[str, BannerAction] = {"learning_rate": "lower-rate", "working_size": "smaller-size"}
"""What the banner of a failure offers, by the setting at fault."""


def failed(state: State, reply: Failed) -> State:
    """Return ``state`` with training paused by an error, and what can be done about it."""
    transport = replace(state.transport, running=False)
    problem = with_need(state, reply.problem)
    banner = Banner(problem, action=_WAYS_OUT.get(problem.field), detail=reply.detail)
    return replace(state, transport=transport, banner=banner, teaching=replace(state.teaching, wanted=0))


def network_read(state: State, reply: NetworkRead) -> State:
    """Return ``state`` with what the engine has found in the network that it was given last."""
    state = replace(state, network_read=reply)
    offer = state.network_offer
    return state if offer is None else replace(state, network_offer=replace(offer, found=reply))


def taught(state: State, reply: Taught) -> State:
    """Return ``state`` with a teaching done, which the document is to name next, or refused."""
    teaching = state.teaching
    if reply.number != teaching.wanted:
        return state  # it was given up
    teaching = replace(teaching, wanted=0)
    if reply.report is None:
        problem = reply.problem or Problem("teach.nothing-trained")
        return replace(state, teaching=teaching, banner=Banner(problem, "warning"))
    reports = {**teaching.reports, reply.number: reply.report}
    for number in list(reports)[:-_MAX_REPORTS]:
        del reports[number]
    return replace(state, teaching=replace(teaching, offered=reply.number, reports=reports))


def exported(state: State, reply: Exported, name: str) -> State:
    """Return ``state`` with a banner that the file ``name`` is there, or is not, whatever is shown by now."""
    if reply.problem is not None:
        return replace(state, banner=Banner(reply.problem))
    done = Problem("export.done", values={"name": name, "points": reply.points})
    return replace(state, banner=Banner(done, "info"))


def enlarged(state: State, reply: Enlarging | Enlarged) -> State:
    """Return ``state`` with how far a picture is that is being saved, of whichever generation, or with its end."""
    saving = state.saving
    if saving is None or saving.seq != reply.seq:
        return state
    if isinstance(reply, Enlarging):
        return replace(state, saving=replace(saving, done=reply.done, total=reply.total))
    state = replace(state, saving=None)
    if reply.size is None:
        problem = reply.problem or Problem("enlarge.nothing")
        cancelled = problem.code == "enlarge.cancelled"
        return replace(state, banner=Banner(problem, "info" if cancelled else "error"))
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
