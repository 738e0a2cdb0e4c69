"""The pipe between window and child: what is sent arrives, and whatever else arrives is turned away."""

from __future__ import annotations

import io

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizapp.problem import Problem
from vizapp.sources import pipes, reader_messages
from vizapp.sources.limits import MAX_BYTES
from vizapp.sources.loaded import ArrayEntry, LoadedSource


class Trickle(io.BytesIO):
    """A pipe that takes and gives a few bytes at a time."""

    def readinto(self, buffer: memoryview) -> int:
        return super().readinto(memoryview(buffer)[:7])

    def write(self, data: memoryview) -> int:
        return super().write(memoryview(data)[:5])


def framed(text: bytes) -> Trickle:
    return Trickle(len(text).to_bytes(4, "little") + text)


def source(kind: str = "feature_map", dtype: str = "f4") -> LoadedSource:
    values = np.arange(2 * 3 * 4).reshape(2, 3, 4).astype(dtype)
    return LoadedSource(
        kind=kind,  # type: ignore[arg-type]  # also a wrong one
        name="a",
        format="npy",
        values=values,
        overview=np.full((3, 4, 1), 9, np.uint8),
        thumbnail=np.full((3, 4, 3), 8, np.uint8),
        nan_count=1,
        non_finite_count=2,
        noted=(Problem("one", "source", {"count": 1}), Problem("two")),
        array="x",
        arrays=(ArrayEntry("x", (2, 3, 4), "float32"),),
    )


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("feature_map", np.random.default_rng(0).random((5, 6, 7), dtype=np.float32)),
        ("image", np.random.default_rng(0).integers(0, 256, (5, 6, 4), dtype=np.uint8)),
        ("image", np.random.default_rng(0).integers(0, 65536, (5, 6, 1), dtype=np.uint16)),
    ],
)
def test_a_source_arrives_as_it_was_sent(kind: str, values: np.ndarray) -> None:
    is_map = kind == "feature_map"
    height, width = values.shape[1:] if is_map else values.shape[:2]
    overview = np.full((height, width, 1 if is_map else values.shape[2]), 9, np.uint8)
    changes = {
        "kind": kind,
        "values": values,
        "overview": overview,
        "thumbnail": np.full((height, width, 3), 8, np.uint8),
    }
    counts = {} if is_map else {"nan_count": 0, "non_finite_count": 0}
    sent = LoadedSource(**{**vars(source()), **changes, **counts})
    pipe = Trickle()
    pipes.send_source(pipe, sent)
    pipe.seek(0)
    received = pipes.receive_answer(pipe)
    assert isinstance(received, LoadedSource)
    for name, value in vars(sent).items():
        if isinstance(value, np.ndarray):
            np.testing.assert_array_equal(getattr(received, name), value)
            assert getattr(received, name).dtype == value.dtype
            assert not getattr(received, name).flags.writeable
        else:
            assert getattr(received, name) == value
    assert pipe.read() == b""


@given(
    st.one_of(
        st.builds(
            reader_messages.ReadFile, st.binary(), st.none() | st.text(), st.sampled_from([None, "CHW", "HWC"])
        ),
        st.binary(max_size=50),
    )
)
def test_requests_arrive(request: reader_messages.ReadFile | bytes) -> None:
    pipe = Trickle()
    message = reader_messages.ReadBytes("pasted", len(request)) if isinstance(request, bytes) else request
    pipes.send(pipe, message, *([request] if isinstance(request, bytes) else []))
    pipe.seek(0)
    received, payload = pipes.receive_request(pipe)
    assert received == message
    assert bytes(payload) == (request if isinstance(request, bytes) else b"")


@given(st.binary(max_size=300), st.booleans())
def test_arbitrary_bytes_are_turned_away(data: bytes, as_frame: bool) -> None:
    for receive in (pipes.receive_answer, pipes.receive_request):
        with pytest.raises((EOFError, reader_messages.ProtocolError)):
            receive(framed(data) if as_frame else Trickle(data))


# Values of the right and of the wrong type for every field of a Loaded message.
_JUNK = st.one_of(st.none(), st.integers(-2, 2**40), st.text(max_size=3), st.lists(st.integers(0, 3), max_size=4))
_BLOCK = st.fixed_dictionaries(
    {
        "shape": st.one_of(
            st.lists(st.sampled_from([-1, 0, 1, 2, 3, 4, 2**31, 2**62]), min_size=2, max_size=4), _JUNK
        ),
        "dtype": st.one_of(st.sampled_from(["|u1", "<u2", "<f4", "|O", ">f4"]), _JUNK),
    }
)


@given(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["Loaded", "ChoiceNeeded", "NotLoaded", "ReadFile", "Other"]),
            "kind": st.one_of(st.sampled_from(["image", "feature_map"]), _JUNK),
            "name": st.text(max_size=3),
            "format": st.text(max_size=3),
            "blocks": st.one_of(st.lists(_BLOCK, min_size=2, max_size=4), _JUNK),
            "nan_count": st.integers(-1, 5),
            "non_finite_count": st.integers(-1, 5),
            "noted": st.one_of(st.lists(st.text(max_size=3), max_size=2), _JUNK),
            "array": st.one_of(st.none(), st.text(max_size=3), st.integers(-5, 5)),
            "arrays": st.lists(_JUNK, max_size=2),
            "drawn_range": st.one_of(st.just([0.0, 1.0]), st.lists(st.floats(), max_size=3), _JUNK),
            "axes": st.one_of(st.none(), st.sampled_from(["CHW", "HWC"]), _JUNK),
            "other_axes": st.one_of(st.none(), _JUNK),
        }
    ),
    st.binary(max_size=200),
)
def test_malformed_answers_never_become_a_source_that_breaks_the_rules(fields: dict, payload: bytes) -> None:
    pipe = framed(msgspec.msgpack.encode(fields))
    pipe.seek(0, io.SEEK_END)
    io.BytesIO.write(pipe, payload)
    pipe.seek(0)
    try:
        answer = pipes.receive_answer(pipe)
    except (EOFError, reader_messages.ProtocolError):
        return
    assert isinstance(answer, LoadedSource)
    assert answer.values.dtype in ((np.float32,) if answer.kind == "feature_map" else (np.uint8, np.uint16))
    assert answer.thumbnail.shape[2] == 3


def test_announced_sizes_are_bounded_before_memory_is_taken() -> None:
    with pytest.raises(reader_messages.ProtocolError, match="message of 4294967295 bytes"):
        pipes.receive_answer(Trickle(b"\xff\xff\xff\xff"))
    with pytest.raises(reader_messages.ProtocolError):
        pipes.receive_request(
            framed(msgspec.msgpack.encode({"type": "ReadBytes", "name": "a", "size": MAX_BYTES + 1}))
        )
    pipe = Trickle()
    pipes.send_source(pipe, source())
    length = int.from_bytes(pipe.getvalue()[:4], "little")
    message = msgspec.msgpack.decode(pipe.getvalue()[4 : 4 + length])
    for side in (1 << 20, 1 << 40, 0):
        message["blocks"][0]["shape"] = [side, 1 << 10, 1]
        with pytest.raises(reader_messages.ProtocolError, match="arrays that no source has"):
            pipes.receive_answer(framed(msgspec.msgpack.encode(message)))


def test_an_image_may_not_have_the_layout_of_a_feature_map() -> None:
    pipe = Trickle()
    pipes.send_source(pipe, LoadedSource(**{**vars(source()), "kind": "image"}))
    pipe.seek(0)
    with pytest.raises(reader_messages.ProtocolError, match="arrays that no source has"):
        pipes.receive_answer(pipe)
