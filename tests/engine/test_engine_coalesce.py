"""Which of the commands that have piled up are carried out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from vizapp.document.experiment import Experiment
from vizapp.engine.coalesce import coalesce
from vizapp.protocol.commands import (
    Adjust,
    Command,
    Configure,
    Observe,
    Pause,
    Reset,
    Run,
    SetSource,
    SetUnseen,
    Step,
    Teach,
)
from vizapp.protocol.requests import Observation

_LETTERS: dict[str, Callable[[int], Command]] = {
    "S": lambda n: SetSource(n, "image", np.zeros((1, 1, 1), np.uint8)),
    "U": lambda n: SetUnseen(n, "image", None),
    "C": lambda n: Configure(n, n, Experiment()),
    "A": lambda n: Adjust(n, Experiment()),
    "R": lambda n: Reset(n, n),
    "O": lambda n: Observe(n, Observation()),
    "1": lambda n: Step(n),
    "r": lambda n: Run(n),
    "p": lambda n: Pause(n),
    "T": lambda n: Teach(n, n + 1),
}


@pytest.mark.parametrize(
    ("waiting", "kept"),
    [
        ("", ""),
        ("AAA", "__A"),
        ("OOO", "__O"),
        ("AOAOA", "___OA"),
        ("1A1A1", "1_1A1"),
        ("r1p1", "r1p1"),
        ("ArC", "__C"),
        ("CA", "CA"),
        ("CACA", "__CA"),
        ("SCSCSC", "____SC"),
        ("SCS", "SCS"),  # the Configure that follows the second source has not arrived yet
        ("SSC", "_SC"),
        ("SCC", "S_C"),
        ("1rR1", "__R1"),
        ("ARA", "_RA"),
        ("AR", "AR"),
        ("RR", "_R"),
        ("RC", "RC"),  # the lab that is reset may be kept while the other one is shown
        ("R1C", "R_C"),
        ("RCR", "RCR"),  # of two labs
        ("CRC", "CRC"),  # it resets the lab that the first Configure has chosen
        ("CRRC", "C_RC"),
        ("RCC", "R_C"),
        ("RSC", "_SC"),  # with another source no lab is kept
        ("SCRSC", "___SC"),
        ("SCRC", "SCRC"),
        ("CR", "CR"),
        ("OC", "OC"),
        ("UU", "_U"),
        ("SUC", "SUC"),
        ("UCUC", "__UC"),
        ("UR1U", "_R1U"),
        ("ATO", "ATO"),
        ("ATA", "__A"),  # another point is placed than those that were to be taught
        ("TT", "_T"),
        ("Tr", "_r"),
        ("Tp", "_p"),
        ("TC", "_C"),
        ("TR", "_R"),
        ("pT", "pT"),
    ],
)
def test_what_is_superseded_is_left_out(waiting: str, kept: str) -> None:
    commands: list[Command] = [_LETTERS[letter](n) for n, letter in enumerate(waiting)]
    expected = [command for command, mark in zip(commands, kept, strict=True) if mark != "_"]
    assert coalesce(commands) == expected
