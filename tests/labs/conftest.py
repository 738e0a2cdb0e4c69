from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from vizapp.engine.device import configure_threads


@pytest.fixture(autouse=True)
def product_threads() -> Iterator[None]:
    """Compute with as many threads as the product does, which leaves a core to others."""
    before = torch.get_num_threads()
    configure_threads()
    yield
    torch.set_num_threads(before)
