"""The wire form: what goes in comes out, and nothing but a WireError comes of what was damaged."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from vizapp.document.deformable import DeformableSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.placed import PlacedPoint, Tap, Unit
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.keeping.curves import CurveTable, KeptSeries
from vizapp.problem import Problem
from vizapp.protocol.commands import (
    Adjust,
    CancelWriting,
    Command,
    Configure,
    Enlarge,
    ExportOffsets,
    Observe,
    Pause,
    Reset,
    Run,
    SetBrought,
    SetJudged,
    SetSource,
    SetUnseen,
    Shutdown,
    Step,
    Taken,
    Teach,
)
from vizapp.protocol.events import (
    Configured,
    DeviceInfo,
    Enlarged,
    Exported,
    Failed,
    InputPicture,
    Progress,
    Ready,
    Recalled,
    Refused,
    RunningChanged,
    Taught,
    Writing,
)
from vizapp.protocol.keeping import CurvesWanted, ExperimentSaved, KeepCurves, SaveExperiment, SetTraining
from vizapp.protocol.messages import Reply
from vizapp.protocol.metric import LOSS, Metric
from vizapp.protocol.offset_answers import KERNEL_BINS, Field, Finding, KernelDensity, OffsetReport, Placed
from vizapp.protocol.picture_answers import Picture, Tiles
from vizapp.protocol.requests import (
    MAX_REQUESTS,
    FieldRequest,
    KernelDensityRequest,
    KernelsRequest,
    Observation,
    OffsetReportRequest,
    PictureRequest,
    PlacedRequest,
    SpectrumRequest,
    SubpixelsRequest,
    TilesRequest,
    TreeRequest,
    UnitsRequest,
)
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.subpixel_answers import Judgement, PeriodDeviation, Subpixels
from vizapp.protocol.teaching import Moved, TeachReport
from vizapp.protocol.unit_answers import UnitReading, UnitReadings
from vizapp.protocol.wire import MAX_FRAMES, MAX_HEADER_BYTES, WireError, decode_command, decode_reply, encode

GENERATOR = np.random.default_rng(3)


def picture(*, with_values: bool = True) -> Picture:
    values = GENERATOR.normal(size=(3, 4, 5)).astype(np.float32) if with_values else None
    return Picture((0, 0, 4, 5), GENERATOR.integers(0, 256, (4, 5, 3)).astype(np.uint8), values, -1.5, 2.25)


def reading(unit_yx: tuple[int, int]) -> UnitReading:
    points = GENERATOR.normal(3, 2, size=(9, 2)).astype(np.float32)
    corners = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
    return UnitReading(
        unit_yx=unit_yx,
        output_channel=1,
        offset_yx=GENERATOR.normal(size=(9, 2)).astype(np.float32),
        point_yx=points,
        truth_yx=None,
        placed=GENERATOR.integers(0, 2, 9).astype(bool),
        channels=(0, 2),
        neighbours_yx=(np.floor(points)[:, None] + corners).astype(np.int32),
        neighbour_weights=np.zeros((9, 4), np.float32),
        neighbour_values=np.ones((9, 4, 2), np.float32),
        values=np.ones((9, 2), np.float32),
        kernel=np.ones((9, 2), np.float32),
        products=np.full(9, np.nan, np.float32),
        bias=0.25,
        operator_output=-3.0,
        plain_output=-2.5,
        rigid=True,
        push_yx=np.full((9, 2), 1e-9, np.float32),
    )


OBSERVATION = Observation(
    requests={
        "output": PictureRequest("output", channel=2, region=(0, 1, 2, 3), max_pixels=512),
        "tiles": TilesRequest(output_channel=1),
        "probe": UnitsRequest(((1, 2), (3, 4)), output_channel=0),
        "offsets": OffsetReportRequest(),
        "pixel": SubpixelsRequest((5, 6)),
        "spectrum": SpectrumRequest("target", 0, "icnr"),
        "kernels": KernelsRequest("icnr"),
        "field": FieldRequest("truth", 3, (0, 1, 2, 3), 1024),
        "placed": PlacedRequest(),
        "reach": KernelDensityRequest(1, True, "free"),
        "off": PictureRequest("off_truth", tap=4),
        "tree": TreeRequest((2, 3), output_channel=1, rigid=True, run="free"),
    },
    input_channel=4,
)

COMMANDS: list[Command] = [
    SetSource(1, "image", GENERATOR.integers(0, 2**16, (4, 3, 1)).astype(np.uint16)),
    SetSource(2, "feature_map", GENERATOR.normal(size=(12, 3, 2)).astype(np.float32)),
    SetUnseen(11, "image", GENERATOR.integers(0, 2**8, (3, 5, 3)).astype(np.uint8)),
    SetUnseen(12, "image", None),
    SetBrought(
        13, np.full((18, 3, 2), np.nan, np.float32), None, GENERATOR.normal(size=(2, 3, 3, 3)).astype(np.float32)
    ),
    SetBrought(14, None),
    SetJudged(15, GENERATOR.integers(0, 2**8, (6, 10, 3)).astype(np.uint8)),
    SetJudged(16, None),
    Configure(
        3, 1, Experiment(labs=(DeformableSpec(placed_points=(PlacedPoint(Tap(0, 4), (0.5, -1.25), Unit((2, 3))),)),))
    ),
    Adjust(4, Experiment(lab="subpixel", labs=(SubpixelSpec(task=ShuffleSpec(), upscale_factor=5),))),
    Reset(5, 2),
    Observe(6, OBSERVATION),
    Step(7, 20),
    Run(8, 12.5),
    Pause(9),
    ExportOffsets(10, b"/pictures/\xff.npz", "npz", "free", True),
    Enlarge(10, b"/pictures/\xff.png", "icnr"),
    CancelWriting(11, 10),
    SaveExperiment(12, b"/pictures/\xff.vizapp", Experiment(), b"{}", b"\x89PNG", False, True),
    KeepCurves(13, 12, CurveTable((KeptSeries("deformable", 2, "loss", 71, 3),)), np.linspace(0, 1, 3)),
    SetTraining(14, *(np.arange(each, dtype=np.uint8) for each in (3, 4, 5))),
    SetTraining(15),
    Teach(10, 3),
    Taken(),
    Shutdown(),
]

PSNR = Metric(
    "psnr",
    "PSNR",
    unit="dB",
    lower_is_better=False,
    every=10,
    decimals=2,
    explanation="Of luma.",
    references={"bicubic": 30.5},
)

REPLIES: list[Reply] = [
    Ready(1, (DeviceInfo("cuda:0", "CUDA: H200", 2**37), DeviceInfo("cpu", "CPU")), "2.15.0", 4711),
    Configured(
        2,
        "subpixel",
        0,
        (3, 5, 7),
        (3, 10, 14),
        DeviceInfo("cpu", "CPU"),
        22729,
        (LOSS, PSNR),
        True,
        (Problem("a note", values={"size": (10, 14)}),),
        (10 / 11, 1.0),
        12,
    ),
    InputPicture(2, (0, 1, 2), picture()),
    Progress(2, "deformable", 11, {"loss": np.linspace(0, 1, 7), "distance": np.full(7, np.nan)}),
    RunningChanged(2, False, 17),
    Taught(2, 3, TeachReport(17, 1, (4,), 0.0625, Moved(0.5, 2.0), 0.75, None)),
    Taught(2, 4, problem=Problem("teach.no-gradient")),
    Recalled(2, "deformable", 0, 3, True, 17),
    Refused(
        5,
        2,
        Problem(
            "super-resolve.too-small",
            "upscale_factor",
            {"factor": 4, "size": (12, 15), "least": 16, "share": 0.5, "name": "–"},
            (Problem("remedy.factor", "upscale_factor", {"factors": (2, 3)}), Problem("remedy.task-shuffle", "task")),
        ),
    ),
    Exported(10, 331_776),
    Writing(10, 3, 7),
    Enlarged(10, (6000, 8000), 2**40, 600),
    Enlarged(10, problem=Problem("enlarge.cancelled", values={"name": "a.png"})),
    CurvesWanted(12, ("deformable", "subpixel")),
    ExperimentSaved(12, 2**30),
    ExperimentSaved(12, problem=Problem("keep.no-memory", values={"name": "a.vizapp"})),
    Exported(11, problem=Problem("export.not-written", values={"name": "a.csv", "why": "No space left on device"})),
    Failed(2, Problem("failed.step", values={"what": "no", "step": 3}), "Traceback"),
    Snapshot(
        generation=3,
        applied=8,
        step=5,
        running=True,
        steps_per_second=99.5,
        memory_bytes=2**40,
        answers={
            "output": picture(with_values=False),
            "probe": UnitReadings((reading((3, 4)), reading((0, 0)))),
            "offsets": OffsetReport((Finding("mean", 0.5, 50.0), Finding("longest_tap", 60.0, 50.0, True, "0,2"))),
            "placed": Placed(np.array([0.5, np.nan], np.float32)),
            "field": Field("offsets", None, (2, 3, 4, 5), (2, 1), np.full((2, 5, 2), -1.5, np.float32), 2.0),
            "judgement": Judgement(
                (14, 20),
                2,
                (0, 0, 14, 20),
                math.inf,
                0.75,
                (PeriodDeviation(2, 0.5, 0.25), PeriodDeviation(3, 0.0, 0.0)),
            ),
            "reach": KernelDensity(1, 1.5, np.full((9, KERNEL_BINS, KERNEL_BINS), 7, np.int32), 3),
        },
    ),
    Snapshot(
        generation=3,
        applied=8,
        step=5,
        running=False,
        steps_per_second=0.0,
        memory_bytes=0,
        answers={"tiles": Tiles(picture(), (0, 2)), "pixel": Subpixels((1, 1), np.arange(4, dtype=np.float32))},
        measures={"psnr": 31.25, "loss": math.inf},
    ),
]


def assert_same(a: object, b: object) -> None:
    """Compare field by field; arrays by dtype, shape and every bit."""
    assert type(a) is type(b)
    if isinstance(a, np.ndarray):
        assert isinstance(b, np.ndarray)
        assert (a.dtype, a.shape, a.tobytes()) == (b.dtype, b.shape, b.tobytes())
    elif isinstance(a, msgspec.Struct):
        for name in a.__struct_fields__:
            assert_same(getattr(a, name), getattr(b, name))
    elif isinstance(a, dict):
        assert isinstance(b, dict)
        assert list(a) == list(b)
        for name in a:
            assert_same(a[name], b[name])
    elif isinstance(a, tuple):
        assert isinstance(b, tuple)
        assert len(a) == len(b)
        for left, right in zip(a, b, strict=True):
            assert_same(left, right)
    else:
        assert a == b


def joined(frames: list) -> list[bytes]:
    return [bytes(frame) for frame in frames]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda message: type(message).__name__)
def test_commands_survive_the_way(command: Command) -> None:
    assert_same(decode_command(joined(encode(command))), command)


@pytest.mark.parametrize("reply", REPLIES, ids=lambda message: type(message).__name__)
def test_replies_survive_the_way(reply: Reply) -> None:
    assert_same(decode_reply(joined(encode(reply))), reply)


@given(
    hnp.arrays(
        dtype=st.sampled_from(["|b1", "|u1", "<u2", "<i4", "<i8", "<f4", "<f8", ">f4", ">i4"]),
        shape=hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
    )
)
def test_every_array_survives_the_way(array: np.ndarray) -> None:
    received = sent_source(SetSource(1, "image", array))
    assert received.dtype == array.dtype.newbyteorder("<")
    assert received.shape == array.shape
    np.testing.assert_array_equal(received, array)


def test_arrays_that_are_not_contiguous_are_sent_as_they_look() -> None:
    array = np.arange(24, dtype=np.float32).reshape(2, 3, 4)[:, ::-1].transpose(2, 0, 1)
    received = sent_source(SetSource(1, "feature_map", array))
    np.testing.assert_array_equal(received, array)


def test_large_arrays_are_neither_copied_on_sending_nor_on_receiving() -> None:
    array = np.zeros((64, 64, 3), np.uint8)
    frames = encode(SetSource(1, "image", array))
    received = decode_command(frames)
    assert isinstance(received, SetSource)
    assert np.shares_memory(received.values, array)


def test_received_arrays_are_read_only_even_over_writable_frames() -> None:
    frames = [bytearray(frame) for frame in encode(COMMANDS[0])]
    received = decode_command(frames)
    assert isinstance(received, SetSource)
    with pytest.raises(ValueError, match="read-only"):
        received.values[0] = 1


@pytest.mark.parametrize("dtype", ["float16", "complex64", "O", "U4", "datetime64[s]"])
def test_arrays_of_other_types_are_not_sent(dtype: str) -> None:
    with pytest.raises(TypeError, match="dtype"):
        encode(SetSource(1, "image", np.zeros((2, 2, 1), dtype)))


def sent_source(command: SetSource) -> np.ndarray:
    """The values of a source as they arrive."""
    received = decode_command(joined(encode(command)))
    assert isinstance(received, SetSource)
    return received.values


def header(values: object) -> bytes:
    return msgspec.msgpack.encode({"type": "SetSource", "seq": 1, "kind": "image", "values": values})


def observe(*requests: object) -> bytes:
    observation = {"requests": {str(n): request for n, request in enumerate(requests)}}
    return msgspec.msgpack.encode({"type": "Observe", "seq": 1, "observation": observation})


BODY = bytes(12)
UNKNOWN = {"type": "WeatherRequest"}


@pytest.mark.parametrize(
    "frames",
    [
        pytest.param([], id="nothing"),
        pytest.param([b""], id="empty header"),
        pytest.param([header([1, "|u1", [2, 6, 1]])], id="frame missing"),
        pytest.param([header([1, "|u1", [2, 6, 1]]), BODY[:-1]], id="a byte too few"),
        pytest.param([header([1, "|u1", [2, 6, 1]]), BODY + b"0"], id="a byte too many"),
        pytest.param([header([1, "|u1", [2, 6, 1]]), BODY, BODY], id="a frame too many"),
        pytest.param([header([0, "|u1", [2, 6, 1]]), BODY], id="header as array"),
        pytest.param([header([-1, "|u1", [2, 6, 1]]), BODY], id="negative frame"),
        pytest.param([header([True, "|u1", [2, 6, 1]]), BODY], id="bool frame"),
        pytest.param([header([1, "|O8", [2, 6, 1]]), BODY], id="object array"),
        pytest.param([header([1, "<f2", [6, 1, 1]]), BODY], id="half precision"),
        pytest.param([header([1, ["|u1"], [2, 6, 1]]), BODY], id="dtype not text"),
        pytest.param([header([1, "|u1", [-2, -6, 1]]), BODY], id="negative sides"),
        pytest.param([header([1, "|u1", [2**40, 2**40, 0]]), b""], id="huge sides"),
        pytest.param([header([1, "|u1", [2.0, 6, 1]]), BODY], id="fractional side"),
        pytest.param([header([1, "|u1", [2, 3, 1, 1, 1, 2]]), BODY], id="too many axes"),
        pytest.param([header([1, "|u1", 12]), BODY], id="shape not a list"),
        pytest.param([header({"frame": 1}), BODY], id="array not a list"),
        pytest.param([header(None)], id="array missing"),
        pytest.param([msgspec.msgpack.encode({"type": "Ready"})], id="a reply"),
        pytest.param([msgspec.msgpack.encode({"type": "Step", "seq": 1, "count": 0})], id="value out of range"),
        pytest.param(
            [msgspec.msgpack.encode({"type": "Run", "seq": 1, "steps_per_second": 1e-9})], id="a step in ages"
        ),
        pytest.param([msgspec.msgpack.encode({"type": "Pause", "seq": 1, "more": 1})], id="unknown field"),
        pytest.param([observe(UNKNOWN)], id="unknown request"),
        pytest.param([observe({"type": "PictureRequest", "name": ""})], id="request without a map"),
        pytest.param([observe({"type": "UnitsRequest", "units": [[0, 0]] * 17})], id="too many units"),
        pytest.param([observe(*[{"type": "TilesRequest"}] * (MAX_REQUESTS + 1))], id="too many requests"),
        pytest.param([b"\x81\xa4type\xa5\xff\xff\xff\xff\xff"], id="not UTF-8"),
        pytest.param([b"\x91" * 100_000], id="deep nesting"),
        pytest.param([b"\xdd\x7f\xff\xff\xff"], id="two billion entries"),
        pytest.param([header([1, "|u1", [0]]), *[b""] * MAX_FRAMES], id="too many frames"),
    ],
)
def test_what_is_not_a_message_is_refused(frames: list[bytes]) -> None:
    with pytest.raises(WireError):
        decode_command(frames)


def test_a_header_may_be_as_long_as_the_limit_and_not_one_byte_longer() -> None:
    def command(length: int) -> Configure:
        return Configure(seq=1, generation=1, experiment=Experiment(source=Source("file", "x" * length)))

    room = 2**17  # from here on, one more letter is one more byte
    frame = joined(encode(command(room)))[0]
    room += MAX_HEADER_BYTES - len(frame)
    longest, too_long = joined(encode(command(room))), joined(encode(command(room + 1)))
    assert len(longest[0]) == MAX_HEADER_BYTES
    assert_same(decode_command(longest), command(room))
    with pytest.raises(WireError, match=f"has {MAX_HEADER_BYTES + 1} bytes; at most {MAX_HEADER_BYTES}"):
        decode_command(too_long)


def test_as_many_requests_as_may_be_asked_are_taken() -> None:
    command = decode_command([observe(*[{"type": "TilesRequest"}] * MAX_REQUESTS)])
    assert isinstance(command, Observe)
    assert len(command.observation.requests) == MAX_REQUESTS


def test_one_frame_cannot_be_two_arrays() -> None:
    frames = joined(encode(REPLIES[3]))
    text = frames[0]
    assert b"\x93\x02" in text
    with pytest.raises(WireError, match="free"):
        decode_reply([text.replace(b"\x93\x02", b"\x93\x01"), *frames[1:]])


FRAMES = [("command", joined(encode(message))) for message in COMMANDS]
FRAMES += [("reply", joined(encode(message))) for message in REPLIES]


@given(st.data())
def test_damaged_messages_are_decoded_or_refused(data: st.DataObject) -> None:
    """One to four bytes of the header changed, cut off or added: a message or a WireError, nothing else."""
    kind, frames = data.draw(st.sampled_from(FRAMES))
    head = bytearray(frames[0])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(head) - 1))
        how = data.draw(st.sampled_from(["change", "cut", "insert", "drop"]))
        if how == "change":
            head[at] = data.draw(st.integers(0, 255))
        elif how == "cut" and at:
            del head[at:]
        elif how == "insert":
            head.insert(at, data.draw(st.integers(0, 255)))
        elif len(head) > 1:
            del head[at]
    decode = decode_command if kind == "command" else decode_reply
    try:
        message = decode([bytes(head), *frames[1:]])
    except WireError:
        return
    assert_same(decode(joined(encode(message))), message)


@given(st.lists(st.binary(max_size=64), max_size=4))
def test_noise_is_refused(frames: list[bytes]) -> None:
    for decode in (decode_command, decode_reply):
        with pytest.raises(WireError):
            decode(frames)
