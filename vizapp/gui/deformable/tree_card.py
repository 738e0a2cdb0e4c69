"""The tree of the picked unit in figures: how much it reads at how many places, and that it is the gradient."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from vizapp.document.deformable import DeformableSpec
from vizapp.gui.deformable.receptive_field_overlay import RECEPTIVE_FIELD
from vizapp.gui.deformable.tree_marks import samples_at_rest, shown_tree, why_nothing
from vizapp.gui.deformable.tree_overlay import TREE
from vizapp.gui.widgets.number_grid import Line, NumberGrid
from vizapp.gui.widgets.numbers import grouped, plain
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.protocol.unit_answers import Tree
from vizapp.session.state import State


class TreeCard(NumberGrid):
    """Two lines, or three, while the tree or the receptive field is shown; hidden otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("lr", scale=0.92, stretch=0, parent=parent)
        self.setObjectName("treeLines")
        self.setAccessibleName(self.tr("The tree of the unit"))
        self.setToolTip(
            plain_tooltip(
                self.tr(
                    "A sample is one way down: a tap of each layer and, between layers, one of the four units around "
                    "its point, by channels that the output channel on show depends on. Agreement is "
                    "1 − Σ|w − g| / (Σ|w| + Σ|g|): how far the weights w that the samples add up to at each pixel "
                    "are the gradient g of the output, with offsets and masks held."
                )
            )
        )
        self.hide()

    def show_state(self, state: State) -> None:
        """Show the figures of the tree that the engine has answered with."""
        shown = TREE in state.view.shown or RECEPTIVE_FIELD in state.view.shown
        tree = shown_tree(state) if shown else None
        self.setVisible(tree is not None)
        self.show_lines([] if tree is None else self._lines_of(tree, state))

    def _lines_of(self, tree: Tree, state: State) -> list[Line]:
        layers = state.experiment.spec_of(DeformableSpec).operator.layers
        nothing = why_nothing(state, tree)
        text = self.tr("{samples} samples at {places} places")
        words = text.format(samples=grouped(tree.all_samples), places=grouped(tree.all_places))
        depth = self.tr("{count} layers").format(count=layers) if layers > 1 else self.tr("1 layer")
        lines = [Line((words, depth))]
        if tree.all_samples > samples_at_rest(state, tree):
            lines.append(Line((self.tr("a point between units reads four of them"), ""), tone="muted"))
        if nothing:
            lines.append(Line((nothing, ""), tone="caution"))
        else:
            lines.append(Line((self.tr("agreement with the gradient"), plain(tree.agreement, 3))))
        if tree.left_out > 0:
            cut = self.tr("too many to show all: left out")
            lines.append(
                Line((cut, self.tr("{share} %").format(share=plain(100 * tree.left_out, 1))), tone="caution")
            )
        return lines
