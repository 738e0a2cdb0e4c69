"""The bundled photographs and feature maps; resources/samples/PROVENANCE.md gives their origins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vizapp.resource_files import resource_path
from vizapp.sources.loaded import LoadedSource, SourceKind
from vizapp.wording.translation import marked


@dataclass(frozen=True)
class Sample:
    """A bundled source.

    Attributes:
        id: the location that an experiment stores.
        title: the title in the menu, in English.
        file: the file name in resources/samples/.
        kind: as `LoadedSource.kind`.
        licence: the licence, for the tooltip, in English.
    """

    id: str
    title: str
    file: str
    kind: SourceKind
    licence: str

    @property
    def path(self) -> Path:
        """The path of the file; raises FileNotFoundError in a damaged installation."""
        return resource_path("samples", self.file)


SAMPLES = (
    Sample("astronaut", marked("Astronaut"), "astronaut.png", "image", marked("Public domain (NASA)")),
    Sample("camera", marked("Camera"), "camera.png", "image", "CC0 (Lav Varshney)"),
    Sample("coffee", marked("Coffee"), "coffee.png", "image", "CC0 (Rachel Michetti)"),
    Sample("brick", marked("Brick"), "brick.png", "image", "CC0 (CC0Textures)"),
    Sample("one_to_sixteen", marked("Numbers 1 to 16, 4 × 4"), "one_to_sixteen.npy", "feature_map", "CC0"),
    Sample("skates", marked("A skate, upright and upside down, 5 × 9"), "skates.npy", "feature_map", "CC0"),
    Sample("arange_108", marked("Numbers 0 to 107, 12 channels of 3 × 3"), "arange_108.npy", "feature_map", "CC0"),
)


def sample(sample_id: str) -> Sample:
    """Return the sample with this id.

    Raises:
        KeyError: there is none.
    """
    for candidate in SAMPLES:
        if candidate.id == sample_id:
            return candidate
    raise KeyError(f"there is no sample {sample_id!r}; the samples are {', '.join(each.id for each in SAMPLES)}")


def read_sample(sample_id: str) -> LoadedSource:
    """Read a sample in the calling process.

    Raises:
        KeyError: there is no sample with this id.
    """
    # Imported here, because it imports the decoders, which the window does not need for naming samples.
    from vizapp.sources.reader import read_source

    return read_source(sample(sample_id).path)
