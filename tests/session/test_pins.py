"""Units that stay in view beside the picked one."""

from __future__ import annotations

from session_fakes import Bench

from vizapp.document.deformable import DeformableSpec
from vizapp.session.picks import Grid
from vizapp.session.pins import NO_PINS, counted, pinned_units, toggled


def pinned(*units: tuple[int, int]):
    pins = NO_PINS
    for unit in units:
        pins = toggled(pins, unit, None)
    return pins


def names(pins) -> dict[str, tuple[int, int]]:
    return dict(pinned_units({"deformable": pins}, "deformable"))


def test_each_pin_keeps_its_letter() -> None:
    pins = pinned((1, 2), (3, 4), (5, 6))
    assert names(pins) == {"A": (1, 2), "B": (3, 4), "C": (5, 6)}
    released = toggled(pins, (3, 4), None)
    assert names(released) == {"A": (1, 2), "C": (5, 6)}
    assert names(toggled(released, (7, 8), None)) == {"A": (1, 2), "B": (7, 8), "C": (5, 6)}


def test_a_fifth_takes_the_last_place() -> None:
    pins = pinned((1, 1), (2, 2), (3, 3), (4, 4), (5, 5))
    assert names(pins) == {"A": (1, 1), "B": (2, 2), "C": (3, 3), "D": (5, 5)}


def test_a_fifth_says_which_pin_has_gone_to_it() -> None:
    bench = Bench()
    bench.begin()
    bench.configured(shape=(9, 40, 60), input_size=(40, 60))
    session = bench.session
    for unit in ((1, 1), (2, 2), (3, 3), (4, 4)):
        session.pin(unit)
    assert bench.state.banner is None
    session.pin((5, 5))
    assert bench.state.banner is not None
    assert bench.state.banner.text == (
        "Pin D has gone from unit (4, 4) to (5, 5): 4 units can be pinned at once; Shift and a click on a "
        "pinned unit release it."
    )
    session.pin((2, 2))
    assert bench.state.banner is None, "there is a free letter again"
    session.pin((6, 6))
    assert bench.state.banner is None
    session.pin((7, 7))
    assert bench.state.banner is not None
    session.clear_pins()
    assert bench.state.banner is None


def test_pins_keep_their_place_in_the_picture() -> None:
    fine = Grid((40, 60), (0.5 / 40, 0.5 / 60), (1 / 40, 1 / 60))
    coarse = Grid((20, 30), (0.5 / 40, 0.5 / 60), (2 / 40, 2 / 60))
    pins = counted(toggled(NO_PINS, (21, 31), fine), coarse)
    assert names(pins)["A"] in {(10, 15), (10, 16), (11, 15), (11, 16)}
    assert names(counted(pins, fine)) == {"A": (21, 31)}
    assert counted(pins, coarse) is pins


def test_pins_are_asked_for_together_follow_the_stride_and_are_cleared() -> None:
    bench = Bench()
    bench.begin()
    bench.configured(shape=(9, 40, 60), input_size=(40, 60))
    session = bench.session
    session.pin((10, 20))
    session.pin((30, 44))
    request = bench.engine.sent[-1].observation.requests["deformable.pins"]
    assert request.units == ((10, 20), (30, 44))
    spec = bench.state.experiment.spec_of(DeformableSpec)
    session.update(bench.state.experiment.with_spec(spec.replaced(stride=2)), "stride")
    bench.configured(shape=(9, 20, 30), input_size=(40, 60))
    assert dict(pinned_units(bench.state.view.pins, "deformable")) == {"A": (5, 10), "B": (15, 22)}
    session.clear_pins()
    assert pinned_units(bench.state.view.pins, "deformable") == ()
    assert "deformable.pins" not in bench.engine.sent[-1].observation.requests
    assert not bench.state.can_undo or bench.state.undo_label == "stride", "pins are no part of the document"
