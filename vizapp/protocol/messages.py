"""The messages between the window and the engine.

Four roles: a *command* changes the engine's state, an *observation* lists what the window wants to see, a *snapshot*
answers it (only the newest counts), an *event* reports what happened (none is lost). Messages are structs with arrays
as fields; :mod:`vizapp.protocol.wire` encodes them.

Every command carries ``seq``, which increases by one per command. Every snapshot carries the last ``seq`` that it
takes into account and its ``generation``, which the window increases with each new source, operator or reset, so that
it can recognise and drop outdated replies.
"""

from __future__ import annotations

from typing import TypeAlias

from vizapp.protocol.commands import Command
from vizapp.protocol.events import Event
from vizapp.protocol.snapshot import Snapshot

PROTOCOL = 39

Reply: TypeAlias = Snapshot | Event
Message: TypeAlias = Command | Reply
