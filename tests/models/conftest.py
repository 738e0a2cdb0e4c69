from __future__ import annotations

from one_torch_thread import one_thread

__all__ = ["one_thread"]
