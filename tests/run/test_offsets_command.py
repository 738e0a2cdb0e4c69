"""``vizapp offsets``, as it is typed: what it prints, writes and refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from made_offsets import smooth_field, turning_field, written_out
from safetensors.numpy import save_file
from torchvision.ops import deform_conv2d as torchvision_deform_conv2d

from vizapp import cli
from vizapp.geometry import ConvGeometry
from vizapp.offset_maps.export import npz_bytes

SIZE = (11, 17)


def layer(seed: int = 0, groups: int = 2, stride: int = 1) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return a field (G, K, 2, oh, ow), and feature map, weight, mask and output as torchvision computes it."""
    random = torch.Generator().manual_seed(seed)
    made = tuple((side - 1) // stride + 1 for side in SIZE)
    field = smooth_field(seed, groups, (3, 3), made).astype(np.float32)  # type: ignore[arg-type]  # two numbers, which a generator does not tell
    feature = torch.randn(1, 6, *SIZE, generator=random)
    weight = torch.randn(5, 6, 3, 3, generator=random)
    mask = torch.rand(1, groups * 9, *made, generator=random)
    offset = torch.from_numpy(written_out(field, "torchvision"))[None]
    output = torchvision_deform_conv2d(feature, offset, weight, None, stride, 1, 1, mask)
    return field, {"p": feature.numpy(), "q": weight.numpy(), "r": mask.numpy(), "s": output.numpy()}


def report(*arguments: object, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert cli.main(["offsets", "--json", *map(str, arguments)]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("layout", ["torchvision", "xy", "split", "group-split-xy"])
def test_one_file_with_everything_names_the_layout(
    layout: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    field, others = layer()
    np.savez(tmp_path / "layer.npz", o=written_out(field, layout)[None], **others)
    found = report(tmp_path / "layer.npz", capsys=capsys)
    assert {each["name"]: each["role"] for each in found["arrays"]} == {
        "o": "offsets", "p": "feature map", "q": "weight", "r": "mask", "s": "output",
    }  # fmt: skip
    assert (found["verdict"], found["layout"], found["layout_chosen_by"]) == ("known", layout, "known")
    assert len(found["readings"]) == 6
    assert found["readings"][0]["agreement"]["to_rounding"]
    assert not found["readings"][1]["agreement"]["to_rounding"]
    assert found["offsets"]["groups"] == 2


def test_several_files_of_every_kind_and_a_stride_that_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    field, others = layer(3, stride=2)
    np.save(tmp_path / "offsets.npy", written_out(field, "split"))
    save_file({"x": others["p"], "weight": others["q"]}, tmp_path / "in.safetensors")
    torch.save({"mask": torch.from_numpy(others["r"]), "y": torch.from_numpy(others["s"])}, tmp_path / "out.pt")
    found = report(*(tmp_path / name for name in ("offsets.npy", "in.safetensors", "out.pt")), capsys=capsys)
    assert (found["verdict"], found["layout"], found["offsets"]["stride"]) == ("known", "split", [2, 2])


def test_what_the_program_has_written_is_read_as_it_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    random = np.random.default_rng(5)
    field, mask = random.normal(size=(2, 15, 2, 8, 9)), random.random((2, 15, 8, 9))
    geometry = ConvGeometry.checked((3, 5), (2, 1), (1, 2), 1)
    (tmp_path / "own.npz").write_bytes(npz_bytes(field.astype(np.float32), geometry, "split", mask))
    found = report(tmp_path / "own.npz", capsys=capsys)
    used = {each["name"]: each["role"] for each in found["arrays"] if each["role"] != "other"}
    assert used == {"offset_channels": "offsets", "mask": "mask"}
    offsets = found["offsets"]
    assert (offsets["kernel_size"], offsets["groups"], offsets["stride"]) == ([3, 5], 2, [2, 1])
    assert (found["verdict"], found["layout"], found["layout_chosen_by"]) == ("named", "torchvision", "named")


def test_arrays_are_named_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    field, others = layer(1)
    # Nothing tells which is which: two maps that may be offsets, in a file with others of the same shapes.
    np.savez(tmp_path / "a.npz", u=written_out(field, "xy"), v=written_out(field, "split") + 1)
    np.savez(tmp_path / "b.npz", **others)
    arguments = [tmp_path / "a.npz", "--array", "u", "--feature", tmp_path / "b.npz/p", "--weight"]
    arguments += [tmp_path / "b.npz/q", "--mask", tmp_path / "b.npz/r", "--output", tmp_path / "b.npz/s"]
    found = report(*arguments, capsys=capsys)
    assert (found["offsets"]["array"], found["verdict"], found["layout"]) == ("u", "known", "xy")
    assert report(tmp_path / "a.npz", "--array", tmp_path / "a.npz/v", capsys=capsys)["offsets"]["array"] == "v"


def test_without_an_output_the_figures_speak_and_the_layout_can_be_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    np.save(tmp_path / "field.npy", written_out(turning_field(0, 1, (3, 3), SIZE), "xy"))
    found = report(tmp_path / "field.npy", capsys=capsys)
    assert (found["verdict"], found["layout"]) == ("likely", "xy")
    chosen = report(tmp_path / "field.npy", "--layout", "split", capsys=capsys)
    assert (chosen["verdict"], chosen["layout"], chosen["layout_chosen_by"]) == ("likely", "split", "option")
    same = report(tmp_path / "field.npy", "--layout", "group-split", capsys=capsys)
    assert same["layout"] == "group-split"
    assert "same" in same["offsets"]["notes"][0]


def test_masks_in_the_file_are_examined_where_they_are_finite(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    field, others = layer()
    mask = np.full((18, *SIZE), 0.998)
    mask[:, 3] = np.nan
    others["r"] = mask
    np.savez(tmp_path / "layer.npz", o=written_out(field, "xy")[None], **others)
    found = report(tmp_path / "layer.npz", "--mask", "r", "--layout", "xy", capsys=capsys)
    doctor = {each["measure"]: each for each in found["doctor"]}
    assert (doctor["masks_off"]["value"], doctor["masks_full"]["value"]) == (0, 1)
    assert "leave modulation out" in doctor["masks_full"]["advice"]
    assert doctor["group_spread"]["value"] > 0.05
    assert doctor["largest"]["limit"] == max(SIZE)


def test_kernel_groups_and_item_are_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = np.random.default_rng(0).normal(size=(3, 60, 5, 7))
    values[2] += 100
    np.save(tmp_path / "o.npy", values)
    found = report(tmp_path / "o.npy", "--kernel", "3x5", "--item", "2", "--array", "o.npy", capsys=capsys)
    assert (found["offsets"]["kernel_size"], found["offsets"]["groups"]) == ([3, 5], 2)
    doctor = {each["measure"]: each for each in found["doctor"]}
    assert doctor["mean"]["value"] == pytest.approx(100 * np.sqrt(2), rel=0.01)
    assert doctor["mean"]["grave"]
    assert doctor["dead_taps"]["value"] == 30
    assert "learning rate" not in doctor["mean"]["advice"], "nothing is trained here"
    assert "at_bound" not in doctor
    assert "batch of 3" in found["offsets"]["notes"][0]


def test_how_many_offsets_are_at_a_bound_is_said_where_it_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = np.zeros((18, 5, 7))
    values[::3] = 4.0  # of three pairs, the first part of one and the second of another
    np.save(tmp_path / "o.npy", values)
    found = report(tmp_path / "o.npy", "--array", "o.npy", "--bound", "4", "--layout", "torchvision", capsys=capsys)
    (share,) = [each for each in found["doctor"] if each["measure"] == "at_bound"]
    assert share["value"] == pytest.approx(2 / 3)
    assert (share["grave"], share["limit"]) == (True, 0.5)
    with pytest.raises(SystemExit):
        cli.main(["offsets", str(tmp_path / "o.npy"), "--bound", "0"])


def test_values_that_are_not_finite_are_located_and_not_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    field, others = layer()
    field[1, 5, 0, 3, 4], field[1, 5, 1, 3, 4], field[0, 2, 1, 10, 16] = np.nan, np.inf, -np.inf
    np.savez(tmp_path / "layer.npz", o=written_out(field, "split")[None], **others)
    found = report(tmp_path / "layer.npz", capsys=capsys)
    assert (found["verdict"], found["layout"]) == ("known", "split")
    bad = found["non_finite"]
    assert (bad["points"], bad["nan"], bad["infinite"], bad["units"]) == (2, 1, 1, 2)
    assert bad["of_tap"][1][5] == 1
    assert (bad["first"][0]["group"], bad["first"][0]["tap"], bad["first"][0]["unit_yx"]) == (1, 5, [3, 4])
    assert bad["first"][0]["offset_yx"] == ["nan", "inf"]
    assert found["doctor"][0]["measure"] == "non_finite"
    assert found["doctor"][0]["value"] == 2, "the doctor counts the same points"
    assert all(each["value"] is not None for each in found["doctor"])
    assert cli.main(["offsets", str(tmp_path / "layer.npz")]) == 0
    text = capsys.readouterr().out
    assert "2 points are not finite (1 NaN, 1 infinite), at 2 units; the first at row 3, column 4." in text
    assert "unit (3, 4), group 1, tap 1,2: offset (nan, inf)" in text
    assert "! points not finite: 2\n" in text


def test_the_text_shows_roles_readings_and_the_doctor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    field, others = layer()
    np.savez(tmp_path / "layer.npz", o=written_out(field, "xy")[None], **others)
    assert cli.main(["offsets", str(tmp_path / "layer.npz")]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "difference to the output" in out
    assert "(rounding)" in out
    assert "The given output comes out with this layout and no other: dx, dy by tap." in out
    assert "effective dilation" in out
    assert "Every point is finite." in out


def test_the_export_is_of_the_reading_that_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    field, others = layer()
    np.savez(tmp_path / "layer.npz", o=written_out(field, "split")[None], **others)
    written = ["--npz", tmp_path / "out" / "held.npz", "--csv", tmp_path / "out" / "points.csv"]
    report(tmp_path / "layer.npz", *written, capsys=capsys)
    held = np.load(tmp_path / "out" / "held.npz")
    np.testing.assert_array_equal(held["offsets"], field)
    np.testing.assert_array_equal(held["mask"].reshape(1, 18, *SIZE), others["r"])
    with (tmp_path / "out" / "points.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 18 * SIZE[0] * SIZE[1]
    assert np.float32(rows[-1]["dx"]) == field[1, 8, 1, -1, -1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["missing.npy"], "missing.npy does not exist"),
        (["odd.npy"], "no array looks like offsets"),
        (
            ["good.npy", "--array", "good.npy", "--kernel", "5x5"],
            "18 channels, which is not 2·kh·kw·G for a kernel of 5×5",
        ),
        (["good.npy", "--groups", "4"], "4 offset groups"),
        (["good.npy", "--array", "other"], "neither a file nor one of the arrays good.npy"),
        (["good.npy", "--item", "1"], "item 1"),
        (["good.npy", "--mask", "odd.npy"], "the mask odd.npy has the shape (17, 4, 5)"),
        (["good.npy", "--feature", "flat.npy"], "flat.npy has the shape (7,), and 3 axes were expected"),
        (["good.npy", "--dilation", "0"], "dilation"),
        (["good.npy", "--csv", "good.npy"], "one of the files that are read"),
        (["good.npy", "--csv", "new", "--npz", "new"], "name the same file"),
        (["picture.png"], "is a picture; offsets are arrays"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(
    arguments: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from PIL import Image

    monkeypatch.chdir(tmp_path)
    np.save("good.npy", np.random.default_rng(0).normal(size=(18, 4, 5)))
    np.save("odd.npy", np.random.default_rng(0).normal(size=(17, 4, 5)))
    np.save("flat.npy", np.zeros(7))
    Image.new("RGB", (20, 20)).save("picture.png")
    assert cli.main(["offsets", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("vizapp offsets: ")
    assert sentence in err
    assert err.count("\n") == 1


def test_an_output_that_no_layout_gives_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    field, others = layer()
    others["s"] = others["s"][:, ::-1].copy()
    np.savez(tmp_path / "layer.npz", o=written_out(field, "split")[None], **others)
    assert report(tmp_path / "layer.npz", capsys=capsys)["verdict"] == "contradicted"


def test_arrays_beyond_the_limit_are_read_where_they_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from vizapp.run import offset_inputs
    from vizapp.sources import whole_arrays

    monkeypatch.setattr(offset_inputs, "read_all_arrays", whole_arrays.read_arrays)  # here, where the limit is lower
    monkeypatch.setattr(whole_arrays, "MAX_BYTES", 40_000)
    field = turning_field(0, 1, (3, 3), SIZE).astype(np.float32)
    channels = written_out(field, "xy")  # 13,464 bytes
    np.savez(tmp_path / "dump.npz", a=np.zeros((99, 10, 10), np.float32), b=channels)
    assert cli.main(["offsets", str(tmp_path / "dump.npz")]) == 2
    assert "no array looks like offsets" in capsys.readouterr().err
    found = report(tmp_path / "dump.npz", "--array", "b", capsys=capsys)
    assert (found["offsets"]["array"], found["layout"]) == ("dump.npz/b", "xy")


def test_the_results_of_a_run_are_recognised_by_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    field, others = layer(groups=1)
    arrays = {"input": others["p"], "kernel": others["q"], "output": others["s"], "m": others["r"]}
    arrays |= {"target": others["s"][:, :1].repeat(9, axis=1), "offsets": written_out(field, "torchvision")[None]}
    np.savez(tmp_path / "arrays.npz", points=field[None], **arrays)
    found = report(tmp_path / "arrays.npz", capsys=capsys)
    assert (found["verdict"], found["layout"]) == ("known", "torchvision")
    assert {each["name"]: each["role"] for each in found["arrays"]}["target"] == "feature map"
    assert found["not_read"][0].startswith("points has shape (1, 1, 9, 2, 11, 17)")
    outside = next(each["value"] for each in found["doctor"] if each["measure"] == "outside")
    assert found["readings"][0]["outside_share"] == pytest.approx(outside)


@pytest.mark.parametrize("seed", range(60))
def test_whatever_lies_in_a_file_gives_a_report_or_one_sentence(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    random = np.random.default_rng(seed)
    arrays: dict[str, np.ndarray] = {}
    for number in range(random.integers(1, 5)):
        shape = tuple(random.choice([1, 2, 3, 4, 5, 9, 18, 36, 50], random.integers(1, 5)))
        name = random.choice(["offset", "mask", "weight", "bias", "out", "x", "a", "b"])
        values = random.normal(size=shape) if random.random() < 0.6 else random.uniform(size=shape)
        values[random.random(shape) < 0.05] = random.choice([np.nan, np.inf, 1e30, 0.0])
        with np.errstate(over="ignore"):
            stored = values.astype(random.choice(["float16", "float32", "float64"]))
        arrays[f"{name}{number if random.random() < 0.5 else ''}"] = stored
    np.savez(tmp_path / "some.npz", **arrays)
    status = cli.main(["offsets", "--json", str(tmp_path / "some.npz")])
    out, err = capsys.readouterr()
    if status == 0:
        json.loads(out, parse_constant=lambda constant: pytest.fail(constant))
        assert err == ""
    else:
        assert (status, err.count("\n")) == (2, 1)
