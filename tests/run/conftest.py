"""What holds for all tests of the command line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from vizapp.sources.waiting import one_reader


@pytest.fixture(autouse=True)
def threads_as_before() -> Iterator[None]:
    """Let torch have as many threads after a test as before: the command chooses how many."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="package", autouse=True)
def one_reading_process() -> Iterator[None]:
    """Let one process read all that these tests read: it is not started for each."""
    with one_reader():
        yield
