"""What a file should be by its name, as refusals say it: see the formats of :mod:`vizapp.sources`."""

from __future__ import annotations

from vizapp.wording.translation import marked

CONTEXT = "FileKinds"
"""The translation context of these words."""
FILE_KINDS = (
    marked("a PNG image"),
    marked("a JPEG image"),
    marked("a WebP image"),
    marked("an AVIF image"),
    marked("a BMP image"),
    marked("a GIF image"),
    marked("a TIFF image"),
    marked("an experiment of vizapp"),
    marked("a NumPy array"),
    marked("a NumPy archive"),
    marked("a PyTorch file"),
    marked("a safetensors file"),
)
