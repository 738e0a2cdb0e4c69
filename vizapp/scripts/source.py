"""How a script reads the source, and reduces it to the working copy."""

from __future__ import annotations

from vizapp.document.experiment import Source
from vizapp.keeping.pictures import PICTURE_MEMBERS, is_kept_location, role_of
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
        "note.profile",
        "note.profile-broken",
        "note.profile-unfit",
        "note.profile-unused",
        "note.range",
        "note.rounded",
    }
)
"""What was done to a source in reading it that a script does too, or that does not change its numbers."""
_ARRAYS = ("npy", "npz", "pt")
"""The formats of arrays that numpy and torch read."""
_OTHER_ARRAYS = ("safetensors",)
_PIXELS = "pixels"
"""How a picture that was pasted lies in the file of an experiment."""
_PROFILED = ("JPEG", "PNG", "WEBP", "AVIF")
"""The formats of pictures whose colour profile a script converts."""

_READ_PICTURE = '''
def read_picture(path):
    """Return a picture as a tensor (1, C, H, W) with values from 0 to 1."""
    with Image.open(path) as image:
        pixels = $pixels
$values
'''
_READ_PROFILED = '''
def read_picture(path):
    """Return a picture as a tensor (1, C, H, W) with values from 0 to 1, its colours converted to sRGB."""
    with Image.open(path) as image:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        srgb = ImageCms.createProfile("sRGB")
        colours = ImageCms.profileToProfile($image, profile, srgb, outputMode="RGB")
        pixels = np.array(colours)
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
_FROM_EXPERIMENT = '''
def kept_in(path):
    """Return the picture that lies in the file of an experiment, as a file of its own."""
    with zipfile.ZipFile(path) as experiment:
        return io.BytesIO(experiment.read("$member"))
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
    function, opened = _define_reader(draft, loaded), "SOURCE"
    if source.kind == "file" and is_kept_location(source.location):
        draft.define(_FROM_EXPERIMENT, member=PICTURE_MEMBERS[role_of(source.array)].name)
        opened = "kept_in(SOURCE)"
    if size is None or size == (loaded.height, loaded.width):
        draft.run("$name = $function($opened)", name=name, function=function, opened=opened)
        return
    draft.set("SIZE", size, "height and width of the reduced copy that is computed with")
    draft.run(
        """
# Bilinear and antialiased, so that no value leaves the range of the source.
$name = F.interpolate($function($opened), SIZE, mode="bilinear", antialias=True)
""",
        name=name,
        function=function,
        opened=opened,
    )


def _require_plain(source: Source, loaded: LoadedSource) -> None:
    if source.kind == "memory":
        raise ProblemError("script.source-pasted", "source")
    named = loaded.format == "pt" and loaded.array is not None and not _is_key(loaded.array)
    if named or loaded.format in _OTHER_ARRAYS or (loaded.kind == "feature_map" and loaded.format not in _ARRAYS):
        raise ProblemError("script.source-format", "source", name=loaded.name, format=loaded.format)
    for noted in loaded.noted:
        profiled = noted.code == "note.profile" and (loaded.channels != 3 or loaded.format not in _PROFILED)
        if noted.code not in _PLAIN_NOTES or profiled:
            raise ProblemError("script.source-converted", "source", name=loaded.name, how=note_text(noted))


def _define_reader(draft: Draft, loaded: LoadedSource) -> str:
    """Define the function that reads the source, and return its name."""
    noted = {note.code for note in loaded.noted}
    array = loaded.format in (*_ARRAYS, _PIXELS)
    if loaded.format == _PIXELS:
        pixels = _pixels_text(loaded)
    elif array:
        pixels = _array_text(loaded, first="note.first-item" in noted)
    else:
        pixels = _image_text(loaded, noted)
    if loaded.kind == "feature_map":
        draft.define(_READ_MAP, pixels=pixels, shape=", ".join(map(str, (1, *loaded.values.shape))))
        return "read_map"
    values = (_VALUES_OVER_WHITE if loaded.channels == 4 else _PLAIN_VALUES).replace(
        "$most", str((1 << 8 * loaded.values.dtype.itemsize) - 1)
    )
    if "note.profile" in noted:
        # A JPEG may hold the four colours of print, which its profile takes as they are.
        convert = "" if loaded.format == "JPEG" else '.convert("RGB")'
        draft.define(_READ_PROFILED, image=_upright_text(noted) + convert, values=values)
        return "read_picture"
    draft.define(_READ_ARRAY if array else _READ_PICTURE, pixels=pixels, values=values)
    return "read_picture"


def _image_text(loaded: LoadedSource, noted: set[str]) -> str:
    """Return the expression for the pixels (H, W, C) of an ``image``."""
    image = _upright_text(noted)
    if loaded.values.dtype.itemsize == 2:
        return f"np.array({image}).astype(np.float32)[:, :, None]"
    if loaded.channels == 1:
        return f'np.array({image}.convert("L"))[:, :, None]'
    return f'np.array({image}.convert("{"RGBA" if loaded.channels == 4 else "RGB"}"))'


def _pixels_text(loaded: LoadedSource) -> str:
    """Return the expression for the pixels of a picture that was pasted, of an open file of them."""
    kind = f"<u{loaded.values.dtype.itemsize}"
    text = f'np.frombuffer(path.read(), "{kind}").reshape{loaded.values.shape}'
    return text + (".astype(np.float32)" if loaded.values.dtype.itemsize == 2 else ".copy()")


def _upright_text(noted: set[str]) -> str:
    """Return the expression for an ``image`` that stands as its EXIF orientation says."""
    return "ImageOps.exif_transpose(image)" if "note.orientation" in noted else "image"


def _array_text(loaded: LoadedSource, *, first: bool) -> str:
    """Return the expression for the values of an array at ``path``, with the axes in the order that was read."""
    of_torch = loaded.format == "pt"
    text = 'torch.load(path, map_location="cpu", weights_only=True)' if of_torch else "np.load(path)"
    text += ("" if loaded.array is None else f"[{literal(loaded.array)}]") + ("[0]" if first else "")
    text += ".detach().float().numpy()" if of_torch and loaded.kind == "feature_map" else ".numpy()" * of_torch
    if loaded.kind == "image":
        return f"{text}.reshape{loaded.values.shape}"
    channels, height, width = loaded.values.shape
    if loaded.axes == "HWC":
        return f"{text}.reshape({height}, {width}, {channels}).transpose(2, 0, 1)"
    return text


def _is_key(name: str) -> bool:
    """Return whether the name of a tensor in a file is certainly the key of a dictionary, and no path or position."""
    return "/" not in name and not name.isdecimal()
