"""What a long session leaves behind: the window's memory, and stalls of its loop. The figures are printed.

``python walks.py soak SHOTS MINUTES LIMIT`` does it for as long as is wanted.
"""

from __future__ import annotations

import pytest
from test_whole_window import Walk

pytestmark = [pytest.mark.window, pytest.mark.slow, pytest.mark.timeout(400)]

MINUTES = 3
LIMIT_MIB_PER_HOUR = 120
"""In three minutes caches still fill; half an hour shows whether it is a leak."""


def test_a_few_busy_minutes_leave_little_behind(walk: Walk) -> None:
    print(walk("soak", str(MINUTES), str(LIMIT_MIB_PER_HOUR), timeout=300.0).stdout)
