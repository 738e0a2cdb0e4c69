"""What a reply may hold at most: more than anything that can be opened, and less than the window can bear."""

from __future__ import annotations

from vizapp.document.subpixel_tasks import MAX_SHUFFLE_FACTOR

MAX_MAP_SIDE = 2**24
"""Of a map, in pixels; far above what can be opened, and far below where positions overflow."""
MAX_MAP = 2**30
"""Numbers of a map: four times what the largest source that may be opened holds."""
MAX_CHANNELS = 2**22
"""Of a map: so many names can still be listed."""
MAX_COUNT = 2**53
"""Of steps, bytes and parameters: what a float64 tells apart."""
MAX_NUMBER = 1e100
"""Of a measured value or the end of a range: the distance between two can be computed, and drawn over an axis."""
MAX_SSIM = 1 + 1e-6
"""It is at most 1 but for rounding."""
MIN_COVERED = 1e-3
"""Share of the source that the input covers: what is cut off is less than what is left."""
MAX_EDGE = MAX_SHUFFLE_FACTOR
"""Of a side that was made a multiple of a factor: less than that is cut off or added."""
MAX_FIELD_PIXELS = 2**22
"""Of the rectangle around a receptive field: four times as many as the largest working copy has."""
MAX_SUBPIXELS = 1024
MAX_POINTS = 4096
"""Of a unit: the taps of all its offset groups."""
MAX_KERNEL_TAPS = 1024
MAX_GROUPS = 1024
MAX_DETAIL = 3
"""Input channels that a reading gives in detail: one, or those of a colour."""
MAX_SERIES_STEPS = 100_000
"""Told of at once: some seconds of the fastest training."""
MAX_REPLY_TEXT = 200_000
MAX_SHORT_TEXT = 1000
MAX_DEVICES = 64
