"""Where a window and its engine meet, so that nobody else on the machine can join them.

An ipc socket in a folder that only this user may enter; where the system has none, the loopback interface with CURVE:
the engine holds a fresh secret key, and without its public half, which nobody is told, no handshake begins.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import zmq

from vizapp.protocol.wire import MAX_FRAME_BYTES

SECRET_VARIABLE = "VIZAPP_ENGINE_KEY"
"""Environment variable that hands the engine its secret CURVE key (40 characters of Z85)."""

_LONGEST_IPC_PATH = 100  # the system's limit is 103 bytes on macOS and 107 on Linux
_COPY_BELOW = 2**20  # handing a frame over without a copy costs a message to another thread; small ones are copied


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A meeting place made for one engine.

    Attributes:
        address: as ZeroMQ writes it.
        folder: the private folder of an ipc socket, or None.
        engine_keys: (public, secret) of the engine on a network address, or None.
    """

    address: str
    folder: Path | None
    engine_keys: tuple[bytes, bytes] | None

    @property
    def environment(self) -> dict[str, str]:
        """What the engine's process has to find in its environment."""
        return {} if self.engine_keys is None else {SECRET_VARIABLE: self.engine_keys[1].decode()}

    def connect(self, context: zmq.Context[zmq.Socket[bytes]]) -> zmq.Socket[bytes]:
        """Return the window's end. The engine need not have bound its own yet: what is sent waits for it."""
        end = _new_socket(context)
        # The engine binds some 0.2 s after its process begins; ask often, it costs nothing.
        end.setsockopt(zmq.RECONNECT_IVL, 10)
        if self.engine_keys is not None:
            end.curve_serverkey = self.engine_keys[0]
            end.curve_publickey, end.curve_secretkey = zmq.curve_keypair()
        end.connect(self.address)
        return end

    def remove(self) -> None:
        """Take the folder away."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def private_endpoint(*, prefer_ipc: bool = True) -> Endpoint:
    """Make a meeting place for one engine on this machine.

    Raises:
        OSError: no private folder and no port could be had.
    """
    if prefer_ipc and zmq.has("ipc") and sys.platform != "win32":
        folder = Path(tempfile.mkdtemp(prefix="vizapp-"))  # made with mode 0700
        path = folder / "engine"
        if _fits_an_address(path):
            return Endpoint(f"ipc://{path}", folder, None)
        folder.rmdir()
    with socket.socket() as probe:
        # Free now; should another program take it before the engine does, that engine ends and the next gets another.
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Endpoint(f"tcp://127.0.0.1:{port}", None, zmq.curve_keypair())


def _fits_an_address(path: Path) -> bool:
    """Tell whether ZeroMQ, which takes addresses as UTF-8, can name ``path``, and the system takes its length."""
    name = os.fsencode(path)
    try:
        return str(path).encode() == name and len(name) <= _LONGEST_IPC_PATH
    except UnicodeEncodeError:  # bytes that are no text in the encoding of this system's file names
        return False


def bind(context: zmq.Context[zmq.Socket[bytes]], address: str, secret_key: str) -> zmq.Socket[bytes]:
    """Return the engine's end, bound to ``address``; ``secret_key`` is its CURVE key, or "" on an ipc address.

    Raises:
        ValueError: the address is not one of ZeroMQ's, cannot be bound, or is a network address without a key.
    """
    scheme = address.partition("://")[0]
    if scheme not in ("ipc", "tcp"):
        raise ValueError(f"the endpoint {address!r} must begin with ipc:// or tcp://")
    if scheme == "tcp" and not secret_key:
        raise ValueError(f"the endpoint {address} is on a network; set {SECRET_VARIABLE} to a CURVE secret key first")
    end = _new_socket(context)
    try:
        if secret_key:
            end.curve_server = True
            end.curve_secretkey = secret_key.encode()
        end.bind(address)
    except (zmq.ZMQError, ValueError) as error:
        end.close()
        raise ValueError(f"cannot listen at {address}: {error}") from None
    return end


def _new_socket(context: zmq.Context[zmq.Socket[bytes]]) -> zmq.Socket[bytes]:
    end = context.socket(zmq.PAIR)
    # Nothing is ever dropped for want of room: events must all arrive, and snapshots are limited by credit.
    end.setsockopt(zmq.SNDHWM, 0)
    end.setsockopt(zmq.RCVHWM, 0)
    end.setsockopt(zmq.LINGER, 0)
    end.setsockopt(zmq.MAXMSGSIZE, MAX_FRAME_BYTES)
    end.copy_threshold = _COPY_BELOW
    return end
