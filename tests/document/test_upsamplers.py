from __future__ import annotations

import pytest
from msgspec.structs import replace

from vizapp.document.experiment import Experiment, needs_rebuild, validated
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec, SuperResolveSpec
from vizapp.document.text import from_builtins, from_text, to_text
from vizapp.document.upsamplers import (
    BicubicUpsampler,
    ShuffleUpsampler,
    TransposedUpsampler,
    UpsamplerSpec,
    every_upsampler,
    upsampler_named,
)
from vizapp.wording.run_names import run_title


def _experiment(task: SuperResolveSpec) -> Experiment:
    return Experiment(lab="subpixel", labs=(SubpixelSpec(task=task),))


def test_each_has_a_name_of_its_own_and_is_found_by_it() -> None:
    every = every_upsampler()
    names = [each.name for each in every]
    assert len(set(names)) == len(names) == 9 + 8
    assert [upsampler_named(name) for name in names] == list(every)
    assert {"transposed-k2", "transposed-k9", "subpixel-icnr", "lanczos"} <= set(names)
    assert all(len(f"{name}_checkerboard") <= 60 for name in names)


def test_each_has_a_title_of_its_own() -> None:
    titles = [run_title(each.name) for each in every_upsampler()]
    assert len(set(titles)) == len(titles)
    assert run_title("transposed-k7") == "transposed k7"


def test_older_files_have_the_sub_pixel_convolution_alone() -> None:
    old = {"version": 3, "lab": "subpixel", "labs": [{"lab": "subpixel", "task": {"name": "super-resolve"}}]}
    task = from_builtins(old).spec_of(SubpixelSpec).task
    assert task == SuperResolveSpec(upsampler=ShuffleUpsampler(), compared=())


def test_they_are_written_and_read() -> None:
    task = SuperResolveSpec(upsampler=TransposedUpsampler(kernel_size=5), compared=every_upsampler()[:5])
    assert from_text(to_text(_experiment(task))) == _experiment(task)


def test_one_that_is_named_twice_takes_part_once() -> None:
    own, other = ShuffleUpsampler(), BicubicUpsampler()
    task = SuperResolveSpec(upsampler=own, compared=(other, own, other))
    assert task.upsamplers == (own, other)
    assert task.compared_run("bicubic") == "bicubic"
    assert task.compared_run("subpixel") is None, "it is the main one"
    assert task.compared_run("lanczos") is None


@pytest.mark.parametrize("fixed", [each for each in every_upsampler() if not each.trains], ids=lambda each: each.name)
def test_the_main_one_has_something_to_train(fixed: UpsamplerSpec) -> None:
    with pytest.raises(ValueError, match=f"upsampler is {fixed.name}, which has nothing to train"):
        SuperResolveSpec(upsampler=fixed)
    broken = {"name": "super-resolve", "upsampler": {"kind": fixed.tag()}}
    with pytest.raises(ValueError, match="nothing to train"):
        from_builtins({"version": 3, "labs": [{"lab": "subpixel", "task": broken}]})


@pytest.mark.parametrize(
    "task",
    [
        SuperResolveSpec(upsampler=TransposedUpsampler(kernel_size=1)),
        SuperResolveSpec(upsampler=TransposedUpsampler(kernel_size=10)),
        SuperResolveSpec(compared=every_upsampler()[:6]),
    ],
)
def test_a_value_out_of_its_range_is_refused(task: SuperResolveSpec) -> None:
    with pytest.raises(ValueError, match=r"kernel_size|compared"):
        validated(_experiment(task))


def test_a_change_of_them_begins_anew() -> None:
    before = _experiment(SuperResolveSpec())
    assert needs_rebuild(before, _experiment(SuperResolveSpec(compared=(BicubicUpsampler(),))))
    spec = replace(before.spec_of(SubpixelSpec), learning_rate=1e-3)
    assert not needs_rebuild(before, before.with_spec(spec))


def test_a_shuffle_has_no_upsampler() -> None:
    assert SubpixelSpec().uses("upsampler")
    assert not SubpixelSpec(task=ShuffleSpec()).uses("upsampler")
