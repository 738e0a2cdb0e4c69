"""Every experiment that is valid, drawn at random."""

from __future__ import annotations

from hypothesis import strategies as st

from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import HiddenRuleSpec, HiddenTapsSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.offset_branch import OffsetBranchSpec
from vizapp.document.placed import MAX_PLACED_OFFSET, Everywhere, PlacedPoint, Region, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import ChangedValue, Puzzle
from vizapp.document.subpixel_tasks import OverlapSpec, ShuffleSpec, SubpixelTaskSpec, SuperResolveSpec
from vizapp.document.upsamplers import every_upsampler
from vizapp.document.watchpoint import LARGEST_VALUE, Watchpoint

parts = st.floats(-MAX_PLACED_OFFSET, MAX_PLACED_OFFSET)
sources = st.builds(
    Source,
    kind=st.sampled_from(["sample", "file", "memory"]),
    location=st.text(),
    array=st.none() | st.text(),
)
places = st.integers(0, 2000)
sides = st.integers(1, 2000)
wheres = (
    st.just(Everywhere())
    | st.builds(Unit, st.tuples(places, places))
    | st.builds(Region, st.integers(-9, 2000), st.integers(-9, 2000), sides, sides)
)
placed_points = st.builds(
    PlacedPoint,
    tap=st.builds(Tap, st.integers(0, 63), st.integers(0, 48)),
    offset_yx=st.tuples(parts, parts),
    where=wheres,
)
hidden_taps = st.builds(HiddenTapsSpec, max_shift=st.floats(0, 8), out_channels=st.integers(9, 64))
hidden_rules = st.builds(
    HiddenRuleSpec, strength=st.floats(0, 4), smoothing=st.floats(0, 16), bound=st.floats(0.5, 8)
)
rate_factors = st.floats(0, 100, exclude_min=True)
branches = st.builds(
    OffsetBranchSpec,
    kind=st.sampled_from(["conv", "free", "none"]),
    depth=st.integers(1, 3),
    coordinates=st.booleans(),
    smoothing=st.floats(0, 16),
    bound=st.none() | st.floats(0.5, 100),
    start=st.sampled_from(["zero", "random"]),
    rate_factor=rate_factors,
    bias_rate=rate_factors,
)
watchpoints = st.none() | st.builds(
    Watchpoint,
    measure=st.text(min_size=1, max_size=60),
    side=st.sampled_from(["above", "below"]),
    value=st.floats(-LARGEST_VALUE, LARGEST_VALUE),
)
deformables = st.builds(
    DeformableSpec,
    layers=st.integers(1, 3),
    kernel_size=st.tuples(*[st.sampled_from([1, 3, 5, 7])] * 2),
    stride=st.integers(1, 4),
    padding=st.none() | st.integers(0, 32),
    offset_groups=st.integers(1, 64),
    groups=st.integers(1, 64),
    modulation=st.sampled_from(["none", "sigmoid", "2·sigmoid", "softmax", "unbounded"]),
    dilation=st.integers(1, 8),
    task=hidden_taps | hidden_rules,
    branch=st.none() | branches,
    compared=st.lists(st.sampled_from(["conv", "position", "free", "none"]), max_size=3).map(tuple),
    learns=st.sampled_from(["offsets", "kernel", "both"]),
    learning_rate=st.floats(1e-9, 10),
    placed_points=st.lists(placed_points, max_size=5).map(tuple),
    stop_when=watchpoints,
)


changed_values = st.builds(
    ChangedValue,
    channel=st.integers(0, 200),
    pixel_yx=st.tuples(st.integers(0, 99), st.integers(0, 99)),
    value=st.floats(-1e6, 1e6),
)
upsamplers = st.sampled_from(every_upsampler())
super_resolves = st.builds(
    SuperResolveSpec,
    upsampler=upsamplers.filter(lambda upsampler: upsampler.trains),
    compared=st.lists(upsamplers, max_size=5).map(tuple),
)


@st.composite
def subpixels(draw: st.DrawFn) -> SubpixelSpec:
    task: SubpixelTaskSpec = draw(
        super_resolves
        | st.builds(
            ShuffleSpec,
            direction=st.sampled_from(["shuffle", "unshuffle"]),
            edge=st.sampled_from(["cut", "pad"]),
            spare_channels=st.sampled_from(["refuse", "cut", "pad"]),
        )
        | st.builds(OverlapSpec, kernel=st.integers(1, 9), stride=st.integers(1, 9))
    )
    factor = draw(st.integers(2, 4 if isinstance(task, SuperResolveSpec) else 8))
    return SubpixelSpec(
        task=task,
        upscale_factor=factor,
        stored_as=draw(st.sampled_from(["CRD", "DCR"])),
        read_as=draw(st.sampled_from(["CRD", "DCR"])),
        phase_order=draw(st.just(()) | st.permutations(range(factor**2)).map(tuple)),
        learning_rate=draw(st.floats(1e-9, 10)),
        stop_when=draw(watchpoints),
        changed_values=draw(st.lists(changed_values, max_size=3).map(tuple)),
        puzzle=draw(st.none() | st.builds(Puzzle, pairs=st.integers(1, 3), moves=st.integers(0, 99))),
    )


labs = st.tuples(deformables, subpixels()) | st.tuples(deformables) | st.tuples(subpixels()) | st.just(())
experiments = st.builds(
    Experiment,
    lab=st.sampled_from(["deformable", "subpixel"]),
    source=sources,
    labs=labs,
    working_size=st.none() | st.integers(16, 1024),
    seed=st.integers(0, 2**31 - 1),
    device=st.sampled_from(["auto", "cpu", "mps", "cuda:0", "cuda:15"]),
)
