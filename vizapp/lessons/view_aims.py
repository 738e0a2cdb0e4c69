"""Aims: what is on show, and what is being done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vizapp.lessons.aim_kind import YES, AimTable, Moment, Parameter
from vizapp.lessons.places import ACTIONS, OVERLAYS

VIEW_AIMS = AimTable()


@VIEW_AIMS.aim(
    "overlay",
    "something is shown over the pictures; with is = false, it is hidden",
    '{ name = "overlay", key = "subpixel.explode" }',
    Parameter("key", "text", among=OVERLAYS),
    YES,
)
def _overlay(moment: Moment, values: Mapping[str, Any]) -> bool:
    return (values["key"] in moment.now.view.shown) is values.get("is", True)


@VIEW_AIMS.aim(
    "picture",
    "the right canvas shows a picture of its list, such as error",
    '{ name = "picture", is = "error" }',
    Parameter("is", "text"),
)
def _picture(moment: Moment, values: Mapping[str, Any]) -> bool:
    state = moment.now
    return state.view.picture(state.experiment.lab, "right", "output") == values["is"]


@VIEW_AIMS.aim(
    "picked",
    "another unit or pixel is picked than at first, or with y and x this one",
    '{ name = "picked" }',
    Parameter("y", "whole", needed=False, low=0),
    Parameter("x", "whole", needed=False, low=0),
)
def _picked(moment: Moment, values: Mapping[str, Any]) -> bool:
    pick = moment.now.pick
    if pick is None:
        return False
    if "y" in values or "x" in values:
        return pick == (values.get("y", pick[0]), values.get("x", pick[1]))
    return pick != moment.begun.pick


@VIEW_AIMS.aim(
    "sees",
    "while it is held or switched on: plain for the plain convolution, target, unseen for the other picture",
    '{ name = "sees", what = "unseen" }',
    Parameter("what", "text", among=frozenset({"plain", "target", "unseen"})),
)
def _sees(moment: Moment, values: Mapping[str, Any]) -> bool:
    state = moment.now
    return {"plain": state.view.rigid, "target": state.view.target, "unseen": state.shows_unseen}[values["what"]]


@VIEW_AIMS.aim(
    "done",
    "a command was given since the step began, by its button, menu or key",
    '{ name = "done", action = "resetAction" }',
    Parameter("action", "text", among=ACTIONS),
)
def _done(moment: Moment, values: Mapping[str, Any]) -> bool:
    return values["action"] in moment.done


@VIEW_AIMS.aim("running", "training runs; with is = false, it stands still", '{ name = "running" }', YES)
def _running(moment: Moment, values: Mapping[str, Any]) -> bool:
    return moment.now.transport.running is values.get("is", True)
