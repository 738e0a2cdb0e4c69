"""What is exported can be read back and says the same."""

from __future__ import annotations

import csv
import io

import numpy as np
from made_offsets import smooth_field, written_out

from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.evidence import points_of
from vizapp.offset_maps.export import CSV_COLUMNS, csv_pieces, npz_bytes

GEOMETRY = ConvGeometry((3, 2), (2, 1), (1, 0), (1, 2))


def test_the_archive_holds_offsets_points_mask_and_field() -> None:
    offsets = smooth_field(0, 2, (3, 2), (4, 5))
    offsets[0, 1, 0, 2, 2] = np.nan
    mask = np.random.default_rng(0).uniform(size=(2, 6, 4, 5))
    held = np.load(io.BytesIO(npz_bytes(offsets, GEOMETRY, "xy", mask)))
    np.testing.assert_array_equal(held["offsets"], offsets)
    np.testing.assert_array_equal(held["offset_channels"], written_out(offsets, "torchvision"))
    np.testing.assert_array_equal(held["points"], points_of(offsets, GEOMETRY))
    np.testing.assert_array_equal(held["mask"], mask)
    np.testing.assert_allclose(held["field"], offsets.reshape(12, 2, 4, 5).mean(0))
    assert np.isnan(held["field_length"][2, 2])
    assert (held["layout"], held["stride"].tolist()) == ("xy", [2, 1])


def test_the_table_has_a_row_for_every_point() -> None:
    offsets = smooth_field(1, 2, (3, 2), (4, 5)).astype(np.float32)
    offsets[1, 5, 1, 3, 4] = np.inf
    mask = np.random.default_rng(0).uniform(size=(2, 6, 4, 5))
    table = b"".join(csv_pieces(offsets, GEOMETRY, (8, 7), mask)).decode()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert len(rows) == 2 * 6 * 4 * 5
    points = points_of(offsets, GEOMETRY)
    for row in rows:
        at = (int(row["group"]), int(row["tap"]))
        unit = (int(row["unit_y"]), int(row["unit_x"]))
        assert (int(row["i"]), int(row["j"])) == divmod(at[1], 2)
        dy, dx = offsets[(*at, slice(None), *unit)]
        assert (np.float32(row["dy"]), np.float32(row["dx"])) == (dy, dx)
        y, x = points[(*at, slice(None), *unit)]
        assert (float(row["point_y"]), float(row["point_x"])) == (y, x)
        assert row["outside"] == str(int(not (-1 < y < 8 and -1 < x < 7)))
        assert float(row["mask"]) == mask[(*at, *unit)]
    assert rows[-1]["dx"] == "inf"
    assert (
        "".join(line[-1] for line in b"".join(csv_pieces(offsets, GEOMETRY, (8, 7))).decode().split()[1:])
        == "," * 240
    )
