"""What becomes of the state when the engine has done, or could not do, what a single command asked for."""

from __future__ import annotations

from dataclasses import replace

from vizapp.problem import Problem
from vizapp.protocol.events import Failed, NetworkRead, Taught
from vizapp.session.banner import Banner, BannerAction
from vizapp.session.engine_state import MAX_REPORTS
from vizapp.session.memory_need import smaller_size, with_need, working_size
from vizapp.session.state import State


def ways_out(state: State, problem: Problem) -> tuple[BannerAction, ...]:
    """Return what the banner of a failure offers, by the setting at fault."""
    match problem.field:
        case "learning_rate":
            return "lower-rate", "reset"
        case "working_size" if smaller_size(state) < working_size(state):
            return ("smaller-size",)
    return ()


def failed(state: State, reply: Failed) -> State:
    """Return ``state`` with training paused by an error, and what can be done about it."""
    transport = replace(state.transport, running=False)
    problem = with_need(state, reply.problem)
    banner = Banner(problem, actions=ways_out(state, problem), detail=reply.detail)
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
        return state  # the window does not wait for it any more
    teaching = replace(teaching, wanted=0)
    if reply.report is None:
        problem = reply.problem or Problem("teach.nothing-trained")
        return replace(state, teaching=teaching, banner=Banner(problem, "warning"))
    reports = {**teaching.reports, reply.number: reply.report}
    for number in list(reports)[:-MAX_REPORTS]:
        del reports[number]
    return replace(state, teaching=replace(teaching, offered=reply.number, reports=reports))
