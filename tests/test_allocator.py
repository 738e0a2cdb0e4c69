"""Steps of a training must not fault their memory in anew each time."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

needs_glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be asked to keep memory")

FAULTS = """
import resource, statistics, torch
from vizapp.allocator import keep_freed_memory
from vizapp.document.experiment import Experiment
from vizapp.labs.create import create_lab
from vizapp.sources.samples import read_sample

torch.set_num_threads(1)
if {keep}:
    assert keep_freed_memory()
source = read_sample("astronaut")
lab = create_lab(Experiment(), source.kind, source.values, torch.device("cpu"))
faults = []
for _ in range(60):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    lab.trainer.step()
    faults.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
print(statistics.median(faults))
"""


def faults_per_step(*, keep: bool) -> float:
    script = FAULTS.format(keep=keep)
    # Once set, glibc's thresholds stay as they are by default. Otherwise they rise with the blocks that happen to be
    # freed, and now and then a run gives nothing back by chance.
    thresholds = {"MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **thresholds},
    )
    return float(done.stdout)


@needs_glibc
@pytest.mark.slow
def test_a_step_reuses_the_memory_of_the_last() -> None:
    kept, given_back = faults_per_step(keep=True), faults_per_step(keep=False)
    print(f"{kept:.0f} page faults a step, {given_back:.0f} without")
    assert kept < 0.1 * given_back


GIVEN_BACK = """
import torch
from vizapp.engine.device import memory_in_use
from vizapp.allocator import give_back_freed_memory, keep_freed_memory

cpu = torch.device("cpu")
assert keep_freed_memory()
blocks = [torch.ones(2**20) for _ in range(50)]
del blocks
kept = memory_in_use(cpu)
give_back_freed_memory()
print((kept - memory_in_use(cpu)) / 2**20)
"""


@needs_glibc
@pytest.mark.slow
def test_what_is_kept_can_be_given_back() -> None:
    done = subprocess.run([sys.executable, "-c", GIVEN_BACK], check=True, capture_output=True, text=True, timeout=120)
    assert float(done.stdout) > 150, "of 200 MiB"


PICTURES = """
import os, numpy as np
from pathlib import Path
from vizapp.allocator import return_large_blocks

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

if {returned}:
    assert return_large_blocks()
np.ones(4 * 2**20)  # freed at once: from now on glibc would put blocks of up to 32 MiB on the heap
before = resident()
small = []
for _ in range(20):
    pictures = [np.ones((2**17,)) for _ in range(10)]  # of 1 MiB each
    small += [bytearray(64 << 10) for _ in range(4)]  # which stay, above them on the heap
    del pictures
print(resident() - before)
"""


@needs_glibc
def test_pictures_that_are_gone_leave_no_gaps_in_the_heap() -> None:
    def growth(*, returned: bool) -> float:
        done = subprocess.run(
            [sys.executable, "-c", PICTURES.format(returned=returned)],
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return float(done.stdout)

    kept, returned = growth(returned=False), growth(returned=True)
    print(f"{kept:.1f} MiB more, {returned:.1f} with large blocks mapped")
    assert returned < 7, "the 5 MiB that stay, and what comes with them"
    assert returned < kept
