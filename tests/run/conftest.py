"""What holds for all tests of the command that trains."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch


@pytest.fixture(autouse=True)
def threads_as_before() -> Iterator[None]:
    """Let torch have as many threads after a test as before: the command chooses how many."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)
