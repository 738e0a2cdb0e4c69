"""The commands: what the window tells the engine to do."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import numpy as np
from msgspec import Meta

from vizapp.document.experiment import Experiment
from vizapp.network_weights import MAX_TENSORS, WeightPart
from vizapp.protocol.keeping import KeepCurves, SaveExperiment, SetTraining
from vizapp.protocol.requests import Name, Observation
from vizapp.protocol.tagged import Tagged
from vizapp.protocol.teaching import TeachingNumber

MAX_PATH_BYTES = 1 << 16
MAX_SOURCE_NAME = 255
"""The most characters of the name of a source that a file says."""
MIN_STEPS_PER_SECOND = 1e-3


class SetSource(Tagged, frozen=True):
    """Set the source.

    ``values``: images uint8 (H, W, 1|3|4) or uint16 (H, W, 1); feature maps float32 (C, H, W).
    """

    seq: int
    kind: Literal["image", "feature_map"]
    values: np.ndarray


class SetUnseen(Tagged, frozen=True):
    """Set the picture that nothing is trained on, or have none; labs that use one go on with it where they are.

    ``kind`` and ``values`` are as in :class:`SetSource`; ``values`` None is no picture.
    """

    seq: int
    kind: Literal["image", "feature_map"]
    values: np.ndarray | None


class SetBrought(Tagged, frozen=True):
    """Set the arrays that a layer with brought offsets is made of, or have none.

    Every array is float32, as it was stored: ``offsets`` (2·G·K, oh, ow) in any layout, ``mask`` (G·K, oh, ow),
    ``weight`` (O, C/groups, kh, kw), ``bias`` (O,) and ``output`` (O, oh, ow). NaN and infinity are allowed in all of
    them. ``offsets`` None is none at all.
    """

    seq: int
    offsets: np.ndarray | None
    mask: np.ndarray | None = None
    weight: np.ndarray | None = None
    bias: np.ndarray | None = None
    output: np.ndarray | None = None


class SetJudged(Tagged, frozen=True):
    """Set the picture that somebody's network has made of the source, or have none.

    ``values`` are those of an image, as in :class:`SetSource`, as many times as large as the source as one of
    :data:`vizapp.document.judging.FACTORS` says; None is no picture.
    """

    seq: int
    values: np.ndarray | None


class SetNetwork(Tagged, frozen=True):
    """Set the network whose layer is looked into, or have none; answered by one ``NetworkRead`` unless it is none.

    Attributes:
        parts: what its tensors are, by their names in the state dict.
        values: uint8 (N,), the bytes of the tensors one after another; None is no network.
    """

    seq: int
    parts: Annotated[tuple[WeightPart, ...], Meta(max_length=MAX_TENSORS)] = ()
    values: np.ndarray | None = None


class CancelNetwork(Tagged, frozen=True):
    """Give up the network that is being computed, if there is one; what it was computed for is refused."""

    seq: int


class Configure(Tagged, frozen=True):
    """Make ``experiment.lab`` the active lab; it is rebuilt at step 0 only if a setting that is not live changed.

    A lab that is rebuilt leaves its training, which is kept for a while under its number. A later Configure with that
    number brings it back as it stood, if the lab is built as it was then, from the same picture.

    Attributes:
        training: the number of the training that is wanted; 0 is any, of which nothing is kept when it is left.
    """

    seq: int
    generation: int
    experiment: Experiment
    training: Annotated[int, Meta(ge=0)] = 0


class Adjust(Tagged, frozen=True):
    """Apply the live fields of the active lab's settings without rebuilding the lab."""

    seq: int
    experiment: Experiment


class Reset(Tagged, frozen=True):
    """Rebuild the active lab at step 0."""

    seq: int
    generation: int


class Observe(Tagged, frozen=True):
    """Set the observation that snapshots answer from now on."""

    seq: int
    observation: Observation


class Step(Tagged, frozen=True):
    """Do ``count`` training steps."""

    seq: int
    count: Annotated[int, Meta(ge=1, le=100_000)] = 1


class Run(Tagged, frozen=True):
    """Train until paused, at most ``steps_per_second`` steps per second (None: unlimited).

    ``gently``: beginning with one step per second, and faster with each, so that the first steps can be followed.
    """

    seq: int
    steps_per_second: Annotated[float, Meta(ge=MIN_STEPS_PER_SECOND)] | None = None
    gently: bool = False


class Pause(Tagged, frozen=True):
    """Stop training after the current step."""

    seq: int


class Teach(Tagged, frozen=True):
    """Stop training, and fit the active lab's offset branch to the points that are placed; answered by Taught.

    The fit changes nothing by itself: it takes effect with settings whose ``taught`` is its ``number``. It is given
    up, without an answer, by any command that changes the lab or trains it, and by Pause.
    """

    seq: int
    number: TeachingNumber


class ExportOffsets(Tagged, frozen=True):
    """Write offsets, points, masks and field of the active lab to a file; answered by one ``Exported``.

    The offsets are those of the moment; ``Writing`` says now and then how far the file is.

    Attributes:
        path: of the file, absolute, as the bytes that the file system uses.
        format: how it is written.
        run: the run whose offsets they are, where several train beside one another; None is the main one.
        unseen: whether those on the picture that nothing is trained on are written, where there is one.
        source: the name of the picture, which the file says.
    """

    seq: int
    path: Annotated[bytes, Meta(min_length=1, max_length=MAX_PATH_BYTES)]
    format: Literal["npz", "csv"]
    run: Name | None = None
    unseen: bool = False
    source: Annotated[str, Meta(max_length=MAX_SOURCE_NAME)] = ""


class Enlarge(Tagged, frozen=True):
    """Write the full source, enlarged by the network of the active lab, to a PNG file; answered by one ``Enlarged``.

    The network is that of the moment; ``Writing`` says now and then how far it is. Nothing else gives it up than
    ``CancelWriting``.

    Attributes:
        path: of the file, absolute, as the bytes that the file system uses.
        run: the run whose network enlarges, where several train beside one another; None is the main one.
    """

    seq: int
    path: Annotated[bytes, Meta(min_length=1, max_length=MAX_PATH_BYTES)]
    run: Name | None = None


class CancelWriting(Tagged, frozen=True):
    """Give up the file of the command number ``writing``, if it is not done yet; there is no file then."""

    seq: int
    writing: int


class GoTo(Tagged, frozen=True):
    """Bring the training to a step that was reached before, on a branch of its timeline; it pauses there.

    What lies between two kept states is computed again, and equal. Answered by one ``Arrived``, from on the way where
    a later command ends it there, or by ``Refused``.
    """

    seq: int
    branch: Annotated[int, Meta(ge=1)]
    step: Annotated[int, Meta(ge=0)]


class Taken(Tagged, frozen=True):
    """Acknowledge the last snapshot: the engine may send one more."""


class Shutdown(Tagged, frozen=True):
    """End the engine."""


Command: TypeAlias = (
    SetSource
    | SetUnseen
    | SetBrought
    | SetJudged
    | SetNetwork
    | CancelNetwork
    | Configure
    | Adjust
    | Reset
    | Observe
    | Step
    | Run
    | Pause
    | Teach
    | GoTo
    | ExportOffsets
    | Enlarge
    | CancelWriting
    | SetTraining
    | SaveExperiment
    | KeepCurves
    | Taken
    | Shutdown
)
