"""Which array is what: by shape, by values, by name and by what lies beside it."""

from __future__ import annotations

import numpy as np
import pytest

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.kernels import KernelGuess, geometry_guesses, kernel_guesses
from vizapp.offset_maps.roles import ArrayFacts, facts_of, recognised

RANDOM = np.random.default_rng(0)


def roles(**arrays: np.ndarray) -> dict[str, str]:
    return {guess.facts.name: guess.role for guess in recognised([facts_of(*each) for each in arrays.items()])}


@pytest.mark.parametrize(
    ("channels", "kernel", "groups"),
    [(18, (3, 3), 1), (50, (5, 5), 1), (98, (7, 7), 1), (36, (3, 3), 2), (72, (3, 3), 4), (2, (1, 1), 1)],
)  # fmt: skip
def test_the_likeliest_kernel(channels: int, kernel: tuple[int, int], groups: int) -> None:
    assert kernel_guesses(channels)[0] == KernelGuess(kernel, groups)


def test_a_kernel_that_is_named_fixes_the_groups() -> None:
    assert kernel_guesses(60, (3, 5)) == (KernelGuess((3, 5), 2),)
    assert kernel_guesses(60, (3, 3)) == ()
    assert kernel_guesses(60, divides=8)[:2] == (KernelGuess((3, 5), 2), KernelGuess((5, 3), 2))
    assert KernelGuess((7, 5), 1) in kernel_guesses(70)
    assert kernel_guesses(17) == ()
    assert KernelGuess((1, 3), 3) in kernel_guesses(18)
    assert all(12 % guess.groups == 0 for guess in kernel_guesses(72, divides=12))


def test_names_do_not_matter_where_shapes_and_values_say_it() -> None:
    found = roles(
        a=RANDOM.normal(size=(1, 6, 20, 31)),
        b=RANDOM.normal(size=(1, 36, 10, 16)),
        c=RANDOM.uniform(size=(1, 18, 10, 16)),
        d=RANDOM.normal(size=(5, 6, 3, 3)),
        e=RANDOM.normal(size=(5, 10, 16)),
        f=RANDOM.normal(size=5),
    )
    assert found == {"a": "feature map", "b": "offsets", "c": "mask", "d": "weight", "e": "output", "f": "bias"}


def test_the_weight_decides_the_kernel_of_the_offsets() -> None:
    guesses = recognised([ArrayFacts("p", (36, 8, 9), -1, 1), ArrayFacts("q", (4, 4, 1, 3), -1, 1)])
    assert guesses[0].role == "offsets"
    assert guesses[0].kernels == (KernelGuess((1, 3), 6),)
    assert guesses[0].sure


def test_an_offset_map_alone_is_offered_but_not_sure() -> None:
    (guess,) = recognised([facts_of("", RANDOM.normal(size=(18, 8, 9)))])
    assert (guess.role, guess.sure) == ("offsets", False)
    assert guess.possible[:2] == ("offsets", "feature map")
    (named,) = recognised([facts_of("layer2/conv_offset", RANDOM.normal(size=(18, 8, 9)))])
    assert (named.role, named.sure) == ("offsets", True)


def test_the_chapters_map_of_four_by_four_is_offsets_and_no_kernel() -> None:
    (guess,) = recognised([facts_of("", RANDOM.normal(size=(1, 18, 4, 4)))])
    assert guess.role == "offsets"


def test_what_cannot_be_offsets() -> None:
    (image,) = recognised([facts_of("", RANDOM.integers(0, 255, size=(18, 8, 9)))])
    assert image.role == "feature map"
    (odd,) = recognised([facts_of("", RANDOM.normal(size=(19, 8, 9)))])
    assert odd.role == "feature map"
    (many,) = recognised([facts_of("", RANDOM.normal(size=(64, 8, 9)))])
    assert many.role == "feature map"
    assert "offsets" in many.possible
    (kernel,) = recognised([facts_of("conv.weight", RANDOM.normal(size=(8, 18, 3, 3)))])
    assert kernel.role == "weight"


def test_names_decide_between_two_that_may_be_offsets() -> None:
    maps = {name: RANDOM.normal(size=(18, 8, 9)) for name in ("feat", "offset")}
    assert roles(**maps) == {"feat": "feature map", "offset": "offsets"}
    assert roles(p=maps["feat"], mask=RANDOM.uniform(size=(9, 8, 9))) == {"p": "offsets", "mask": "mask"}


def test_values_that_are_not_finite_do_not_hide_offsets() -> None:
    values = RANDOM.normal(size=(18, 8, 9))
    values[3, 1, 1], values[4, 0, 0] = np.nan, np.inf
    facts = facts_of("", values)
    assert facts.non_finite == 2
    assert facts.highest is not None
    assert np.isfinite(facts.highest)
    assert recognised([facts])[0].role == "offsets"
    assert recognised([facts_of("", np.full((18, 8, 9), np.nan))])[0].role == "offsets"


@pytest.mark.parametrize(
    ("geometry", "size"),
    [
        (ConvGeometry.aligned((3, 3)), (13, 17)),
        (ConvGeometry.aligned((5, 3), 2), (13, 17)),
        (ConvGeometry((3, 3), (1, 1), (0, 0), (1, 1)), (13, 17)),
        (ConvGeometry.aligned((3, 3), (2, 3), (2, 2)), (23, 40)),
    ],
)
def test_the_geometry_is_among_the_guesses(geometry: ConvGeometry, size: tuple[int, int]) -> None:
    found = geometry_guesses(geometry.kernel_size, size, geometry.output_size(*size))
    assert geometry in found
    assert all(each.output_size(*size) == geometry.output_size(*size) for each in found)


def test_a_map_of_as_many_channels_as_taps_is_no_mask_unless_its_values_or_its_name_say_so() -> None:
    offsets = RANDOM.normal(size=(18, 8, 9))
    target = RANDOM.normal(size=(9, 8, 9))
    assert roles(offsets=offsets, target=target)["target"] == "feature map"
    assert roles(offsets=offsets, mask=target)["mask"] == "mask"  # unbounded
    assert roles(offsets=offsets, m=1 + RANDOM.uniform(-1, 1, size=(9, 8, 9)))["m"] == "mask"  # 2·sigmoid
