"""Names of what is asked of the engine for the setup's sections, whichever lab is active. No Qt in here."""

from __future__ import annotations

JUDGEMENT = "judgement"
"""The measures of somebody's result."""
NETWORK = "network"
"""The measures of a network's layers."""
