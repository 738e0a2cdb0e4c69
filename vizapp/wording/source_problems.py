"""Sentences about files and pictures that cannot be opened, and reasons why an array cannot.

A reason (code "reason.…") is the end of a sentence, filled in at ``{cause}`` with the same values.
"""

from __future__ import annotations

from vizapp.wording.translation import marked

_REASONS: dict[str, str] = {
    # Shapes and sizes
    "reason.axes": marked(
        "has shape {shape}, but a feature map has two to four axes: (H, W), (C, H, W) or (N, C, H, W)"
    ),
    "reason.no-values": marked("is empty (shape {shape})"),
    "reason.too-many-bytes": marked(
        "has shape {shape} and needs {needed:bytes}, more than the limit of {limit:bytes}"
    ),
    "reason.too-many-pixels": marked(
        "measures {size:size} = {megapixels:,.2f} megapixels, more than the limit of {most}; reduce or crop it first"
    ),
    "reason.too-long-side": marked("has a side of {side:,} pixels, more than the limit of {most:,}; crop it first"),
    "reason.beside-others": marked(
        "is not read: the arrays before it have the limit of {limit:bytes}; name it to have it read alone"
    ),
    "reason.too-large-unpacked": marked("unpacks to {unpacked:bytes}, more than the limit of {limit:bytes}"),
    # Numbers
    "reason.objects": marked("holds pickled Python objects, which are never loaded; save it as an array of numbers"),
    "reason.complex": marked("holds complex numbers; save their magnitude, real part or imaginary part"),
    "reason.no-numbers": marked("holds values of type {type}; save it as an array of numbers"),
    "reason.packed-type": marked("is of type {type}, which cannot be opened; save it as float32"),
    "reason.torch-type": marked("is of type {type}, which cannot be opened; save tensor.float()"),
    "reason.nested": marked("is a nested tensor, whose parts differ in shape; save one of its parts"),
    "reason.sparse": marked("is sparse; save tensor.to_dense()"),
    "reason.quantized": marked("is quantized; save tensor.dequantize()"),
    "reason.no-storage": marked("has no values of its own (device '{device}'); save tensor.cpu()"),
    # Damage
    "reason.npy-header": marked("has a damaged .npy header; save it again with numpy.save"),
    "reason.npy-version": marked("uses version {version} of the .npy format; save it again with numpy.save"),
    "reason.npy-long-header": marked("has a .npy header of {length:bytes}, which no plain array of numbers needs"),
    "reason.numbers-missing": marked(
        "is cut off: {announced:bytes} of numbers are announced and {present:bytes} are there; "
        "save or download it again"
    ),
    "reason.numbers-end": marked("is cut off: its numbers end too early; save or download it again"),
    "reason.offsets": marked(
        "is cut off or damaged: its numbers do not lie where the header says; download it again"
    ),
    "reason.not-unpacked": marked("is damaged and cannot be unpacked"),
    "reason.encrypted": marked("is encrypted; save it without a password"),
    "reason.odd-packing": marked("is packed in an unusual way; save it again with numpy.savez"),
    # Pictures
    "reason.picture-empty": marked("is empty; copy the image again"),
    "reason.cielab": marked("is stored in CIELAB colours, which cannot be opened; save it as RGB"),
    "reason.kind-not-read": marked(
        "is a {format} image that stores {stored}, which is not read; save it as PNG, or as TIFF without compression"
    ),
    "reason.kind-not-decoded": marked(
        "is a {format} image of a kind that is not read ({detail}); save it as PNG, or as TIFF without compression"
    ),
}

