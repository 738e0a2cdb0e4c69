"""The option ``--resume`` of every form of ``vizapp run``."""

from __future__ import annotations

import argparse

from vizapp.wording.translation import translate

OPTION = "--resume"


def add_resume_argument(parser: argparse.ArgumentParser) -> None:
    """Add the option to ``parser``."""
    parser.add_argument(
        OPTION,
        action="store_true",
        help=translate(
            "CommandLine",
            "go on with the run in the folder --out that has not come to its end, from its checkpoint, which is "
            "written every minute: the numbers are those of a run that was never cut short. Leave all other options "
            "out, or give them as they were. With --seeds, a seed that was under way begins again, but for the first",
        ),
    )
