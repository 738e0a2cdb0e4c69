"""Sources and labs for these tests, and how they are looked at."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from msgspec.structs import replace
from torch import Tensor

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import SourceKind
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import EdgeFit, ShuffleSpec
from vizapp.document.tile_layout import ChannelOrder
from vizapp.document.values import Position
from vizapp.engine.showing import LoopState, Showing
from vizapp.labs.base import Lab
from vizapp.labs.create import create_lab
from vizapp.labs.deformable.lab import DeformableLab
from vizapp.labs.sources import Sources
from vizapp.labs.subpixel.shuffle import ShuffleLab
from vizapp.labs.subpixel.super_resolve import SuperResolveLab
from vizapp.labs.subpixel.unshuffle import UnshuffleLab
from vizapp.labs.working_copy import WorkingCopies
from vizapp.models.offset_branch import ConvBranch
from vizapp.protocol.answers import Answer
from vizapp.protocol.messages import Reply
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.protocol.requests import (
    PictureRequest,
    Request,
    SubpixelsRequest,
    TilesRequest,
    UnitsRequest,
)
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import Subpixels
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.protocol.wire import decode_reply, encode
from vizapp.sources.samples import read_sample

CPU = torch.device("cpu")


def noise(height: int, width: int, channels: int = 3, seed: int = 0) -> np.ndarray:
    """Return an image of even noise, uint8 (H, W, C)."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, channels), dtype=np.uint8)


def photograph(name: str = "coffee") -> np.ndarray:
    return read_sample(name).values


def deformable(
    values: np.ndarray,
    kind: SourceKind = "image",
    *,
    seed: int = 0,
    working_size: int | None = None,
    device: torch.device = CPU,
    **spec: Any,
) -> tuple[DeformableLab, Experiment]:
    experiment = Experiment(labs=(DeformableSpec(**spec),), seed=seed, working_size=working_size)
    lab = create_lab(experiment, kind, values, device)
    assert isinstance(lab, DeformableLab)
    return lab, experiment


def with_unseen(
    values: np.ndarray,
    unseen: np.ndarray | None,
    *,
    kinds: tuple[SourceKind, SourceKind] = ("image", "image"),
    seed: int = 0,
    working_size: int | None = None,
    **spec: Any,
) -> DeformableLab:
    """Return a lab that is trained on ``values`` and tried on ``unseen``, two sources of the given kinds."""
    experiment = Experiment(labs=(DeformableSpec(**spec),), seed=seed, working_size=working_size)
    other = None if unseen is None else WorkingCopies(kinds[1], unseen)
    return DeformableLab(experiment, Sources(WorkingCopies(kinds[0], values), other), CPU)


def last_bias(lab: DeformableLab) -> Tensor:
    """Return the biases (2·K,) of the branch's last convolution, which move a tap equally at all units."""
    assert isinstance(lab.layer.branch, ConvBranch)
    return lab.layer.branch.biases[-1]


def super_resolve(
    values: np.ndarray,
    kind: SourceKind = "image",
    *,
    seed: int = 0,
    working_size: int | None = None,
    device: torch.device = CPU,
    **spec: Any,
) -> tuple[SuperResolveLab, Experiment]:
    experiment = Experiment(lab="subpixel", labs=(SubpixelSpec(**spec),), seed=seed, working_size=working_size)
    lab = create_lab(experiment, kind, values, device)
    assert isinstance(lab, SuperResolveLab)
    return lab, experiment


def shuffle(
    values: np.ndarray,
    kind: SourceKind = "feature_map",
    *,
    working_size: int | None = None,
    order: ChannelOrder | None = None,
    task: ShuffleSpec | None = None,
    **spec: Any,
) -> tuple[ShuffleLab, Experiment]:
    """Return the shuffle of a source; ``order`` is the one that it is both stored and read in."""
    orders: dict[str, Any] = {} if order is None else {"stored_as": order, "read_as": order}
    settings = SubpixelSpec(task=task or ShuffleSpec(), **orders, **spec)
    experiment = Experiment(lab="subpixel", labs=(settings,), working_size=working_size)
    lab = create_lab(experiment, kind, values, CPU)
    assert isinstance(lab, ShuffleLab)
    return lab, experiment


def unshuffle(
    values: np.ndarray, kind: SourceKind = "image", *, edge: EdgeFit = "cut", **spec: Any
) -> tuple[UnshuffleLab, Experiment]:
    """Return the unshuffle of a source."""
    settings = SubpixelSpec(task=ShuffleSpec(direction="unshuffle", edge=edge), **spec)
    experiment = Experiment(lab="subpixel", labs=(settings,))
    lab = create_lab(experiment, kind, values, CPU)
    assert isinstance(lab, UnshuffleLab)
    return lab, experiment


def with_spec(experiment: Experiment, **changes: Any) -> Experiment:
    """Return the experiment with changes in the spec of its lab."""
    return experiment.with_spec(experiment.spec.replaced(**changes))


def ask(lab: Lab, request: Request, *, exact: bool = True) -> Answer | None:
    """Return what the lab answers to one request; None where it leaves the answer out."""
    return lab.answer({"asked": request}, exact=exact).answers.get("asked")


def drawn(lab: Lab, name: str = "output", *, exact: bool = True, **wanted: Any) -> Picture:
    """Return a map that the lab draws; what is ``wanted`` of it are fields of ``PictureRequest``."""
    answer = ask(lab, PictureRequest(name, **wanted), exact=exact)
    assert isinstance(answer, Picture)
    return answer


def read(lab: Lab, *units: Position, exact: bool = True, **wanted: Any) -> tuple[UnitReading, ...]:
    """Return the readings of units; what is ``wanted`` of them are fields of ``UnitsRequest``."""
    answer = ask(lab, UnitsRequest(units, **wanted), exact=exact)
    assert isinstance(answer, UnitReadings)
    return answer.readings


def tiles(lab: Lab, **wanted: Any) -> Tiles:
    """Return the tiles; what is ``wanted`` of them are fields of ``TilesRequest``."""
    answer = ask(lab, TilesRequest(**wanted))
    assert isinstance(answer, Tiles)
    return answer


def subpixels(lab: Lab, pixel_yx: Position, output_channel: int | None = None) -> Subpixels:
    """Return what a low-resolution pixel holds."""
    answer = ask(lab, SubpixelsRequest(pixel_yx, output_channel))
    assert isinstance(answer, Subpixels)
    return answer


def measured(lab: Lab, *, exact: bool = True) -> Mapping[str, float] | None:
    """Return what comes with the answers about the shown parameters."""
    return lab.answer({}, exact=exact).measures


def travelled(lab: Lab, requests: Mapping[str, Request], *, exact: bool) -> tuple[Snapshot, Snapshot]:
    """Return the snapshot that the engine publishes of a lab, and what the window receives."""
    published: list[Reply] = []
    showing = Showing(published.append, time.monotonic)
    showing.observation = replace(showing.observation, requests=dict(requests))
    showing.show(lab, LoopState(3, 7, True, 12.5, 1), exact=exact)
    sent = published[-1]
    received = decode_reply([bytes(frame) for frame in encode(sent)])
    assert isinstance(sent, Snapshot)
    assert isinstance(received, Snapshot)
    return sent, received
