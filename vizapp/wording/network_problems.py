"""Sentences about networks from files of weights that cannot be opened or computed."""

from __future__ import annotations

from vizapp.wording.translation import marked

NETWORK_PROBLEMS: dict[str, str] = {
    # Files
    "network.a-picture": marked("{name} is a picture; weights of a network are in a safetensors or a pt file"),
    "network.no-weights": marked(
        "{name} does not look like the weights of a network with convolutions; save model.state_dict()"
    ),
    "network.too-large": marked("the weights in {name} take {needed:bytes}, more than the limit of {limit:bytes}"),
    "network.empty": marked("{name} is empty; choose a file with the weights of a network (safetensors, pt, pth)"),
    "network.text": marked("{name} is text; choose a file with the weights of a network (safetensors, pt, pth)"),
    "network.unknown-format": marked(
        "{name} is in a format that cannot be opened; choose a file with the weights of a network (safetensors, pt, "
        "pth)"
    ),
    "network.no-ordinary-file": marked(
        "{name} is not an ordinary file; choose one with the weights of a network (safetensors, pt, pth)"
    ),
    # What they are of
    "network.not-opened": marked("{name} cannot be opened as a network: {cause}"),
    "network.no-spandrel": marked(
        "networks are recognised by the package spandrel, which is not installed or cannot be used; install it: "
        "pip install 'vizapp[sr]'"
    ),
    "network.unknown": marked(
        "spandrel, which recognises networks by the names of their weights, does not know the architecture of these "
        "{tensors:tensor|tensors}"
    ),
    "network.misfit": marked("the weights do not fit the architecture that their names belong to: {what}"),
    "network.tensor-missing": marked(
        "the weights do not fit the architecture that their names belong to: {tensor:quoted} is missing"
    ),
    "network.tensor-unknown": marked(
        "the weights do not fit the architecture that their names belong to: it has no {tensor:quoted}"
    ),
    "network.tensor-shape": marked(
        "the weights do not fit the architecture that their names belong to: {tensor:quoted} has the sizes "
        "{own:shape}, and {expected:shape} are expected"
    ),
    "network.not-finite": marked(
        "the network gives NaN, because {tensor:quoted} in its weights holds NaN or infinity; save the weights of an "
        "earlier step"
    ),
    "network.gives-nan": marked("the network gives NaN even of a plain picture, although its weights are finite"),
    "network.not-of-pictures": marked(
        "{architecture} reads more than a picture; networks that read a picture alone can be opened"
    ),
    "network.channels": marked(
        "the network reads {channels:channel|channels}; networks that read luma or RGB can be opened"
    ),
    "network.no-shuffle": marked(
        "{architecture} computes no pixel shuffle by a factor from 2 to 8: it enlarges by transposed convolutions or "
        "interpolation, or not at all"
    ),
    "network.no-memory": marked("there is not enough memory for the network; close other programs"),
    # Computing them
    "network.not-there": marked("the weights of the network are not there; open the network again"),
    "network.needs-picture": marked(
        "the network reads a picture, and the source is a feature map; open a picture, or put the network away"
    ),
    "network.no-layer": marked(
        "the network has no pixel shuffle {layer:quoted}; open the network again, and choose one from the list"
    ),
    "network.factor": marked(
        "the pixel shuffle {layer:quoted} has the factor {own}, not {factor}; choose it again from the list"
    ),
    "network.picture-too-small": marked(
        "the picture has {size:size} pixels, and the network needs at least {least:size}; choose a larger working "
        "size, or open a larger picture"
    ),
    "network.large-maps": marked(
        "a pixel shuffle of the network would read a map of {needed:bytes}, more than the limit of {limit:bytes}; "
        "choose a smaller working size"
    ),
    "network.fails": marked("the network cannot be computed: {what}"),
    "network.cancelled": marked("the network was not computed: it was cancelled"),
}
