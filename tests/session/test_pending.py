"""What has to be asked for often: replies, files and networks that are on their way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from vizapp.session.engine_state import EngineStatus, Saving, Transport
from vizapp.session.pending import is_something_pending
from vizapp.session.source_state import Brought, Network, NetworkOffer, OffsetOffer, SidePicture
from vizapp.session.state import State
from vizapp.sources.brought import Examination, OffsetChoices
from vizapp.sources.weights import LoadedNetwork

EXAMINED = Examination(("a.npz",), ())
AT_REST = State(engine=EngineStatus("ready"))


def test_nothing_is_where_all_is_at_rest() -> None:
    assert not is_something_pending(AT_REST)


@pytest.mark.parametrize(
    "changes",
    [
        {"transport": Transport(running=True)},
        {"engine": EngineStatus("starting")},
        {"reading": "a.png"},
        {"unseen": SidePicture(name="a.png")},
        {"brought": Brought(name="a.npz")},
        {"judged": SidePicture(name="a.png")},
        {"network": Network(name="a.pth")},
        {"offer": OffsetOffer(("/a.npz",), EXAMINED, OffsetChoices(), is_busy=True)},
        {"network_offer": NetworkOffer("/a.pth", LoadedNetwork("a.pth", (), np.zeros(0, np.uint8)))},
        {"network_run": (0, 3)},
        {"saving": Saving(1, "/a.npz")},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_each_thing_that_is_on_its_way_counts(changes: dict[str, Any]) -> None:
    assert is_something_pending(replace(AT_REST, **changes))
