"""The arithmetic of one unit of a deformable layer, for numpy: what its points read, weighed and added up."""

from __future__ import annotations

import numpy as np

from vizapp.geometry import ConvGeometry
from vizapp.protocol.unit_answers import UnitReading
from vizapp.scripts.draft import Draft


def unit_script(reading: UnitReading, geometry: ConvGeometry, channels: int, offset_groups: int) -> str:
    """Return the script of a unit.

    Args:
        reading: what the engine has said of it.
        geometry: names the taps.
        channels: C of what the layer reads.
        offset_groups: G.
    """
    y, x = reading.unit_yx
    draft = Draft(
        f"One unit of a deformable convolution: unit ({y}, {x}) of output channel {reading.output_channel}."
    )
    names = [geometry.tap_name(tap) for tap in range(geometry.taps)]
    rows = [f"tap {name}" for name in names]
    if offset_groups > 1:
        rows = [f"tap {name} of offset group {group}" for group in range(offset_groups) for name in names]
    listed = "input channel" + "s" * (len(reading.channels) > 1) + f" {', '.join(map(str, reading.channels))}"
    _set_rows(draft, "POINTS", reading.point_yx, rows, "Where each point reads: (y, x) in input pixels")
    corners = reading.neighbours_yx[:, 0]
    _set_rows(draft, "CORNERS", corners, rows, "The pixel above and to the left of each point")
    draft.set("SPACING", reading.spacing, "input pixels between two pixels of the map that is read")
    _set_rows(
        draft,
        "PIXELS",
        reading.neighbour_values.transpose(0, 2, 1),
        rows,
        f"What stands there, in {listed}: top left, top right, bottom left, bottom right; 0 outside",
    )
    _set_rows(draft, "KERNEL", reading.kernel, rows, f"The kernel's weight at each point, for {listed}")
    if reading.mask is not None:
        _set_rows(draft, "MASK", reading.mask, rows, "The mask of each point")
    more = channels - len(reading.channels)
    if more:
        with np.errstate(over="ignore", invalid="ignore"):
            mask = 1.0 if reading.mask is None else reading.mask[:, None].astype(np.float64)
            detail = (reading.values.astype(np.float64) * reading.kernel * mask).sum(1)
            others = reading.products.astype(np.float64) - detail
        _set_rows(
            draft, "OTHERS", others.astype(np.float32), rows, f"What {_count(more, 'channel')} more add at each point"
        )
    draft.set("BIAS", reading.bias)
    modulated, away = reading.mask is not None, "(np.array(POINTS) - np.array(CORNERS))"
    draft.run(
        """
# The share of each of the four pixels: the nearer, the more.
down, right = $away.T
shares = np.stack([(1 - down) * (1 - right), (1 - down) * right, down * (1 - right), down * right], 1)

# What each point reads in each channel, times the weight of the kernel$times_mask.
values = (np.array(PIXELS) * shares[:, None]).sum(2)
products = (values * np.array(KERNEL)).sum(1)$mask
""",
        away=away if reading.spacing == 1 else f"({away} / SPACING)",
        times_mask=", times its mask" if modulated else "",
        mask=" * np.array(MASK)" if modulated else "",
    )
    if more:
        draft.run("products = products + np.array(OTHERS)")
    bias = " + BIAS" if reading.bias else ""
    draft.run(
        f"""
output = products.sum(){bias}
for point, value, product in zip(POINTS, values, products):
    print(f"({{point[0]:.3f}}, {{point[1]:.3f}}) reads {{value.round(4)}} and adds {{product:.5f}}")
print(f"sum {{output:.6f}}, the operator itself gives {reading.operator_output:.6f}")
"""
    )
    return draft.text()


def _set_rows(draft: Draft, name: str, values: np.ndarray, rows: list[str], comment: str) -> None:
    """Add an array (N, …) as a list with an entry for each of the ``rows``, which a comment names."""
    lines: list[str] = []
    for each, row in zip(values, rows, strict=True):
        if each.ndim < 2:
            lines.append(f"{_number_text(each)},  # {row}")
        else:
            lines += [f"[  # {row}", *(f"    {_number_text(part)}," for part in each), "],"]
    draft.set_lines(name, lines, comment)


def _number_text(values: np.ndarray) -> str:
    """Return numbers as nested lists, each with as many digits as its own precision needs."""
    if values.ndim:
        return f"[{', '.join(_number_text(each) for each in values)}]"
    if values.dtype.kind in "iu":
        return str(int(values))
    if not np.isfinite(values):
        return f'float("{float(values)}")'
    return str(values[()])


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" + "s" * (count != 1)
