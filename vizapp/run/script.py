"""``vizapp script``: an experiment, described as for ``vizapp run``, as a script for PyTorch."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from vizapp.document.working_size import default_working_size
from vizapp.run.bad_input import BadInputError, not_there
from vizapp.run.experiments import experiment_of, steps_of
from vizapp.run.options import add_experiment_arguments
from vizapp.run.source import read
from vizapp.whole_files import write_whole
from vizapp.wording.problems import ProblemError
from vizapp.wording.system_errors import reason
from vizapp.wording.translation import translate

DONE = 0
FAILED = 1
BAD_INPUT = 2

_WITHOUT_EFFECT = ("compare", "enlarge", "judge", "network", "seeds", "stop_when", "unseen")
"""The options of ``vizapp run`` about what is done beside a training, which a script does not do."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``vizapp script`` to ``parser``."""
    add_experiment_arguments(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help=translate("CommandLine", "the file to write to (default: the script is printed)"),
    )


def run(options: argparse.Namespace) -> int:
    """Write the script that ``options`` describe, and return the exit status.

    0: done. 1: the file could not be written. 2: bad input, or an experiment that is no short script.
    """
    try:
        text = _script(options)
    except (BadInputError, ProblemError) as error:
        print(f"vizapp script: {error}", file=sys.stderr)
        return BAD_INPUT
    if options.out is None:
        sys.stdout.write(text)
        return DONE
    try:
        write_whole(options.out, text.encode())
    except OSError as error:
        words = translate("CommandLine", "{path} cannot be written: {why}.")
        print(f"vizapp script: {words.format(path=options.out, why=reason(error))}", file=sys.stderr)
        return FAILED
    return DONE


def _script(options: argparse.Namespace) -> str:
    for name in _WITHOUT_EFFECT:
        if getattr(options, name) is not None:
            text = translate("CommandLine", "{option} does not apply to a script; leave it out.")
            raise BadInputError(text.format(option="--" + name.replace("_", "-")))
    experiment = experiment_of(options)
    if options.source is not None and not os.path.lexists(options.source):
        raise BadInputError(not_there(f"--source {options.source}"))
    source = read(experiment.source)

    from vizapp.scripts.request import ScriptRequest
    from vizapp.scripts.write import experiment_script

    size = experiment.working_size or default_working_size(_device_type(experiment.device))
    return experiment_script(ScriptRequest(experiment, source, steps_of(options, experiment), size))


def _device_type(device: str) -> str:
    """Return the type of the device that a run would compute on, which decides how large a copy it takes."""
    if device != "auto":
        return device.partition(":")[0]
    from vizapp.engine.device import find_device

    return find_device(device).name.partition(":")[0]
