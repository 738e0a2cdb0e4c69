"""The NETWORK section: a network from a file of weights, its pixel shuffles, and what is measured of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, QSignalBlocker
from PySide6.QtWidgets import QWidget

from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.dropping import Files, content_of
from vizapp.gui.gestures import Gestures
from vizapp.gui.panels.setup_opened import OpenedSection
from vizapp.gui.request_names import NETWORK
from vizapp.gui.shown import Shown
from vizapp.gui.widgets.fields import ChoiceField
from vizapp.gui.widgets.number_grid import Line
from vizapp.gui.widgets.numbers import plain
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import ElidedLabel
from vizapp.protocol.subpixel_answers import NetworkReport
from vizapp.session.state import State
from vizapp.sources.locations import path_of
from vizapp.sources.regular_files import display_name

CANCELLED = "network.cancelled"


@dataclass(frozen=True, slots=True)
class _Words:
    name: str = ""
    facts: str = ""
    layers: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    lines: tuple[Line, ...] = ()
    is_there: bool = False
    is_cancelled: bool = False


class NetworkSection(OpenedSection):
    """Name and architecture of a network, a choice of its pixel shuffles, their measures, and the buttons."""

    fields = frozenset({"network"})

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupNetwork", parent)
        self.set_title(self.tr("Network"))
        self._session = session
        tip = self.tr(
            "Weights of a network (safetensors, or a state dict in a pt file): it reads the picture, and each of its "
            "pixel shuffles can be looked into."
        )
        self.name = ElidedLabel(self)
        self.name.setObjectName("networkName")
        self.facts = ElidedLabel(self)
        self.facts.setObjectName("networkFacts")
        self.facts.setProperty("role", "muted")
        self.layers = ChoiceField("networkLayer", self)
        self.layers.setAccessibleName(self.tr("Pixel shuffle of the network"))
        self.layers.setToolTip(
            plain_tooltip(self.tr("Whose channels are shuffled; its factor, and its channels before and after."))
        )
        self.grid = self._measures(
            "networkMeasures",
            self.tr(
                "Pattern: of the variance of a layer's detail (its output less a local mean), the share that repeats "
                "every r pixels. It does not depend on the scale of the values; 0 % is no pattern. Phases differ: "
                "the pixels at the same place of their blocks have a mean; this is the deviation between them, in "
                "grey levels of 255, of what the network gives and of the picture enlarged by bicubic interpolation."
            ),
        )
        for widget in (self.name, self.facts, self.layers, self.grid):
            self.add(widget)
        self.browse = self._button("browseNetwork", self.tr("Open…"), self.tr("Open the weights of a network"), tip)
        self.again = self._button(
            "computeNetwork",
            self.tr("Compute it"),
            self.tr("Compute the network on the picture"),
            self.tr("Compute the network that was cancelled."),
        )
        self.put_away = self._button(
            "closeNetwork",
            self.tr("Put it away"),
            self.tr("Put the network away"),
            self.tr("Shuffle the picture itself again; the file stays."),
        )
        self.add_below_hint(self.again)
        self.add_below_hint(self._opening(self.browse, self.put_away))
        self.setAccessibleDescription(tip)
        self.again.clicked.connect(session.reset)
        self.put_away.clicked.connect(session.close_network)
        self.layers.activated.connect(lambda row: session.choose_layer(self.layers.itemData(row)))
        self._parts: tuple[Shown[Any], ...] = (Shown(self._resolve, self._show),)

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def take_dropped(self, mime: QMimeData) -> None:
        """Open the file that was dropped on this section as a network."""
        content = content_of(mime)
        if isinstance(content, Files):
            self._session.open_network_path(content.paths[0])

    def _resolve(self, state: State) -> _Words:
        layer = state.experiment.spec_of(SubpixelSpec).network
        if layer is None:
            return _Words(self.tr("none"))
        name = display_name(path_of(layer.location))
        if state.network.is_reading:
            return _Words(self.tr("Reading {name}…").format(name=name), is_there=True)
        cancelled = state.refusal is not None and state.refusal.code == CANCELLED
        read = state.network_read
        if read is None or not read.layers:
            return _Words(name, layers=((layer.layer, layer.layer),), chosen=layer.layer, is_there=True)
        facts = read.architecture
        if read.scale > 1:
            facts = self.tr("{architecture}, enlarges ×{scale}").format(architecture=facts, scale=read.scale)
        layers = tuple(
            (each.name, self._words_of(each.name, each.upscale_factor, each.channels)) for each in read.layers
        )
        lines = self._lines(state.answer(NETWORK, NetworkReport))
        return _Words(name, facts, layers, layer.layer, lines, True, cancelled)

    def _words_of(self, name: str, factor: int, channels: int) -> str:
        words = self.tr("{name} · ×{factor} · {channels} → {made}")
        return words.format(name=name, factor=factor, channels=channels, made=channels // factor**2)

    def _lines(self, report: NetworkReport | None) -> tuple[Line, ...]:
        if report is None:
            return ()
        lines = [Line((self.tr("pixel shuffle"), self.tr("r"), self.tr("pattern")), tone="muted")]
        for number, layer in enumerate(report.layers):
            share = self.tr("–") if math.isnan(layer.share) else f"{plain(100 * layer.share, 2)} %"
            lines.append(Line((layer.name, str(layer.upscale_factor), share), bold=number == report.chosen))
        own, picture = report.checkerboard, report.picture_checkerboard
        if not (math.isnan(own) or math.isnan(picture)):
            lines.append(
                Line((self.tr("phases differ"), self.tr("network"), self.tr("picture")), tone="muted", ruled=True)
            )
            lines.append(self._checkerboard_line(report.period, own, picture))
        return tuple(lines)

    def _show(self, words: _Words) -> None:
        self.name.set_text(words.name)
        self.facts.set_text(words.facts)
        self.facts.setVisible(bool(words.facts))
        with QSignalBlocker(self.layers):
            self.layers.clear()
            for name, text in words.layers:
                self.layers.addItem(text, name)
            self.layers.setCurrentIndex(self.layers.findData(words.chosen))
        self.layers.setVisible(bool(words.layers))
        self.grid.show_lines(words.lines)
        self.grid.setVisible(bool(words.lines))
        self.again.setVisible(words.is_cancelled)
        self.put_away.setVisible(words.is_there)
