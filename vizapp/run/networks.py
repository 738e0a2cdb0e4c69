"""``vizapp run --network``: a network from a file of weights, and the document that names its pixel shuffle."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vizapp.document import edits
from vizapp.document.experiment import Experiment, validated
from vizapp.document.networks import NetworkLayer
from vizapp.document.subpixel import SubpixelSpec
from vizapp.run.bad_input import BadInputError, does_not_fit
from vizapp.sources.locations import location_of
from vizapp.wording.translation import translate

if TYPE_CHECKING:
    from vizapp.labs.networks import NetworkSource
    from vizapp.sources.weights import LoadedNetwork

_DECIDED = ("upscale_factor", "stored_as", "order")
"""The options that say what the layer of a network says itself."""


def check_network_options(options: argparse.Namespace, experiment: Experiment) -> None:
    """Refuse options that have no meaning beside others.

    Raises:
        BadInputError: names the option.
    """
    if options.network is None:
        if options.layer is not None:
            raise BadInputError(translate("CommandLine", "--layer needs a --network that it is a layer of."))
        return
    if not experiment.spec.takes_network:
        raise BadInputError(translate("CommandLine", "--network needs the task shuffle, in the direction shuffle."))
    for name in _DECIDED:
        if getattr(options, name) is not None:
            text = translate(
                "CommandLine", "{option} does not apply beside --network, whose layer decides it; leave it out."
            )
            raise BadInputError(text.format(option="--" + name.replace("_", "-")))


def read_network(path: Path | None) -> LoadedNetwork | None:
    """Read weights from a file, if there is one.

    Raises:
        BadInputError: they cannot be read.
    """
    if path is None:
        return None
    from vizapp.sources.loaded import SourceError
    from vizapp.sources.waiting import read_network_weights

    try:
        return read_network_weights(path)
    except SourceError as error:
        raise BadInputError(str(error)) from error


def with_network(
    experiment: Experiment, path: Path, wanted: str | None, loaded: LoadedNetwork
) -> tuple[Experiment, NetworkSource]:
    """Return the document that names the network in the file ``path`` and its layer ``wanted``, or the last one.

    Raises:
        ProblemError: the network cannot be used.
        BadInputError: it has no such layer, or a setting does not fit its factor.
    """
    import torch

    from vizapp.labs.networks import NetworkSource
    from vizapp.models.brought_network import BroughtNetwork
    from vizapp.network_weights import tensors_in

    network = BroughtNetwork(
        {name: torch.from_numpy(values) for name, values in tensors_in(loaded.parts, loaded.values)}
    )
    names = [shuffle.name for shuffle in network.shuffles]
    layer_name = names[-1] if wanted is None else wanted
    if layer_name not in names:
        text = translate("CommandLine", "--layer {layer} is no pixel shuffle of {network}; choose one of: {known}.")
        raise BadInputError(text.format(layer=layer_name, network=loaded.name, known=", ".join(names)))
    shuffle = network.shuffles[names.index(layer_name)]
    layer = NetworkLayer(location_of(path), shuffle.name, shuffle.channels)
    before = experiment.spec_of(SubpixelSpec)
    after = edits.open_network(experiment, layer, shuffle.upscale_factor)
    try:
        spec = msgspec.structs.replace(
            after.spec_of(SubpixelSpec), read_as=before.read_as, phase_order=before.phase_order
        )
        after = validated(after.with_spec(spec))
    except ValueError as error:
        raise BadInputError(does_not_fit(error)) from error
    return after, NetworkSource(network)
