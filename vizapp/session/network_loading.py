"""Networks from files of weights: the one that the document names, and one that the user opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vizapp.document import edits
from vizapp.document.experiment import Experiment
from vizapp.document.networks import NetworkLayer
from vizapp.document.subpixel import SubpixelSpec
from vizapp.problem import Problem, Value
from vizapp.session.banner import Banner
from vizapp.session.beside_loading import BesideLoading, Kept
from vizapp.session.earlier_notice import EarlierNotice
from vizapp.session.reader_queue import ReaderQueue
from vizapp.session.source_state import Network, NetworkOffer
from vizapp.session.state import State
from vizapp.session.store import Store
from vizapp.sources.locations import path_of
from vizapp.sources.regular_files import display_name
from vizapp.sources.results import ReadResult
from vizapp.sources.weights import LoadedNetwork


class NetworkLoading(BesideLoading[str, LoadedNetwork]):
    """Keeps ``State.network`` at what the document names, and has a network read that the user opens.

    A network that is opened becomes the document's only once the engine has found a pixel shuffle in it; another one
    changes nothing.
    """

    field = "network"

    def __init__(self, reader: ReaderQueue, store: Store, settle: Callable[[State], None]) -> None:
        super().__init__(reader, store, settle)
        self._kept: Kept[str, LoadedNetwork] = Kept()
        self._earlier = EarlierNotice()

    def of(self, state: State) -> Network:
        return state.network

    def put(self, state: State, beside: Network) -> State:
        return replace(state, network=beside)

    def read_in(self, result: ReadResult) -> LoadedNetwork | None:
        return result.network

    def keep(self, key: str, loaded: LoadedNetwork) -> None:
        self._kept.put(key, loaded)

    def follow(self, experiment: Experiment, state: State) -> State:
        """Return ``state`` with the network of ``experiment``, which is read if it is not at hand.

        With another task or lab the present one is kept for the return.
        """
        wanted = experiment.spec_of(SubpixelSpec).network
        if wanted is None or not experiment.spec.uses_network or wanted.location == state.network.key:
            return state
        location = wanted.location
        self._reader.cancel_network()
        kept = self._kept.get(location)
        if kept is not None:
            return self.taken(state, location, kept)
        path = path_of(location)
        self._reader.read_network_later(path, lambda result: self.arrive(location, result))
        return self.put(state, Network(location, name=display_name(path)))

    def open(self, location: str) -> None:
        """Read a file that the user has opened; the engine is then asked what is in it."""
        path = path_of(location)
        name = display_name(path)
        self._earlier.note(self._store.state)
        self._store.put(replace(self._store.state, reading=name, reads_network=True, network_offer=None))
        self._reader.read_network(path, lambda result: self._offer(location, name, result))

    def withdraw(self) -> None:
        """Give up a network that was opened and that the engine is still asked about; nothing changes."""
        self._settle(replace(self._store.state, network_offer=None))

    def accepted(self) -> Experiment | None:
        """End the offer that the engine has answered, and return the document that names the network.

        None if there is none, or if the network cannot be used, which a banner says.
        """
        state = self._store.state
        offer = state.network_offer
        if offer is None or offer.found is None:
            return None
        found = offer.found
        state = replace(state, network_offer=None)
        if not found.layers:
            problem = found.problem or Problem("network.no-shuffle", "network", {"architecture": found.architecture})
            self._settle(replace(state, banner=Banner(_of_file(offer.loaded.name, problem), about_opening=True)))
            return None
        self.keep(offer.location, offer.loaded)
        state = self._earlier.ended(state)
        self._store.put(self.taken(state, offer.location, offer.loaded))
        last = found.layers[-1]  # the one nearest to the network's output
        layer = NetworkLayer(offer.location, last.name, last.channels)
        return edits.open_network(state.experiment, layer, last.upscale_factor)

    def _offer(self, location: str, name: str, result: ReadResult) -> None:
        state = replace(self._store.state, reading=None, reads_network=False)
        if result.network is None:
            problem = result.problem or Problem("source.not-read", "network", {"name": name})
            self._settle(replace(state, banner=Banner(problem, about_opening=True)))
            return
        self._settle(replace(state, network_offer=NetworkOffer(location, result.network)))


def _of_file(name: str, problem: Problem) -> Problem:
    """Return ``problem`` of a network as one that names the file that the network is from."""
    values: dict[str, Value] = {**problem.values, "name": name, "cause": problem.code}
    return Problem("network.not-opened", problem.field, values, problem.remedies)
