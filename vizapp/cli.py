"""The command line. Each subcommand imports only what it needs, which keeps the start of the window fast."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vizapp import __version__
from vizapp.argument_words import Parser, translated_argparse
from vizapp.streams import make_streams_last
from vizapp.wording.catalogue import speaking
from vizapp.wording.language import environment_language, language
from vizapp.wording.translation import marked, translate

if TYPE_CHECKING:
    from vizapp.run.wanted_figures import WantedFigures

SUBCOMMANDS = ("run", "script", "offsets", "lesson", "engine", "doctor")
RESERVED = "bench"
"""A reserved subcommand name: refused rather than opened as a file, so that it can be added later."""

_USAGE_ERROR = 2
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line in the language of the environment, and return the exit status.

    0: done. 2: wrong use or bad input. 130: ended by Ctrl-C. 1: anything else.
    """
    make_streams_last()
    with speaking(environment_language()), translated_argparse():
        return _main(list(sys.argv[1:] if argv is None else argv))


def _main(arguments: Sequence[str]) -> int:
    if problem := _msgspec_problem():
        print(f"vizapp: {problem}", file=sys.stderr)
        return _USAGE_ERROR
    # A file with the name of a subcommand can still be opened as ./run.
    if arguments and arguments[0] in SUBCOMMANDS:
        try:
            status = _run_subcommand(arguments[0], arguments[1:])
        except KeyboardInterrupt:
            status = _INTERRUPTED
        if status == _INTERRUPTED:
            _forget_interrupt()
        return status
    if arguments and arguments[0] == RESERVED:
        text = translate(
            "CommandLine",
            "the command {name} is not part of this version; to open a file of that name, write {path}.",
        )
        print(f"vizapp: {text.format(name=RESERVED, path=f'.{os.sep}{RESERVED}')}", file=sys.stderr)
        return _USAGE_ERROR
    options = _window_parser().parse_args(arguments)
    return _open_window(options.file, options.network, new=options.new)


def _forget_interrupt() -> None:
    """Have Python end with the status that it is given.

    CPython notes a KeyboardInterrupt that leaves code compiled from a string, as ``namedtuple`` and ``dataclass``
    compile some, and does not drop the note when the exception is caught further out: at its end it would kill itself
    by SIGINT instead. Any other code that is compiled from a string clears the note (``run_eval_code_obj`` in
    Python/pythonrun.c).
    """
    exec("")  # noqa: S102  of nothing


def _msgspec_problem() -> str | None:
    """Return one sentence about a msgspec that cannot be used, or None.

    Problems themselves are msgspec structs, so that not even ``vizapp doctor`` could name this one.
    """
    try:
        from msgspec import Meta, Struct  # noqa: F401  imported as a check
    except Exception as error:
        # An unrelated package of that name can raise anything.
        text = translate("CommandLine", "msgspec cannot be used: {why}; install it again: pip install msgspec")
        return text.format(why=f"{type(error).__name__}: {error}")
    return None


