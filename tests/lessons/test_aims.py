"""The aims: each is reached by the state that it describes, and by no other."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HandSetSpec
from vizapp.document.experiment import Experiment
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import PlacedPoint, Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.gui.deformable.requests import PROBE as PROBE_OF_THE_WINDOW
from vizapp.lessons.aim_kind import Moment
from vizapp.lessons.aims import AIMS, is_reached
from vizapp.lessons.unit_aims import PROBE
from vizapp.protocol.events import Configured, DeviceInfo
from vizapp.protocol.metric import Metric
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.session.curves import Curves
from vizapp.session.engine_state import Teaching, Transport
from vizapp.session.picks import Pick
from vizapp.session.state import State
from vizapp.session.view import View

RIGID = np.array([[y, x] for y in (-1, 0, 1) for x in (-1, 0, 1)], np.float32)


def reading(offset: tuple[float, float] = (0, 0), value: float = 5.0, output: float = 1.0) -> UnitReading:
    """Return what a 3×3 unit at (1, 1) reads, whose middle tap has this offset and reads this value."""
    offsets = np.zeros((9, 2), np.float32)
    offsets[4] = offset
    values = np.full((9, 1), 5.0, np.float32)
    values[4] = value
    points = RIGID + 1 + offsets
    truth = RIGID + 1
    truth[4] = (1.5, 1.5)
    return UnitReading(
        unit_yx=(1, 1),
        output_channel=0,
        offset_yx=offsets,
        point_yx=points,
        truth_yx=truth,
        placed=np.zeros(9, bool),
        channels=(0,),
        neighbours_yx=np.zeros((9, 4, 2), np.int32),
        neighbour_weights=np.zeros((9, 4), np.float32),
        neighbour_values=np.zeros((9, 4, 1), np.float32),
        values=values,
        kernel=np.ones((9, 1), np.float32),
        products=np.zeros(9, np.float32),
        bias=0.0,
        operator_output=output,
        plain_output=1.0,
    )


def snapshot(unit: UnitReading | None = None, **measures: float) -> Snapshot:
    answers: dict[str, Any] = {} if unit is None else {PROBE: UnitReadings((unit,))}
    return Snapshot(
        generation=1,
        applied=1,
        step=0,
        running=False,
        steps_per_second=0.0,
        memory_bytes=0,
        answers=answers,
        measures=measures or None,
    )


def deformable(**changes: Any) -> Experiment:
    return Experiment(labs=(DeformableSpec(**changes),))


def subpixel(**changes: Any) -> Experiment:
    return Experiment(lab="subpixel", labs=(SubpixelSpec(**changes),))


def trained(**series: list[float]) -> dict[str, Curves]:
    return {"deformable": Curves({name: np.array(values) for name, values in series.items()})}


PSNR = Metric("psnr", "PSNR", references={"bicubic": 30.0})


def configured() -> Configured:
    return Configured(
        generation=1,
        lab="subpixel",
        step=0,
        input_shape=(1, 4, 4),
        output_shape=(1, 8, 8),
        device=DeviceInfo("cpu", "CPU"),
        parameters=1,
        metrics=(PSNR,),
        trainable=True,
    )


S = State(picks={"deformable": Pick(unit=(1, 1))})
CASES: list[tuple[str, dict[str, Any], State, State]] = [
    ("steps", {"at_least": 10}, replace(S, transport=Transport(step=10)), replace(S, transport=Transport(step=9))),
    (
        "measure",
        {"of": "loss", "below": 0.5},
        replace(S, curves=trained(loss=[0.9, 0.4])),
        replace(S, curves=trained(loss=[0.4, 0.9])),
    ),
    (
        "measure",
        {"of": "unseen_loss", "above": 0.5},
        replace(S, snapshot=snapshot(unseen_loss=0.6)),
        replace(S, snapshot=snapshot(unseen_loss=float("nan"))),
    ),
    (
        "compare",
        {"of": "unseen_loss", "with": "loss", "times": 2.0},
        replace(S, snapshot=snapshot(unseen_loss=0.6, loss=0.3)),
        replace(S, snapshot=snapshot(unseen_loss=0.5, loss=0.3)),
    ),
    (
        "beats-bicubic",
        {"by": 1.0},
        replace(S, configured=configured(), snapshot=snapshot(psnr=31.1)),
        replace(S, configured=configured(), snapshot=snapshot(psnr=30.9)),
    ),
    (
        "point-at",
        {"tap": 4, "y": 1.5, "x": 1.25},
        replace(S, snapshot=snapshot(reading((0.5, 0.3)))),
        replace(S, snapshot=snapshot(reading((0.5, 0.5)))),
    ),
    (
        "point-reads",
        {"tap": 4, "value": 6.5},
        replace(S, snapshot=snapshot(reading(value=6.54))),
        replace(S, snapshot=snapshot(reading(value=6.56))),
    ),
    (
        "on-ring",
        {"tap": 4},
        replace(S, snapshot=snapshot(reading((0.5, 0.5)))),
        replace(S, snapshot=snapshot(reading((0.5, 0.2)))),
    ),
    (
        "moved",
        {"at_least": 0.1},
        replace(S, snapshot=snapshot(reading((0.0, 0.9)))),
        replace(S, snapshot=snapshot(reading((0.0, 0.8)))),
    ),
    (
        "as-plain",
        {},
        replace(S, snapshot=snapshot(reading(output=1.0))),
        replace(S, snapshot=snapshot(reading(output=1.1))),
    ),
    (
        "unit-gives",
        {"at_least": 6.0},
        replace(S, snapshot=snapshot(reading(output=6.0))),
        replace(S, snapshot=snapshot(reading(output=5.9))),
    ),
    (
        "even-overlap",
        {},
        replace(S, experiment=subpixel(task=OverlapSpec(kernel=6, stride=3))),
        replace(S, experiment=subpixel(task=OverlapSpec(kernel=4, stride=3))),
    ),
    (
        "placed",
        {"at_least": 1},
        replace(S, experiment=deformable(placed_points=(PlacedPoint(Tap(0, 1), (0.5, 0.5)),))),
        S,
    ),
    ("taught", {}, replace(S, teaching=Teaching(held=1)), S),
    (
        "phases-swapped",
        {},
        replace(S, experiment=subpixel(phase_order=(1, 0, 2, 3))),
        replace(S, experiment=subpixel(phase_order=(0, 1, 2, 3))),
    ),
    (
        "phases-in-order",
        {},
        replace(S, experiment=subpixel()),
        replace(S, experiment=subpixel(phase_order=(1, 0, 2, 3))),
    ),
    (
        "setting",
        {"of": "task.kernel", "is": 4},
        replace(S, experiment=subpixel(task=OverlapSpec(kernel=4))),
        replace(S, experiment=subpixel(task=OverlapSpec(kernel=3))),
    ),
    (
        "branch",
        {"kind": "free"},
        replace(S, experiment=deformable(branch=OffsetBranchSpec(kind="free"))),
        S,
    ),
    ("lab", {"is": "subpixel"}, replace(S, experiment=subpixel()), S),
    ("task", {"is": "hand-set"}, replace(S, experiment=deformable(task=HandSetSpec())), S),
    ("overlay", {"key": "deformable.field"}, replace(S, view=View(shown=frozenset({"deformable.field"}))), S),
    (
        "overlay",
        {"key": "deformable.field", "is": False},
        S,
        replace(S, view=View(shown=frozenset({"deformable.field"}))),
    ),
    ("picture", {"is": "error"}, replace(S, view=View(pictures={("deformable", "right"): "error"})), S),
    ("picked", {}, replace(S, picks={"deformable": Pick(unit=(3, 4))}), S),
    (
        "picked",
        {"y": 3, "x": 4},
        replace(S, picks={"deformable": Pick(unit=(3, 4))}),
        replace(S, picks={"deformable": Pick(unit=(4, 4))}),
    ),
    ("sees", {"what": "plain"}, replace(S, view=View(rigid=True)), S),
    ("sees", {"what": "target"}, replace(S, view=View(target=True)), S),
    ("running", {}, replace(S, transport=Transport(running=True)), S),
    ("running", {"is": False}, S, replace(S, transport=Transport(running=True))),
]


@pytest.mark.parametrize(("name", "values", "yes", "no"), CASES)
def test_an_aim_is_reached_by_its_state_and_by_no_other(
    name: str, values: dict[str, Any], yes: State, no: State
) -> None:
    assert is_reached(name, values, Moment(S, yes))
    assert not is_reached(name, values, Moment(S, no))


def test_what_another_unit_reads_counts_for_nothing() -> None:
    now = replace(S, snapshot=snapshot(reading(value=6.5)), picks={"deformable": Pick(unit=(1, 2))})
    assert not is_reached("point-reads", {"tap": 4, "value": 6.5}, Moment(S, now))


def test_a_command_has_to_be_given_since_the_step_began() -> None:
    values = {"action": "stepAction"}
    assert is_reached("done", values, Moment(S, S, frozenset({"stepAction"})))
    assert not is_reached("done", values, Moment(S, S))


def test_every_aim_is_tried_here() -> None:
    assert {name for name, *_ in CASES} | {"done"} == set(AIMS)


def test_while_nothing_is_known_no_aim_fails_with_an_error() -> None:
    for name, values, *_ in CASES:
        is_reached(name, values, Moment(S, S))


def test_the_examples_of_the_aims_can_be_read() -> None:
    for name, kind in AIMS.items():
        example = tomllib.loads(f"aim = {kind.example}")["aim"]
        assert example["name"] == name
        assert set(example) - {"name"} <= {parameter.name for parameter in kind.parameters}


def test_the_probe_is_asked_for_under_the_name_that_aims_look_it_up_by() -> None:
    assert PROBE == PROBE_OF_THE_WINDOW