_SENTENCES: dict[str, str] = {
    "source.obstacle": marked("{name} {cause}"),
    "source.array-obstacle": marked("the array {array:quoted} in {name} {cause}"),
    "source.an-array-obstacle": marked("an array in {name} {cause}"),
    "source.no-usable-array": marked(
        "none of the {count} arrays in {name} can be shown: the first, {array:quoted}, {cause}"
    ),
    # Paths
    "source.missing": marked("{name} does not exist; it may have been moved or renamed"),
    "source.not-allowed": marked("you are not allowed to read {name}; change its permissions or choose another file"),
    "source.not-opened": marked("{name} cannot be opened: {why}"),
    "source.folder": marked("{name} is a folder; choose one file inside it"),
    "source.pipe": marked(
        "{name} is a pipe, not a file; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map "
        "(npy, npz, safetensors, pt)"
    ),
    "source.socket": marked(
        "{name} is a socket, not a file; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map "
        "(npy, npz, safetensors, pt)"
    ),
    "source.device": marked(
        "{name} is a device, not a file; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map "
        "(npy, npz, safetensors, pt)"
    ),
    "source.empty": marked(
        "{name} is empty; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map "
        "(npy, npz, safetensors, pt)"
    ),
    "source.file-too-large": marked("{name} is larger than the limit of {limit:bytes}; save a smaller part of it"),
    # Reading
    "source.out-of-memory": marked("{name} needs more memory than there is to open; reduce it first"),
    "source.replaced": marked("{name} was replaced by another file while it was opened; open it again"),
    "source.shrank": marked("{name} became shorter while it was read; open it again"),
    "source.not-read-to-end": marked("{name} cannot be read to its end: {why}"),
    "source.took-too-long": marked(
        "{name} took longer than {seconds:g} seconds to open and was given up; try a smaller file"
    ),
    "source.sample-took-too-long": marked(
        "the sample {name} took longer than {seconds:g} seconds to open and was given up; try again"
    ),
    "source.sample-not-read": marked(
        "the sample {name} could not be read because the reading process ended; try again"
    ),
    "source.no-process": marked("{name} cannot be opened because no process can be started: {why}"),
    "source.reader-signal": marked(
        "{name} could not be read: the reading process ended (signal {number}); the file may be damaged or need too "
        "much memory"
    ),
    "source.reader-status": marked(
        "{name} could not be read: the reading process ended (exit status {number}); the file may be damaged or need "
        "too much memory"
    ),
    "source.reader-unreadable": marked(
        "{name} could not be read: the reading process said something that cannot be so ({what}); try again"
    ),
    "source.internal-error": marked("the file cannot be opened because of an internal error ({error})"),
    # Pasted and dropped
    "source.pasted-gone": marked("the pasted picture is no longer in memory; paste it again"),
    "source.pasted-empty": marked("{name} is empty; copy the image again"),
    "source.pasted-too-large": marked("{name} is larger than the limit of {limit:bytes}; reduce it first"),
    "source.pasted-no-image": marked(
        "{name} is not an image that can be opened; copy it as png, jpg, webp, avif, bmp, gif or tiff"
    ),
    # Formats
    "source.text": marked(
        "{name} is text; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a feature map "
        "(npy, npz, safetensors, pt)"
    ),
    "source.text-named": marked(
        "{name} is text, although it is named like {expected:kind}; choose an image (png, jpg, webp, avif, bmp, gif, "
        "tiff) or a feature map (npy, npz, safetensors, pt)"
    ),
    "source.not-as-named": marked(
        "{name} is named like {expected:kind}, but its content is not one or its beginning is damaged; save or "
        "download it again"
    ),
    "source.unknown-format": marked(
        "{name} is in a format that cannot be opened; choose an image (png, jpg, webp, avif, bmp, gif, tiff) or a "
        "feature map (npy, npz, safetensors, pt)"
    ),
    "source.pickle": marked(
        "{name} is a Python pickle, which can run code when it is opened and is therefore never read; save the array "
        "with numpy.save or the tensor with torch.save"
    ),
    "source.heic": marked("{name} is an HEIC picture, which cannot be opened; save it as JPEG or PNG"),
    # Images
    "source.image-too-large": marked("{name} is larger than {most} megapixels; reduce or crop it first"),
    "source.image-out-of-memory": marked("{name} needs more memory than there is to decode; reduce it first"),
    "source.jpeg-scans": marked(
        "{name} is a JPEG image of more than {most} scans, which takes too long; save it again"
    ),
    "source.image-cut-off": marked("{name} is cut off: the {format} data end too early; save or download it again"),
    "source.image-header-cut-off": marked(
        "{name} is cut off: its {format} header is incomplete; save or download it again"
    ),
    "source.image-damaged": marked("{name} is not a valid {format} image or is damaged; save or download it again"),
    # Archives and arrays
    "source.array-choice": marked("{name} holds {count} arrays; choose one of {there}"),
    "source.too-many-arrays": marked(
        "{name} holds {count} arrays, more than the limit of {most}; save fewer of them"
    ),
    "source.no-array": marked("{name} holds no array; save at least one with a shape of (C, H, W)"),
    "source.no-such-array": marked("{name} has no array named {array:quoted}; it holds {there}"),
    "source.only-unnamed-array": marked(
        "{name} has no array named {array:quoted}; it holds one array without a name"
    ),
    "source.none-usable": marked("{name} has no array named {array:quoted}; none in it can be used"),
    "source.tiff-pieces": marked(
        "{name} is stored in {pieces} pieces, more than the limit of {most}; save it again in larger strips or tiles"
    ),
    "source.zip-twice": marked(
        "{name} holds {entry} twice, so that it cannot be told which one is meant; save it again"
    ),
    "source.long-array-name": marked(
        "{name} holds an array whose name has {length} characters, more than the limit of {limit}; save it under a "
        "shorter name"
    ),
    "source.zip-damaged": marked("{name} is a zip archive that is damaged or cut off; save or download it again"),
    "source.zip-without-arrays": marked("{name} is a zip archive without arrays in it; unpack it and open one file"),
    "source.npz-damaged": marked("{name} is damaged: an array in it cannot be unpacked; save or download it again"),
    "source.safetensors-short": marked(
        "{name} is not a valid safetensors file: it announces a header of {announced:bytes}, but has only "
        "{present:bytes}; save or download it again"
    ),
    "source.safetensors-long-header": marked(
        "{name} has a header of {length:bytes}, more than the limit of {limit:bytes}; save fewer tensors in it"
    ),
    "source.safetensors-places": marked(
        "{name} is not a valid safetensors file: its tensors overlap, or something lies between them that belongs to "
        "none; save or download it again"
    ),
    "source.safetensors-cut": marked(
        "{name} is cut off: its tensors need {announced:bytes}, but only {present:bytes} are there; save or download "
        "it again"
    ),
    "source.safetensors-header": marked("{name} has a damaged safetensors header; save or download it again"),
    "source.picture-not-arrays": marked("{name} is a picture; offsets are arrays (npy, npz, safetensors, pt)"),
    # PyTorch
    "source.torch-packed": marked("{name} is packed, which torch.save never does; save it again with torch.save"),
    "source.torch-none": marked("{name} is not a PyTorch file; save it again with torch.save"),
    "source.torch-long-pickle": marked(
        "{name} describes its content in {length:bytes}, more than the limit of {limit:bytes}; save fewer tensors "
        "in it"
    ),
    "source.torch-out-of-memory": marked("{name} needs more memory than there is; save fewer tensors in it"),
    "source.torch-objects": marked(
        "{name} holds pickled Python objects, which are never loaded; save only tensors, for example "
        "model.state_dict()"
    ),
    "source.torch-objects-such": marked(
        "{name} holds pickled Python objects (such as {example}), which are never loaded; save only tensors, for "
        "example model.state_dict()"
    ),
    "source.torch-keys": marked(
        "{name} holds a dictionary whose keys are not read, such as tuples of tuples or of large numbers; save the "
        "tensors under names, for example model.state_dict()"
    ),
    "source.torch-damaged": marked("{name} is not a valid PyTorch file or is damaged; save or download it again"),
    "source.torchscript": marked(
        "{name} is a TorchScript program, which is never run; save its tensors with torch.save, for example "
        "model.state_dict()"
    ),
    "source.torch-export": marked(
        "{name} is an exported program (torch.export), which is never run; save tensors with torch.save"
    ),
    # Getting at it
    "source.not-found": marked("the source cannot be found: {what}"),
    "source.not-read": marked("{name} could not be read"),
    # The installation
    "source.package-broken": marked(
        "{package} cannot be used: {why} (found at {place}); remove what stands there, or install {package} again"
    ),
    "source.package-missing": marked("{package} is not installed; install it: pip install {package}"),
}

SOURCE_PROBLEMS: dict[str, str] = _REASONS | _SENTENCES
