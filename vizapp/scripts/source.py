"""How a script reads the source, and reduces it to the working copy."""

from __future__ import annotations

from vizapp.document.experiment import Source
from vizapp.scripts.draft import Draft, literal
from vizapp.sources.loaded import LoadedSource
from vizapp.sources.locations import path_of
from vizapp.sources.samples import sample
from vizapp.wording.problems import ProblemError
from vizapp.wording.source_notes import note_text

_PLAIN_NOTES = frozenset(
    {
        "note.alpha",
        "note.array-unused",
        "note.axes-chw",
        "note.axes-hwc",
        "note.axes-unused",
        "note.first-frame",
        "note.first-item",
        "note.gamma-unused",
        "note.grey-16",
        "note.no-transparency",
        "note.orientation",
        "note.overflowed",
        "note.profile-broken",
        "note.profile-unfit",
        "note.profile-unused",
        "note.range",
        "note.rounded",
    }
)
"""What was done to a source in reading it that a script does too, or that does not change its numbers."""
_ARRAYS = ("npy", "npz")
_OTHER_ARRAYS = ("safetensors", "pt")

_READ_PICTURE = '''
def read_picture(path):
    """Return a picture as a tensor (1, C, H, W) with values from 0 to 1."""
    with Image.open(path) as image:
        pixels = $pixels
$values
'''
_READ_ARRAY = '''
def read_picture(path):
    """Return the pixels of an array as a tensor (1, C, H, W) with values from 0 to 1."""
    pixels = $pixels
$values
'''
_READ_MAP = '''
def read_map(path):
    """Return a feature map as a tensor (1, C, H, W)."""
    values = $pixels
    return torch.from_numpy(values.astype(np.float32)).reshape($shape)
'''
_PLAIN_VALUES = "    return torch.from_numpy(pixels).permute(2, 0, 1)[None] / $most"
_VALUES_OVER_WHITE = """\
    values = torch.from_numpy(pixels).permute(2, 0, 1)[None] / $most
    colour, alpha = values[:, :3], values[:, 3:]
    return colour * alpha + (1 - alpha)  # over white"""


def read_source(draft: Draft, source: Source, loaded: LoadedSource, size: tuple[int, int] | None, name: str) -> None:
    """Write what reads the source and gives ``name`` the working copy of it, (1, C, H, W).

    Args:
        draft: the script.
        source: where it comes from.
        loaded: what was read from there.
        size: (H, W) of the working copy; None is the source as it is.
        name: of the variable.

    Raises:
        ProblemError: a short script cannot read it as it was read here.
    """
    _require_plain(source, loaded)
    path = sample(source.location).path if source.kind == "sample" else path_of(source.location)
    draft.set("SOURCE", str(path))
    function = _define_reader(draft, loaded)
    if size is None or size == (loaded.height, loaded.width):
        draft.run("$name = $function(SOURCE)", name=name, function=function)
        return
    draft.set("SIZE", size, "height and width of the reduced copy that is computed with")
    draft.run(
        """
# Bilinear and antialiased, so that no value leaves the range of the source.
$name = F.interpolate($function(SOURCE), SIZE, mode="bilinear", antialias=True)
""",
        name=name,
        function=function,
    )


def _require_plain(source: Source, loaded: LoadedSource) -> None:
    if source.kind == "memory":
        raise ProblemError("script.source-pasted", "source")
    if loaded.format in _OTHER_ARRAYS or (loaded.kind == "feature_map" and loaded.format not in _ARRAYS):
        raise ProblemError("script.source-format", "source", name=loaded.name, format=loaded.format)
    for noted in loaded.noted:
        if noted.code not in _PLAIN_NOTES:
            raise ProblemError("script.source-converted", "source", name=loaded.name, how=note_text(noted))


def _define_reader(draft: Draft, loaded: LoadedSource) -> str:
    """Define the function that reads the source, and return its name."""
    noted = {note.code for note in loaded.noted}
    array = loaded.format in _ARRAYS
    pixels = _array_text(loaded, first="note.first-item" in noted) if array else _image_text(loaded, noted)
    if loaded.kind == "feature_map":
        draft.define(_READ_MAP, pixels=pixels, shape=", ".join(map(str, (1, *loaded.values.shape))))
        return "read_map"
    values = (_VALUES_OVER_WHITE if loaded.channels == 4 else _PLAIN_VALUES).replace(
        "$most", str((1 << 8 * loaded.values.dtype.itemsize) - 1)
    )
    draft.define(_READ_ARRAY if array else _READ_PICTURE, pixels=pixels, values=values)
    return "read_picture"


def _image_text(loaded: LoadedSource, noted: set[str]) -> str:
    """Return the expression for the pixels (H, W, C) of an ``image``."""
    image = "ImageOps.exif_transpose(image)" if "note.orientation" in noted else "image"
    if loaded.values.dtype.itemsize == 2:
        return f"np.array({image}).astype(np.float32)[:, :, None]"
    if loaded.channels == 1:
        return f'np.array({image}.convert("L"))[:, :, None]'
    return f'np.array({image}.convert("{"RGBA" if loaded.channels == 4 else "RGB"}"))'


def _array_text(loaded: LoadedSource, *, first: bool) -> str:
    """Return the expression for the values of an array at ``path``, with the axes in the order that was read."""
    text = "np.load(path)" + ("" if loaded.array is None else f"[{literal(loaded.array)}]") + ("[0]" if first else "")
    if loaded.kind == "image":
        return f"{text}.reshape{loaded.values.shape}"
    channels, height, width = loaded.values.shape
    if loaded.axes == "HWC":
        return f"{text}.reshape({height}, {width}, {channels}).transpose(2, 0, 1)"
    return text