def _window_parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="vizapp",
        description=translate(
            "CommandLine",
            "See sub-pixel convolution and deformable convolution work: drop in an image, step the training, drag a "
            "point.",
        ),
        epilog=translate(
            "CommandLine",
            "Further commands: vizapp run (train without a window), vizapp script (an experiment as a script for "
            "PyTorch), vizapp offsets (what an offset map holds and how it may be read), vizapp lesson (the lessons, "
            "and what is wrong in the file of one), vizapp doctor (what is installed and what is missing), vizapp "
            "engine (an engine alone). Each has its own --help.",
        ),
    )
    parser.add_argument(
        "file",
        nargs="?",
        help=translate("CommandLine", "an image, a feature map, an experiment or a lesson to open"),
    )
    parser.add_argument(
        "--new",
        action="store_true",
        help=translate("CommandLine", "begin anew, and not where the last window was closed"),
    )
    parser.add_argument(
        "--network",
        metavar="FILE",
        help=translate(
            "CommandLine",
            "weights of a network (safetensors, or a state dict in a pt file) that reads the image, and whose pixel "
            "shuffles are shown; needs the package spandrel: pip install 'vizapp[sr]'",
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"vizapp {__version__}",
        help=translate("CommandLine", "show program's version number and exit"),
    )
    return parser


def _run_subcommand(name: str, arguments: Sequence[str]) -> int:
    descriptions = {
        "run": marked(
            "Train without a window, and keep what was measured and drawn. A saved experiment goes on by vizapp run "
            "FILE.vizapp, which has a --help of its own."
        ),
        "script": marked(
            "Write an experiment as a plain script for torch and torchvision that makes the same numbers."
        ),
        "offsets": marked(
            "Say what the arrays of a file are, how its offsets may be read, and what is unusual about them."
        ),
        "lesson": marked(
            "List the lessons, or say what is wrong in the file of one. Exit status of a check: 0 if the files are "
            "lessons, 1 if one is not, 2 for wrong use."
        ),
        "engine": marked("Serve one window: run the operators and the training."),
        "doctor": marked(
            "Print versions, devices, the Qt platform and folders, and what is missing and how to get it."
        ),
    }
    parser = Parser(prog=f"vizapp {name}", description=translate("CommandLine", descriptions[name]))
    if name == "run" and _names_an_experiment(arguments):
        from vizapp.run import kept

        kept.add_arguments(parser)
        return kept.run(parser.parse_args(arguments), _WindowlessDraftsman())
    if name == "run" and _only_resumes(arguments):
        from vizapp.run import resuming

        resuming.add_arguments(parser)
        return resuming.run(resuming.parsed(parser, arguments), _WindowlessDraftsman())
    if name == "run":
        from vizapp.run import options as run_options
        from vizapp.run import training

        run_options.add_arguments(parser)
        return training.run(parser.parse_args(arguments), _WindowlessDraftsman())
    if name == "script":
        from vizapp.run import script

        script.add_arguments(parser)
        return script.run(parser.parse_args(arguments))
    if name == "offsets":
        from vizapp.run import offset_options
        from vizapp.run import offsets as run_offsets

        offset_options.add_arguments(parser)
        return run_offsets.run(parser.parse_args(arguments))
    if name == "lesson":
        from vizapp.lessons import command

        command.add_arguments(parser)
        return command.run(parser.parse_args(arguments))
    if name == "engine":
        parser.add_argument(
            "--endpoint",
            required=True,
            help=translate("CommandLine", "where to listen, e.g. ipc:///run/user/1000/vizapp"),
        )
        parser.add_argument(
            "--parent-pipe",
            action="store_true",
            help=translate(
                "CommandLine",
                "end when standard input ends, as when the window is gone; until then, beat on standard output",
            ),
        )
        options = parser.parse_args(arguments)
        from vizapp.engine.server import serve

        return serve(options.endpoint, parent_pipe=options.parent_pipe)
    parser.add_argument(
        "--install-desktop",
        action="store_true",
        help=translate(
            "CommandLine",
            "list vizapp among the programs of this user's desktop, and have it open .vizapp files (Linux)",
        ),
    )
    if parser.parse_args(arguments).install_desktop:
        from vizapp.desktop import install

        return install(sys.stdout)
    from vizapp.doctor import report

    return report(sys.stdout)


def _names_an_experiment(arguments: Sequence[str]) -> bool:
    """Return whether ``vizapp run`` is to go on with the file of an experiment, which names the lab itself."""
    named = [
        each
        for before, each in zip(("", *arguments), arguments, strict=False)
        if each.lower().endswith(".vizapp") and not each.startswith("-") and before not in ("--save", "--source")
    ]
    return not _names_lab(arguments) and bool(named)


def _only_resumes(arguments: Sequence[str]) -> bool:
    """Return whether ``vizapp run`` is to go on with the run in a folder, which names lab and options itself."""
    return "--resume" in arguments and not _names_lab(arguments)


def _names_lab(arguments: Sequence[str]) -> bool:
    return any(each.partition("=")[0] == "--lab" for each in arguments)


class _WindowlessDraftsman:
    """A :class:`vizapp.run.wanted_figures.Draftsman` that draws with what the window draws with, on no screen."""

    def obstacle(self) -> str:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from vizapp.gui.preflight import broken_package_sentence, check_display

        if problem := check_display():
            return problem
        try:
            import vizapp.gui.run_figures  # noqa: F401  imported as a check
        except Exception:
            if (sentence := broken_package_sentence()) is None:
                raise
            return sentence
        return ""

    def draw(self, wanted: WantedFigures) -> list[str]:
        from vizapp.gui.run_figures import draw

        with speaking(language()):  # and afterwards again, for drawing installs the translator of Qt
            return draw(wanted)


def _open_window(file: str | None, network: str | None = None, *, new: bool = False) -> int:
    from vizapp.gui.preflight import broken_package_sentence, check_display

    if problem := check_display():
        print(f"vizapp: {problem}", file=sys.stderr)
        return _USAGE_ERROR
    try:
        from vizapp.gui.app import run_app
    except Exception as error:
        # A broken package can raise anything; an error of vizapp's own is re-raised unchanged.
        if (sentence := broken_package_sentence()) is None:
            raise
        print(f"vizapp: {sentence}", file=sys.stderr)
        print(f"({type(error).__name__}: {error})", file=sys.stderr)
        return _USAGE_ERROR

    from vizapp.sources.locations import path_of

    # Made absolute here because the reader is another process, whose working directory may differ.
    paths = [str(path_of(each).absolute()) if each is not None else None for each in (file, network)]
    return run_app(*paths, new=new)
