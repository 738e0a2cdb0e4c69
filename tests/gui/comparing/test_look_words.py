"""A look is named by where it is from, and what differs is said by the names of the document."""

from __future__ import annotations

from dataclasses import replace

from fakes import ready_state, snapshot
from msgspec.structs import replace as changed

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenTapsSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.placed import PlacedPoint, Tap
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, SubpixelTaskSpec, SuperResolveSpec
from vizapp.document.upsamplers import DySampleUpsampler
from vizapp.gui.comparing.look_words import differing_settings, look_title, look_titles
from vizapp.gui.comparing.looks import MAX_LOOKS, NOW, Look, Looks
from vizapp.gui.labs import LAB_UIS
from vizapp.problem import Problem
from vizapp.session.state import State
from vizapp.wording.problems import sentence

BEFORE = Experiment()
STEP = 7
DEFORMABLE = BEFORE.spec_of(DeformableSpec)


def shown_state() -> State:
    return ready_state(snapshot=snapshot({}, step=STEP))


def with_layer(**settings) -> Experiment:
    return BEFORE.with_spec(changed(DEFORMABLE, **settings))


def test_the_same_settings_do_not_differ():
    assert differing_settings(BEFORE, Experiment(), LAB_UIS) == []


def test_a_setting_is_named_with_both_values():
    after = with_layer(learning_rate=0.5)
    assert differing_settings(BEFORE, after, LAB_UIS) == [f"learning rate {DEFORMABLE.learning_rate:g} → 0.5"]
    assert differing_settings(BEFORE, changed(BEFORE, seed=7), LAB_UIS) == ["seed 0 → 7"]


def test_a_setting_within_another_is_named_with_it():
    after = changed(BEFORE, source=Source("sample", "coffee"))
    assert differing_settings(BEFORE, after, LAB_UIS) == ["source location astronaut → coffee"]


def test_of_what_is_long_only_the_name_is_said():
    point = PlacedPoint(Tap(0, 0), (0.5, 0.25))
    (text,) = differing_settings(BEFORE, with_layer(placed_points=(point,)), LAB_UIS)
    assert text == "placed points"


def test_settings_of_the_other_lab_do_not_count():
    other = BEFORE.with_spec(changed(BEFORE.spec_of(SubpixelSpec), upscale_factor=4))
    assert differing_settings(BEFORE, other, LAB_UIS) == []
    assert differing_settings(BEFORE, changed(BEFORE, lab="subpixel"), LAB_UIS) == ["lab Deformable → Sub-pixel"]


def with_task(task: SubpixelTaskSpec) -> Experiment:
    return changed(BEFORE, lab="subpixel").with_spec(changed(BEFORE.spec_of(SubpixelSpec), task=task))


def test_of_another_kind_only_the_kind_is_said():
    plain = SuperResolveSpec()
    tasks = OverlapSpec(), plain, changed(plain, upsampler=DySampleUpsampler(), compared=(), even_kernels=True)
    overlap, learned, dysample = map(with_task, tasks)
    assert differing_settings(overlap, learned, LAB_UIS) == ["task overlap → super-resolve"]
    told = ["upsampler subpixel → dysample", "even kernels off → on"]
    assert differing_settings(learned, dysample, LAB_UIS) == told


def test_where_there_are_none_it_is_said():
    assert differing_settings(with_layer(compared=("free",)), BEFORE, LAB_UIS) == ["compared free → none"]


def test_the_title_says_step_and_picture():
    state = shown_state()
    title = look_title(state)
    assert title.startswith(f"step {STEP} ")
    assert state.source is not None
    assert title.endswith(state.source.name)


def test_lab_and_task_are_named_where_they_differ():
    state = shown_state()
    other_task = replace(state, experiment=with_layer(task=HiddenTapsSpec()))
    assert look_titles({"A": state, NOW: state}, LAB_UIS) == {"A": look_title(state), NOW: look_title(state)}
    titles = look_titles({"A": state, NOW: other_task}, LAB_UIS)
    assert titles["A"] == f"hidden rule · {look_title(state)}"
    assert titles[NOW].startswith("hidden taps · step")
    other_lab = replace(state, experiment=with_task(SuperResolveSpec()))
    titles = look_titles({"A": other_lab, NOW: state}, LAB_UIS)
    assert titles["A"].startswith("Sub-pixel · ")
    assert titles[NOW] == f"Deformable · hidden rule · {look_title(state)}"


def test_letters_are_used_again_after_all_others_and_there_are_not_more_than_six():
    looks, state = Looks(), shown_state()
    looks.keep(state)
    looks.remove("A")
    kept = [looks.keep(state) for _ in range(MAX_LOOKS)]
    assert [look.key for look in kept if isinstance(look, Look)] == list("BCDEFA")
    refused = looks.keep(state)
    assert isinstance(refused, Problem)
    assert "6 looks" in sentence(refused)
    looks.remove("C")
    again = looks.keep(state)
    assert isinstance(again, Look)
    assert again.key == "C"
    assert [look.key for look in looks.kept] == list("BDEFAC")


def test_before_the_first_output_there_is_nothing_to_keep():
    refused = Looks().keep(State())
    assert isinstance(refused, Problem)
    assert "wait" in sentence(refused)
