"""What devices are called."""

from __future__ import annotations

from vizapp.wording.templates import fill
from vizapp.wording.translation import translate


def device_words(label: str, threads: int) -> str:
    """Return what a device is called: its label, and of a CPU how many threads compute."""
    if not threads:
        return label
    return fill(translate("Devices", "{device} · {threads:thread|threads}"), {"device": label, "threads": threads})
