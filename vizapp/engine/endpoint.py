"""The private endpoint of a window and its engine.

An ipc socket in a folder that only this user may enter. On systems without ipc sockets, a loopback port with CURVE
encryption: the engine has a fresh key pair, and only the window knows the public key, which the handshake requires.
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

from vizapp.left_files import FOLDER, SOCKET, hold_folder, let_go
from vizapp.protocol.wire import MAX_FRAME_BYTES

SECRET_VARIABLE = "VIZAPP_ENGINE_KEY"
"""The environment variable with the engine's secret CURVE key (40 characters of Z85)."""

_LONGEST_IPC_PATH = 100  # the system's limit is 103 bytes on macOS and 107 on Linux
_MOST_WAITING = 10_000  # replies; a window that reads has a few at most
_COPY_BELOW = 2**20  # sending a frame without a copy costs a message to another thread, so smaller ones are copied


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The endpoint of one engine.

    Attributes:
        address: in ZeroMQ's notation.
        folder: the private folder of an ipc socket, or None.
        held: what says that it is in use, to be let go.
        engine_keys: the engine's (public, secret) key for a network address, or None.
    """

    address: str
    folder: Path | None
    held: int | None
    engine_keys: tuple[bytes, bytes] | None

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment variables that the engine's process needs."""
        return {} if self.engine_keys is None else {SECRET_VARIABLE: self.engine_keys[1].decode()}

    def connect(self, context: zmq.Context[zmq.Socket[bytes]]) -> zmq.Socket[bytes]:
        """Return the window's socket. Messages are queued until the engine has bound its own."""
        end = _new_socket(context)
        # What the window has not read yet waits in the engine's memory, not in the window's.
        end.setsockopt(zmq.RCVHWM, _MOST_WAITING)
        # The engine binds about 0.2 s after its process has started; frequent attempts cost little.
        end.setsockopt(zmq.RECONNECT_IVL, 10)
        if self.engine_keys is not None:
            end.curve_serverkey = self.engine_keys[0]
            end.curve_publickey, end.curve_secretkey = zmq.curve_keypair()
        end.connect(self.address)
        return end

    def remove(self) -> None:
        """Delete the folder."""
        let_go(self.held)
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def private_endpoint(*, prefer_ipc: bool = True) -> Endpoint:
    """Make an endpoint for one engine on this machine.

    Raises:
        OSError: neither a private folder nor a port is available.
    """
    if prefer_ipc and zmq.has("ipc") and sys.platform != "win32":
        folder = Path(tempfile.mkdtemp(prefix=FOLDER))  # has mode 0700
        path = folder / SOCKET
        if _fits_an_address(path):
            return Endpoint(f"ipc://{path}", folder, hold_folder(folder), None)
        folder.rmdir()
    with socket.socket() as probe:
        # The port is free now. If another program takes it before the engine binds, the engine ends, and the next one
        # gets another port.
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Endpoint(f"tcp://127.0.0.1:{port}", None, None, zmq.curve_keypair())


def _fits_an_address(path: Path) -> bool:
    """Return whether ``path`` can be an ipc address: valid as UTF-8, which ZeroMQ requires, and short enough."""
    name = os.fsencode(path)
    try:
        return str(path).encode() == name and len(name) <= _LONGEST_IPC_PATH
    except UnicodeEncodeError:  # the path holds bytes that are not valid in the file system's encoding
        return False


def bind(context: zmq.Context[zmq.Socket[bytes]], address: str, secret_key: str) -> zmq.Socket[bytes]:
    """Return the engine's socket, bound to ``address``; ``secret_key`` is its CURVE key, or "" for an ipc address.

    Nobody but this user may connect to an ipc address, whatever rights the user's new files have.

    Raises:
        ValueError: the address is invalid, cannot be bound, or is a network address without a key.
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
        rights = os.umask(0o077)
        try:
            end.bind(address)
        finally:
            os.umask(rights)
    except (zmq.ZMQError, ValueError) as error:
        end.close()
        raise ValueError(f"cannot listen at {address}: {error}") from None
    return end


def _new_socket(context: zmq.Context[zmq.Socket[bytes]]) -> zmq.Socket[bytes]:
    end = context.socket(zmq.PAIR)
    # No high-water mark, because every event must arrive; snapshots are limited by acknowledgements.
    end.setsockopt(zmq.SNDHWM, 0)
    end.setsockopt(zmq.RCVHWM, 0)
    end.setsockopt(zmq.LINGER, 0)
    end.setsockopt(zmq.MAXMSGSIZE, MAX_FRAME_BYTES)
    end.copy_threshold = _COPY_BELOW
    return end
