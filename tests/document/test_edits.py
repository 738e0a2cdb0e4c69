"""What a change does to the document, and what goes with it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from vizapp.document import edits
from vizapp.document.deformable import MAX_PLACED_POINTS, DeformableSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.networks import NetworkLayer
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, ShuffleSpec, SuperResolveSpec

_PLACED = (PlacedPoint(Tap(0, 7), (0.5, -1.0)), PlacedPoint(Tap(0, 3), (1.0, 1.0), Unit((4, 5))))
_TAKEN_APART = SubpixelSpec(task=ShuffleSpec(direction="unshuffle"), upscale_factor=3)


@pytest.fixture
def placed() -> Experiment:
    return Experiment(labs=(DeformableSpec(placed_points=_PLACED),))


def _deformable(experiment: Experiment, **changes: object) -> Experiment:
    """Return what becomes of the document when these settings of the layer are changed."""
    spec = replace(experiment.spec_of(DeformableSpec), **changes)
    return edits.settle(experiment, experiment.with_spec(spec))


def _working_size(experiment: Experiment, working_size: int | None) -> Experiment:
    return edits.settle(experiment, replace(experiment, working_size=working_size))


def test_placed_points_do_not_outlive_the_kernel_that_their_taps_belong_to(placed: Experiment) -> None:
    changed = _deformable(placed, kernel_size=(5, 5)).spec_of(DeformableSpec)
    assert changed.kernel_size == (5, 5)
    assert changed.placed_points == ()
    assert _deformable(placed, kernel_size=(3, 3)) == placed
    assert edits.settle(placed, placed) is placed


def test_points_of_one_unit_do_not_outlive_the_stride_or_the_working_size(placed: Experiment) -> None:
    for changed in (_deformable(placed, stride=2), _working_size(placed, 128)):
        assert changed.spec_of(DeformableSpec).placed_points == _PLACED[:1]
    assert _deformable(placed, stride=2).spec_of(DeformableSpec).stride == 2
    assert _working_size(placed, 128).working_size == 128
    assert _deformable(placed, stride=1) == placed
    assert _working_size(placed, None) == placed


def test_what_leaves_every_point_where_it_was_keeps_them_all(placed: Experiment) -> None:
    after = replace(placed, seed=3, device="cpu", lab="subpixel")
    assert edits.settle(placed, after) is after
    for changes in ({"dilation": 4}, {"learning_rate": 0.2}):
        assert _deformable(placed, **changes).spec_of(DeformableSpec).placed_points == _PLACED


def test_points_do_not_outlive_the_layer_that_they_were_placed_for(placed: Experiment) -> None:
    for layers in (2, 3):
        changed = _deformable(placed, layers=layers).spec_of(DeformableSpec)
        assert (changed.layers, changed.placed_points) == (layers, ())
    stacked = _deformable(placed, layers=3, placed_points=_PLACED[1:])
    assert _deformable(stacked, layers=2).spec_of(DeformableSpec).placed_points == ()
    assert _deformable(stacked, layers=3) == stacked


def test_points_that_the_same_change_has_placed_are_kept(placed: Experiment) -> None:
    new = (PlacedPoint(Tap(0, 24), (2.0, 2.0)),)
    changed = _deformable(placed, kernel_size=(5, 5), placed_points=new)
    assert changed.spec_of(DeformableSpec).placed_points == new


def test_a_phase_order_does_not_outlive_its_factor() -> None:
    rearranged = SubpixelSpec(phase_order=(1, 0, 2, 3))
    changed = rearranged.with_factor(3)
    assert changed.upscale_factor == 3
    assert changed.phases == tuple(range(9))
    assert rearranged.with_factor(2) is rearranged


def test_super_resolve_brings_the_factor_down_to_what_it_offers() -> None:
    shuffled = SubpixelSpec(task=ShuffleSpec(), upscale_factor=7, phase_order=tuple(range(49))[::-1])
    changed = shuffled.with_task(SuperResolveSpec())
    assert (changed.task, changed.upscale_factor, changed.phase_order) == (SuperResolveSpec(), 4, ())
    small = SubpixelSpec(task=ShuffleSpec(), phase_order=(3, 2, 1, 0))
    assert small.with_task(SuperResolveSpec()).phase_order == (3, 2, 1, 0)


def test_with_another_source_points_and_phases_go_and_the_rest_stays(placed: Experiment) -> None:
    before = replace(placed, seed=5).with_spec(SubpixelSpec(phase_order=(1, 0, 2, 3), learning_rate=0.5))
    opened = edits.open_source(before, Source("file", "/x.png"), "image", 3, (64, 48))
    assert opened == replace(
        before, source=Source("file", "/x.png"), labs=(DeformableSpec(), SubpixelSpec(learning_rate=0.5))
    )
    assert edits.open_source(before, before.source, "image", 3, (64, 48)) == before


def test_a_picture_that_is_opened_is_shown_where_a_task_has_pictures_of_its_own() -> None:
    counting = Experiment(lab="subpixel", labs=(SubpixelSpec(task=OverlapSpec(kernel=5)),))
    opened = edits.open_source(counting, Source("file", "/x.png"), "image", 3, (64, 48))
    assert opened.spec == SubpixelSpec(task=SuperResolveSpec())
    numbers = edits.open_source(counting, Source("file", "/x.npy"), "feature_map", 12, (64, 48))
    assert numbers.spec == SubpixelSpec(task=ShuffleSpec())
    assert not counting.spec.uses("upscale_factor")
    assert opened.spec.uses("upscale_factor")


@pytest.mark.parametrize(
    ("before", "channels", "after"),
    [
        (SubpixelSpec(upscale_factor=3), 12, SubpixelSpec(task=ShuffleSpec(), upscale_factor=2)),
        (SubpixelSpec(upscale_factor=3), 36, SubpixelSpec(task=ShuffleSpec(), upscale_factor=3)),
        (SubpixelSpec(task=ShuffleSpec()), 12, SubpixelSpec(task=ShuffleSpec())),
        (SubpixelSpec(upscale_factor=3), 7, SubpixelSpec(upscale_factor=3)),
        (_TAKEN_APART, 12, _TAKEN_APART),
    ],
)
def test_a_feature_map_is_shuffled_by_a_factor_that_fits(
    before: SubpixelSpec, channels: int, after: SubpixelSpec
) -> None:
    experiment = Experiment(lab="subpixel", labs=(before,))
    assert edits.fit_task(experiment, "feature_map", channels, (64, 48)).spec == after
    assert edits.fit_task(experiment, "image", channels, (64, 48)) is experiment
    elsewhere = replace(experiment, lab="deformable")
    assert edits.fit_task(elsewhere, "feature_map", channels, (64, 48)) is elsewhere


def test_a_change_is_checked_without_the_points_that_were_there_before() -> None:
    before = Experiment(labs=(DeformableSpec(placed_points=_PLACED),))
    assert edits.validated_change(before, before) == before
    new = PlacedPoint(Tap(0, 1), (0.5, 0.5), Unit((1, 1)))
    mixed = (_PLACED[0], new, *_PLACED[1:])
    after = before.with_spec(DeformableSpec(placed_points=mixed, learning_rate=0.5))
    found = edits.validated_change(before, after)
    assert found == after
    points = found.spec_of(DeformableSpec).placed_points
    assert [point is old for point, old in zip(points, mixed, strict=True)].count(True) == len(_PLACED)
    for wrong in (
        DeformableSpec(placed_points=(*_PLACED, PlacedPoint(Tap(0, 99), (0.0, 0.0)))),
        DeformableSpec(placed_points=_PLACED, learning_rate=-1.0),
        DeformableSpec(placed_points=_PLACED * MAX_PLACED_POINTS),
    ):
        with pytest.raises(ValueError):
            edits.validated_change(before, before.with_spec(wrong))


_LAYER = NetworkLayer("/weights/x3.pth", "up", 27)


def test_a_networks_layer_is_shuffled_as_pytorch_reads_it_and_as_it_is() -> None:
    before = Experiment(labs=(SubpixelSpec(stored_as="DCR", read_as="DCR", phase_order=(1, 0, 2, 3)),))
    opened = edits.open_network(before, _LAYER, 3)
    spec = opened.spec_of(SubpixelSpec)
    assert (opened.lab, spec.network, spec.upscale_factor) == ("subpixel", _LAYER, 3)
    assert (spec.stored_as, spec.read_as, spec.phase_order) == ("CRD", "CRD", ())
    assert spec.uses_network
    assert not spec.shows_single_channels("image"), "three channels are colours"
    hidden = edits.open_network(opened, replace(_LAYER, channels=64), 2).spec_of(SubpixelSpec)
    assert hidden.shows_single_channels("image")


@pytest.mark.parametrize("factor", [2, 8])
def test_a_factor_that_is_not_learned_leaves_super_resolve_for_the_shuffle(factor: int) -> None:
    opened = edits.open_network(Experiment(), replace(_LAYER, channels=factor**2), factor)
    assert opened.spec_of(SubpixelSpec).task == ShuffleSpec(network=replace(_LAYER, channels=factor**2))


def test_a_network_is_put_away_and_the_shuffle_stays() -> None:
    opened = edits.open_network(Experiment(), _LAYER, 3)
    closed = edits.close_network(opened)
    assert closed.spec_of(SubpixelSpec) == SubpixelSpec(task=ShuffleSpec(), upscale_factor=3)
    assert edits.close_network(closed) is closed


def test_the_inverse_has_no_use_for_a_network() -> None:
    opened = edits.open_network(Experiment(), _LAYER, 3)
    spec = opened.spec_of(SubpixelSpec)
    assert not replace(spec, task=replace(spec.task, direction="unshuffle")).uses_network
