"""``vizapp run``: train a lab on a file without a window, and write the results.

Heavy packages are imported only after the options and the output folder have been checked.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial

from vizapp.run.bad_input import with_options
from vizapp.run.carrying_out import BAD_INPUT, DONE, FAILED, INTERRUPTED, carry_out, check_figures
from vizapp.run.ending import ended, opened_folder
from vizapp.run.experiments import experiment_of, steps_of
from vizapp.run.file_arguments import given_files
from vizapp.run.networks import check_network_options
from vizapp.run.plan import Plan
from vizapp.run.resuming import going_on
from vizapp.run.wanted_figures import Draftsman

__all__ = ["BAD_INPUT", "DONE", "FAILED", "INTERRUPTED", "plan_of", "run"]


def run(options: argparse.Namespace, draftsman: Draftsman | None = None) -> int:
    """Train according to ``options``, write the results, and return the exit status; ``draftsman`` draws figures.

    0: done, or ended by --stop-when. 1: the training diverged, memory ran out, or the results could not be written.
    2: bad input. 130: ended by Ctrl-C, SIGTERM or SIGHUP; the results up to then have been written, and a checkpoint
    to go on from, unless a second signal arrived.
    """
    return ended(lambda stop: _run(options, stop, draftsman))


def plan_of(options: argparse.Namespace) -> Plan:
    """Return what ``options`` describe.

    Raises:
        BadInputError: they do not fit.
    """
    experiment = experiment_of(options)
    steps = steps_of(options, experiment)
    check_network_options(options, experiment)
    named = {f"--{name}": getattr(options, name) for name in ("source", "unseen", "judge", "network")}
    return Plan(
        experiment,
        steps,
        files={name: path for name, path in named.items() if path is not None},
        given=given_files(options),
        figures=tuple(options.figures),
        seeds=options.seeds,
        enlarge=options.enlarge,
        network=options.network,
        layer=options.layer,
        refusal=partial(with_options, options=options),
    )


def _run(options: argparse.Namespace, stop: Callable[[], bool], draftsman: Draftsman | None) -> int:
    plan = plan_of(options)
    check_figures(plan.figures, draftsman)
    with opened_folder(options.out, resume=options.resume) as folder:
        if options.resume:
            plan = going_on(folder, plan)
        return carry_out(plan, folder, stop, draftsman)
