"""The real window on a real X display, with a real mouse and real keys."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torchvision.ops import deform_conv2d as torchvision_deform_conv2d

from vizapp.sources.samples import sample

Walk = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A photograph as a camera writes it: a jpeg, in portrait, in a folder whose name is not plain ASCII."""
    path = tmp_path / "Bilder 图片" / "coffee cup.jpg"
    path.parent.mkdir()
    with Image.open(sample("coffee").path) as image:
        image.transpose(Image.Transpose.ROTATE_90).save(path, quality=92)
    return path


def test_main_job_from_drop_to_close(walk: Walk, photograph: Path) -> None:
    walk("main_job", str(photograph))


def test_main_job_in_chinese(walk: Walk, photograph: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text("[window]\nlanguage=zh\n", encoding="utf-8")
    walk("main_job", str(photograph))


def test_the_window_outlives_its_engine(walk: Walk) -> None:
    walk("kills", "1", "3")


def test_points_are_seen_and_moved_in_the_loupe(walk: Walk) -> None:
    walk("loupe")


def test_a_branch_is_taught_and_that_is_taken_back(walk: Walk) -> None:
    walk("teach")


def test_the_layer_is_tried_on_an_unseen_picture(walk: Walk, photograph: Path) -> None:
    walk("unseen", str(photograph))


def test_the_tree_of_stacked_layers_follows(walk: Walk) -> None:
    walk("stack", script="walks_stack.py")


def test_figures_are_exported_with_mouse_and_keys(walk: Walk, photograph: Path, tmp_path: Path) -> None:
    folder = tmp_path / "figures"
    folder.mkdir()
    walk("figures", str(photograph), str(folder), script="walks_figures.py")


def test_in_a_small_window_the_panels_fold_and_unfold(walk: Walk) -> None:
    walk("folding", script="walks_folding.py")


def test_the_measures_of_the_sub_pixel_lab_are_seen(walk: Walk) -> None:
    walk("measures", script="walks_measures.py")


def test_a_run_pauses_where_the_loss_passes_a_value(walk: Walk) -> None:
    walk("watch", script="walks_watch.py")


def test_every_step_can_be_gone_back_to_and_another_rate_there_begins_a_branch(walk: Walk) -> None:
    walk("timeline", script="walks_timeline.py")


def test_an_experiment_is_saved_and_opened_by_keys(walk: Walk) -> None:
    walk("files", script="walks_files.py")


def test_a_photograph_is_read_in_the_wrong_order_put_right_and_taken_apart(walk: Walk) -> None:
    walk("orders", script="walks_shuffle.py")


def test_upsamplers_are_compared_trained_together_and_exchanged(walk: Walk) -> None:
    walk("upsamplers", script="walks_upsamplers.py")


def test_where_an_upsampler_reads_is_seen_while_it_trains(walk: Walk) -> None:
    walk("sampling_points", script="walks_points.py")


@pytest.fixture
def layers(tmp_path: Path) -> list[str]:
    """A layer in three layouts, with the output that torchvision gives, its offsets, one with NaN, and a name."""
    random = torch.Generator().manual_seed(0)
    y, x = torch.meshgrid(torch.linspace(-1, 1, 40), torch.linspace(-1, 1, 56), indexing="ij")
    taps = torch.arange(9)
    i, j = (part[:, None, None] - 1 for part in (taps // 3, taps % 3))
    moved = torch.stack((1.5 * torch.sin(3 * x + y) + 0.2 * i * (1 + y), 1.2 * x * y + 0.3 * j), 1)
    feature, weight = torch.rand(1, 3, 40, 56, generator=random), torch.randn(4, 3, 3, 3, generator=random)
    offset = moved.reshape(1, 18, 40, 56)
    output = torchvision_deform_conv2d(feature, offset, weight, padding=1)
    orders = {"torchvision": moved.reshape(18, 40, 56), "xy": moved.flip(1).reshape(18, 40, 56)}
    orders["split"] = moved.transpose(0, 1).reshape(18, 40, 56)
    arrays = {"x": feature[0].numpy(), "weight": weight.numpy(), "output": output[0].numpy()}
    files = []
    for layout, channels in orders.items():
        files.append(tmp_path / f"{layout}.npz")
        np.savez(files[-1], offset=channels.numpy(), **arrays)
    np.save(tmp_path / "truth.npy", moved.numpy())
    broken = orders["torchvision"].clone()
    broken[4, 10:14, 20:26] = torch.nan
    np.savez(tmp_path / "broken.npz", offset=broken.numpy(), **arrays)
    return [str(path) for path in (*files, tmp_path / "truth.npy", tmp_path / "broken.npz", tmp_path / "out.npz")]


def test_offsets_that_are_brought_are_read_shown_and_exported(walk: Walk, layers: list[str]) -> None:
    walk("brought", *layers, script="walks_brought.py")


def test_the_enlarged_picture_is_saved_while_training_runs_or_cancelled(walk: Walk, tmp_path: Path) -> None:
    photograph, folder = tmp_path / "large coffee.png", tmp_path / "results"
    folder.mkdir()
    with Image.open(sample("coffee").path) as image:
        image.resize((1800, 1200), Image.Resampling.BICUBIC).save(photograph)
    walk("enlarge", str(photograph), str(folder), script="walks_enlarge.py")


def test_what_goes_wrong_has_ways_out(walk: Walk, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    walk("faults", str(folder), script="walks_faults.py")


@pytest.mark.parametrize("name", ["wipe", "magnifier", "compare"])
def test_pictures_are_compared(walk: Walk, name: str) -> None:
    walk(name, script="walks_sidebyside.py")


@pytest.mark.parametrize("name", ["onshow", "typed"])
def test_upsamplers_are_on_show_in_turn_and_a_value_is_typed(walk: Walk, name: str) -> None:
    walk(name, script="walks_onshow.py")


def test_what_another_network_has_made_is_seen_and_measured(walk: Walk, tmp_path: Path) -> None:
    photograph, larger, same = (tmp_path / name for name in ("cup.png", "theirs-x2.png", "theirs.png"))
    with Image.open(sample("coffee").path) as image:
        image.save(photograph)
        pixels = np.asarray(image.resize((2 * image.width, 2 * image.height), Image.Resampling.BICUBIC)).astype(int)
        image.reduce(2).resize(image.size, Image.Resampling.BICUBIC).save(same)
    pixels[::2, ::2] += 14
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(larger)
    walk("judged", str(photograph), str(larger), str(same), script="walks_judged.py")


def test_a_network_from_a_file_of_weights_is_looked_into(walk: Walk, tmp_path: Path) -> None:
    pytest.importorskip("spandrel")
    from spandrel.architectures.RCAN import RCAN

    torch.manual_seed(0)
    network = RCAN(scale=4, n_resgroups=1, n_resblocks=1, n_feats=8, reduction=4, norm=False)
    photograph, weights = tmp_path / "cup.png", tmp_path / "x4.pth"
    torch.save(network.state_dict(), weights)
    with Image.open(sample("coffee").path) as image:
        image.save(photograph)
    walk("network", str(photograph), str(weights), script="walks_network.py")


def test_looks_are_kept_and_compared(walk: Walk) -> None:
    walk("compare", script="walks_compare.py")


def test_cards_are_looked_up_and_the_right_button_offers_what_can_be_done(walk: Walk) -> None:
    walk("cards", script="walks_cards.py")
