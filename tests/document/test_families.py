"""Labs and tasks that the document was not written for: they are added, travel as those of its own, and can go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import DEFORMABLE_TASKS, DeformableTaskSpec, HiddenTapsSpec
from vizapp.document.experiment import VERSION, Experiment, needs_rebuild, validated
from vizapp.document.families import decode_member
from vizapp.document.lab_spec import LABS, LabSpec
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.text import from_text, to_text
from vizapp.protocol.commands import Adjust, Configure
from vizapp.protocol.wire import WireError, decode_command, encode


class Blur(
    Struct, DeformableTaskSpec, frozen=True, forbid_unknown_fields=True, tag="blur", tag_field="name", kw_only=True
):
    default_steps: ClassVar[int] = 30

    radius: Annotated[float, Meta(gt=0, le=20)] = 2.0
    corners: tuple[tuple[int, int], ...] = ()


class ToySpec(Struct, LabSpec, frozen=True, forbid_unknown_fields=True, tag="toy", tag_field="lab", kw_only=True):
    live_fields: ClassVar[frozenset[str]] = frozenset({"rate"})

    size: Annotated[int, Meta(ge=1, le=9)] = 3
    rate: float = 0.5
    task: DeformableTaskSpec = HiddenTapsSpec()


@pytest.fixture(scope="module", autouse=True)
def added() -> Iterator[None]:
    DEFORMABLE_TASKS.add(Blur)
    LABS.add(ToySpec)
    yield
    LABS.remove(ToySpec)
    DEFORMABLE_TASKS.remove(Blur)


blurs = st.builds(
    Blur,
    radius=st.floats(0.001, 20),
    corners=st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), max_size=3).map(tuple),
)
toys = st.builds(ToySpec, size=st.integers(1, 9), rate=st.floats(0, 1), task=blurs | st.just(HiddenTapsSpec()))


@given(blurs, toys, st.sampled_from(["toy", "deformable"]))
def test_they_survive_text_and_wire(task: Blur, toy: ToySpec, lab: str) -> None:
    experiment = Experiment(lab=lab, labs=(DeformableSpec(task=task), toy))
    assert [spec.lab for spec in experiment.labs] == ["deformable", "subpixel", "toy"]
    assert from_text(to_text(experiment)) == experiment
    assert validated(experiment) == experiment
    for command in (Configure(1, 2, experiment), Adjust(3, experiment)):
        received = decode_command([bytes(frame) for frame in encode(command)])
        assert isinstance(received, Configure | Adjust)
        assert received.experiment == experiment
        assert received.experiment.spec_of(ToySpec) == toy
        assert received.experiment.spec_of(DeformableSpec).task == task


def test_a_document_from_before_they_were_there_has_their_defaults() -> None:
    text = '{"version": 3, "lab": "toy", "labs": [{"lab": "deformable", "dilation": 2}]}'
    assert from_text(text) == Experiment(lab="toy", labs=(DeformableSpec(dilation=2), SubpixelSpec(), ToySpec()))
    assert from_text("{}").spec_of(ToySpec) == ToySpec()
    partly = '{"version": 3, "labs": [{"lab": "toy", "task": {"name": "blur"}}]}'
    assert from_text(partly).spec_of(ToySpec) == ToySpec(task=Blur())


@pytest.mark.parametrize(
    ("spec", "places"),
    [
        ({"lab": "toy", "size": 10}, ["lab toy", "$.size", "<= 9"]),
        ({"lab": "toy", "sise": 1}, ["lab toy", "`sise`"]),
        ({"lab": "toys"}, ["there is no lab 'toys'", "deformable, subpixel, toy"]),
        ({"lab": "toy", "task": {"name": "sharpen"}}, ["lab toy", "no task 'sharpen'", "hand-set, brought, blur"]),
        ({"lab": "toy", "task": {"name": "blur", "radius": 0}}, ["lab toy", "task blur", "$.radius"]),
        ({"lab": "toy", "task": {"name": "blur", "width": 2}}, ["lab toy", "task blur", "`width`"]),
        ({"lab": "toy", "task": {"radius": 2}}, ["lab toy", "the task has no name"]),
        ({"lab": "toy", "task": "blur"}, ["lab toy", "Expected a task", "`str`"]),
        ({"lab": "subpixel", "task": {"name": "blur"}}, ["lab subpixel", "no task 'blur'", "super-resolve, shuffle"]),
    ],
)
def test_what_is_wrong_in_them_is_named_in_text_and_on_the_wire(spec: dict[str, object], places: list[str]) -> None:
    document = {"version": VERSION, "labs": [spec]}
    with pytest.raises(ValueError) as in_text:
        from_text(msgspec.json.encode(document).decode())
    header = msgspec.msgpack.encode({"type": "Adjust", "seq": 1, "experiment": document})
    with pytest.raises(WireError) as on_wire:
        decode_command([header])
    for error in (in_text, on_wire):
        assert [place for place in places if place not in str(error.value)] == []


def test_only_what_is_not_live_rebuilds_them() -> None:
    old = Experiment(lab="toy")
    assert not needs_rebuild(old, old.with_spec(ToySpec(rate=0.1)))
    assert needs_rebuild(old, old.with_spec(ToySpec(size=4)))
    assert needs_rebuild(old, old.with_spec(ToySpec(task=Blur())))
    assert not needs_rebuild(old, old.with_spec(DeformableSpec(dilation=2)))


def test_a_tag_cannot_be_taken_twice() -> None:
    class Other(Struct, DeformableTaskSpec, frozen=True, tag="blur", tag_field="name"):
        pass

    class Plain(DeformableTaskSpec):
        pass

    with pytest.raises(ValueError, match="there is a task blur already"):
        DEFORMABLE_TASKS.add(Other)
    with pytest.raises(ValueError, match="Plain is no struct"):
        DEFORMABLE_TASKS.add(Plain)
    assert DEFORMABLE_TASKS.add(Blur) is Blur
    known = ("hidden-rule", "hidden-taps", "rectify", "scaled-shapes", "hand-set", "brought", "blur")
    assert DEFORMABLE_TASKS.tags() == known
    assert DEFORMABLE_TASKS.get("blur") is Blur


def test_what_was_taken_out_is_known_no_more() -> None:
    class Brief(Struct, DeformableTaskSpec, frozen=True, tag="brief", tag_field="name"):
        pass

    DEFORMABLE_TASKS.add(Brief)
    DEFORMABLE_TASKS.remove(Brief)
    with pytest.raises(
        ValueError,
        match=r"there is no task 'brief'; choose one of: hidden-rule, hidden-taps, .*hand-set, brought, blur",
    ):
        DEFORMABLE_TASKS.get("brief")


def test_only_members_of_families_are_built_from_plain_values() -> None:
    with pytest.raises(NotImplementedError, match="not part of a document"):
        decode_member(complex, {"real": 1})
