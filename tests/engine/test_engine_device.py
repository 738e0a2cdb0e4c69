"""Devices, threads and memory."""

from __future__ import annotations

import mmap

import numpy as np
import pytest
import torch

from vizapp.engine import device
from vizapp.engine.device import configure_threads, find_device, list_devices, memory_in_use, threads_wanted


def test_the_cpu_is_always_there_and_comes_last() -> None:
    devices = list_devices()
    assert devices[-1].name == "cpu"
    assert devices[-1].memory_bytes > 2**28
    assert [each.name for each in devices].count("cpu") == 1
    assert sum(each.name.startswith("cuda") for each in devices) == torch.cuda.device_count()


def test_auto_is_the_first() -> None:
    assert find_device("auto") == list_devices()[0]
    assert find_device("cpu").name == "cpu"


@pytest.mark.parametrize("name", ["cuda:63", "mps:1", "tpu", ""])
def test_a_device_that_does_not_exist_is_refused_with_those_that_do(name: str) -> None:
    with pytest.raises(ValueError) as error:
        find_device(name)
    assert repr(name) in str(error.value)
    for each in list_devices():
        assert each.name in str(error.value)


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 1), (4, 3), (64, 16)])
def test_one_core_is_left_to_the_window(monkeypatch: pytest.MonkeyPatch, cores: int, threads: int) -> None:
    monkeypatch.delenv("VIZAPP_THREADS", raising=False)
    monkeypatch.setattr(device, "available_cores", lambda: cores)
    assert threads_wanted() == threads


def test_the_number_of_threads_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    before = torch.get_num_threads()
    monkeypatch.setenv("VIZAPP_THREADS", "3")
    try:
        assert configure_threads() == 3
        assert torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize("wish", ["0", "-1", "two", "1.5", "²", "99999"])
def test_a_number_of_threads_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, wish: str) -> None:
    monkeypatch.setenv("VIZAPP_THREADS", wish)
    with pytest.raises(ValueError, match="VIZAPP_THREADS"):
        threads_wanted()


def test_memory_in_use_grows_with_what_is_held() -> None:
    # Mapped by the test itself: the C library may serve an array from memory that it has kept, which grows nothing.
    size = 2**27
    before = memory_in_use(torch.device("cpu"))
    with mmap.mmap(-1, size) as held:
        np.frombuffer(held, np.uint8)[:] = 1
        assert memory_in_use(torch.device("cpu")) - before > 0.9 * size
