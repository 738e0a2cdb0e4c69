"""Damaged files of every format through the reading process: ``python tests/sources/mutant_trial.py --count 10000``.

Prints for each format how many were read and refused, and what the slowest and the largest needed; what crashed or
was killed is kept as a file. ``test_source_mutations.py`` does the same with a few.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory

from measured_reader import MeasuredReader, Reading
from source_seeds import SUFFIXES, mutants

from vizapp.sources.results import ReadResult

SLOWEST_SECONDS = 2.0
MOST_MEMORY = 1 << 30

FORMATS: dict[str, tuple[str, ...]] = {
    "tiff": ("tiff", "wide.tiff", "planes.tiff"),
    "pt": ("pt", "legacy.pt", "protocol.pt"),
    **{suffix: (suffix,) for suffix in SUFFIXES if "." not in suffix and suffix not in ("tiff", "pt")},
}
"""The formats, with the layouts of each of which the same number is made."""

CRASHES = ("source.reader-signal", "source.reader-status", "source.reader-unreadable", "source.internal-error")
LIMITS = ("source.took-too-long", "source.out-of-memory", "source.image-out-of-memory")


@dataclass
class Tally:
    """What came of the files of one format.

    Attributes:
        read, asked, refused: how many were opened, hold several arrays of which one has to be chosen, or were refused
            with a sentence.
        limited: that ended at a limit of time or memory.
        crashes: a sentence for each that ended its process, or that no reader was ready for.
        slowest, slowest_processor: seconds, and which file.
        largest: bytes of resident memory, and which file.
    """

    read: int = 0
    asked: int = 0
    refused: int = 0
    limited: int = 0
    crashes: list[str] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    slowest_processor: tuple[float, str] = (0.0, "")
    largest: tuple[int, str] = (0, "")

    @property
    def count(self) -> int:
        return self.read + self.asked + self.refused + self.limited + len(self.crashes)

    def add(self, name: str, reading: Reading) -> bool:
        """Count a file, and return whether it is worth keeping: it crashed, reached a limit or took too much."""
        result = reading.result
        kept = self._add_result(name, result)
        self.slowest = max(self.slowest, (reading.seconds, name))
        self.slowest_processor = max(self.slowest_processor, (reading.processor_seconds, name))
        self.largest = max(self.largest, (reading.memory, name))
        return kept or reading.processor_seconds > SLOWEST_SECONDS or reading.memory > MOST_MEMORY

    def _add_result(self, name: str, result: ReadResult) -> bool:
        if result.problem is None:
            self.asked += result.choice is not None
            self.read += result.choice is None
            return False
        code = result.problem.code
        self.codes[code] += 1
        if code in CRASHES:
            self.crashes.append(f"{name}: {result.error}")
        elif code in LIMITS:
            self.limited += 1
        else:
            self.refused += 1
            return False
        return True

    def row(self, name: str) -> str:
        """Return the line of a table."""
        (wall, _), (processor, _), (memory, _) = self.slowest, self.slowest_processor, self.largest
        return (
            f"{name:12} {self.count:7} {self.read:7} {self.asked:7} {self.refused:7} {self.limited:7} "
            f"{len(self.crashes):7} {processor:11.2f} {wall:9.2f} {memory / 2**20:9.0f}"
        )


HEADINGS = (
    f"{'format':12} {'files':>7} {'read':>7} {'asked':>7} {'refused':>7} {'limits':>7} {'crashes':>7} "
    f"{'processor/s':>11} {'wall/s':>9} {'MiB':>9}"
)


def try_format(name: str, count: int, reader: MeasuredReader, folder: Path, kept: Path | None = None) -> Tally:
    """Read ``count`` damaged files of a format, and return what came of them.

    Args:
        folder: where each lies while it is read.
        kept: where those are left that crashed, reached a limit or took too much.
    """
    tally, layouts = Tally(), FORMATS[name]
    shares = [count // len(layouts) + (place < count % len(layouts)) for place in range(len(layouts))]
    for layout, share in zip(layouts, shares, strict=True):
        path = folder / f"damaged.{layout}"
        for index, data in enumerate(mutants(layout, share)):
            path.write_bytes(data)
            if tally.add(f"{index}.{layout}", reader.read(path)) and kept is not None:
                (kept / f"{index}.{layout}").write_bytes(data)
    return tally


def _work(names: SimpleQueue[str], count: int, kept: Path, tallies: dict[str, Tally]) -> None:
    with MeasuredReader() as reader, TemporaryDirectory() as folder:
        while True:
            try:
                name = names.get_nowait()
            except Empty:
                return
            tally = tallies[name] = try_format(name, count, reader, Path(folder), kept)
            print(tally.row(name), flush=True)
            for what, (value, where) in _worst(tally):
                print(f"    {what}: {value} at {where}", flush=True)
            print(*(f"    {crash}\n" for crash in tally.crashes), sep="", end="", flush=True)
            print(f"    {dict(tally.codes.most_common())}; {reader.starts} starts of the process", flush=True)


def _worst(tally: Tally) -> Iterable[tuple[str, tuple[float, str]]]:
    return (("slowest", tally.slowest), ("processor", tally.slowest_processor), ("largest", tally.largest))


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the formats and return 0 where none crashed, took more than two seconds or a gigabyte."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="of each format")
    parser.add_argument("--formats", nargs="*", choices=list(FORMATS), default=list(FORMATS))
    parser.add_argument("--clients", type=int, default=2, help="that read at the same time")
    parser.add_argument("--keep", type=Path, default=Path("mutants-kept"), help="the folder for files to look at")
    chosen = parser.parse_args(arguments)
    chosen.keep.mkdir(parents=True, exist_ok=True)
    names: SimpleQueue[str] = SimpleQueue()
    for name in chosen.formats:
        names.put(name)
    tallies: dict[str, Tally] = {}
    print(HEADINGS, flush=True)
    threads = [
        threading.Thread(target=_work, args=(names, chosen.count, chosen.keep, tallies))
        for _ in range(chosen.clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(HEADINGS, *(tallies[name].row(name) for name in chosen.formats if name in tallies), sep="\n")
    good = len(tallies) == len(chosen.formats) and not any(
        tally.crashes or tally.slowest_processor[0] > SLOWEST_SECONDS or tally.largest[0] > MOST_MEMORY
        for tally in tallies.values()
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
