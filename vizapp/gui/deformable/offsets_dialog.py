"""The dialog that asks what files with offsets are: roles, kernel, geometry, and the layout side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import structs
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from vizapp.geometry import ConvGeometry
from vizapp.gui.deformable.readings_table import ReadingsTable, clear_grid
from vizapp.gui.text_size import keep_width
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import ChoiceField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import ElidedLabel, HintLabel, muted_label, set_role
from vizapp.offset_maps.kernels import KernelGuess
from vizapp.offset_maps.roles import Role
from vizapp.session.source_state import OffsetOffer
from vizapp.sources.brought import ArrayRole, Examination, FoundArray, OffsetChoices
from vizapp.wording.offset_readings import (
    broken_numbers_sentence,
    geometry_words,
    kernel_words,
    role_name,
    verdict_words,
)
from vizapp.wording.problems import sentence
from vizapp.wording.quantities import shape_words, size_words
from vizapp.wording.sentences import joined_sentences

_LEFT_WIDTH = 272
_ROLE_WIDTH = 126
_OFFERED: tuple[Role, ...] = ("offsets", "mask", "feature map", "weight", "bias", "output", "other")


class OffsetsDialog(QDialog):
    """Shows an offer; arrows and a click choose a reading, Return takes it. Show it with ``open()``.

    Signals: ``chosen`` carries other choices, for which the files are examined again; ``accepted_as`` the layout that
    the offsets are read in; ``declined`` says that the file is an ordinary feature map.
    """

    chosen = Signal(object)
    accepted_as = Signal(str)
    declined = Signal()

    def __init__(self, offer: OffsetOffer, parent: QWidget | None = None, *, map_first: bool = False) -> None:
        """``map_first`` says that it is more likely a feature map: Return opens it as one."""
        super().__init__(parent)
        self._map_first = map_first
        self.setObjectName("offsetsDialog")
        self.setWindowTitle(self.tr("Offsets"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer = offer
        self._examination: Examination | None = None
        self.roles: dict[str, ChoiceField] = {}
        self.headline = QLabel(self)
        self.headline.setObjectName("offsetsHeadline")
        self.headline.setTextFormat(Qt.TextFormat.PlainText)
        self.headline.setWordWrap(True)
        self.verdict = QLabel(self)
        self.verdict.setObjectName("offsetsVerdict")
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setWordWrap(True)
        self.problem = HintLabel(self)
        self.problem.setObjectName("offsetsProblem")
        self.broken = HintLabel(self)
        self.broken.setObjectName("offsetsBroken")
        self.remark = muted_label(parent=self)
        self.remark.setObjectName("offsetsRemark")
        self.remark.setWordWrap(True)
        self._arrays = QWidget(self)
        self._arrays_grid = QGridLayout(self._arrays)
        self._arrays_grid.setContentsMargins(0, 0, 2 * SPACING, 0)
        self._arrays_grid.setVerticalSpacing(SPACING)
        self._arrays_grid.setColumnStretch(0, 1)
        self.kernel = self._choice("offsetsKernel", self.tr("Kernel and offset groups"))
        self.geometry_choice = self._choice("offsetsGeometry", self.tr("Stride, padding and dilation"))
        self.kernel.activated.connect(self._choose_kernel)
        self.geometry_choice.activated.connect(self._choose_geometry)
        self.readings = ReadingsTable(self)
        self.readings.chosen.connect(self._prefer_offsets)
        self.buttons = self._button_box()
        self._lay_out()
        self.show_offer(offer)
        self._prefer(self._decline if map_first else self._accept)
        if map_first:
            self._decline.setFocus()

    def show_offer(self, offer: OffsetOffer) -> None:
        """Show another state of the offer."""
        self._offer = offer
        if offer.examination is not self._examination:
            self._examination = offer.examination
            self._show_examination(offer.examination)
        can = bool(offer.examination.readings) and not offer.is_busy
        self._accept.setEnabled(can)
        for widget in (*self.roles.values(), self.kernel, self.geometry_choice):
            widget.setEnabled(not offer.is_busy)

    # Building -------------------------------------------------------------------------------------------------

    def _choice(self, name: str, what: str) -> ChoiceField:
        field = ChoiceField(name, self)
        field.setAccessibleName(what)
        field.setToolTip(plain_tooltip(what))
        return field

    def _button_box(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        likely, other = QDialogButtonBox.ButtonRole.AcceptRole, QDialogButtonBox.ButtonRole.DestructiveRole
        roles = (other, likely) if self._map_first else (likely, other)
        self._accept = buttons.addButton(self.tr("Show these offsets"), roles[0])
        self._accept.setObjectName("acceptOffsets")
        self._decline = buttons.addButton(self.tr("Open as a feature map"), roles[1])
        self._decline.setObjectName("declineOffsets")
        self._decline.setToolTip(self.tr("They are no offsets: open the first file as a feature map."))
        self._decline.clicked.connect(self.declined)
        self._accept.clicked.connect(self._take)
        buttons.rejected.connect(self.reject)
        return buttons

    def _prefer(self, button: QPushButton) -> None:
        """Let Return press ``button``, and emphasise it."""
        for each in (self._accept, self._decline):
            each.setDefault(each is button)
            set_role(each, "primary" if each is button else "")

    def _prefer_offsets(self) -> None:
        """Let Return show the offsets: somebody who chooses a reading means offsets."""
        self._prefer(self._accept)

    def _lay_out(self) -> None:
        arrays = QScrollArea(self)
        arrays.setObjectName("offsetsArrays")
        arrays.setAccessibleName(self.tr("What each array is"))
        arrays.setWidgetResizable(True)
        arrays.setFrameShape(QFrame.Shape.NoFrame)
        arrays.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keys, and is scrolled to
        arrays.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        arrays.setWidget(self._arrays)
        left = QVBoxLayout()
        left.setSpacing(SPACING)
        left.addWidget(muted_label(self.tr("What each array is"), self))
        left.addWidget(arrays, 1)
        for title, field in (
            (self.tr("Kernel"), self.kernel),
            (self.tr("Stride, padding, dilation"), self.geometry_choice),
        ):
            label = muted_label(title, self)
            label.setBuddy(field)
            left.addWidget(label)
            left.addWidget(field)
        side = QWidget(self)
        keep_width(side, _LEFT_WIDTH)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        right = QVBoxLayout()
        right.setSpacing(2 * SPACING)
        right.addWidget(self.verdict)
        right.addWidget(self.readings, 1)
        body = QHBoxLayout()
        body.setSpacing(4 * SPACING)
        body.addWidget(side)
        body.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACING, 4 * SPACING, 4 * SPACING, 4 * SPACING)
        column.setSpacing(3 * SPACING)
        column.addWidget(self.headline)
        column.addLayout(body, 1)
        for widget in (self.problem, self.broken, self.remark, self.buttons):
            column.addWidget(widget)

    # Showing --------------------------------------------------------------------------------------------------

    def _show_examination(self, found: Examination) -> None:
        self.headline.setText(self._headline(found))
        self._show_arrays(found.arrays)
        self._fill(self.kernel, [(kernel_words(guess), guess) for guess in found.kernels])
        self._fill(self.geometry_choice, [(geometry_words(each), each) for each in found.geometries])
        self.verdict.setText(verdict_words(found.verdict, found.readings[0].layout) if found.readings else "")
        self.problem.say("" if found.problem is None else sentence(found.problem))
        self.broken.say(broken_numbers_sentence(found.nan, found.infinite, found.broken_units))
        self.remark.setText(self._remark(found))
        self.remark.setVisible(bool(self.remark.text()))
        self.readings.show_examination(found)
        width = _LEFT_WIDTH + self.readings.whole_width + 12 * SPACING if found.readings else 0
        wanted = self.sizeHint().expandedTo(QSize(width, 0))
        self.resize(wanted.boundedTo(self._room()))

    def _headline(self, found: Examination) -> str:
        files = ", ".join(found.files[:3]) + (" …" if len(found.files) > 3 else "")
        array = found.with_role("offsets")
        if array is None or not found.kernels:
            return self.tr("{files}: what are these arrays?").format(files=files)
        units = size_words(*found.units)
        if self._map_first:
            guess = found.kernels[0]
            channels = 2 * math.prod(guess.kernel_size) * guess.groups
            return self.tr(
                "{files}: a feature map of {channels} channels, or offsets of a kernel of {kernel}, for {units} "
                "units?"
            ).format(files=files, channels=channels, kernel=kernel_words(guess), units=units)
        return self.tr(
            "{files}: offsets of a kernel of {kernel}, for {units} units. How are they to be read?"
        ).format(files=files, kernel=kernel_words(found.kernels[0]), units=units)

    def _room(self) -> QSize:
        parent = self.parentWidget()
        return (parent.window().size() if parent is not None else self.screen().availableGeometry().size()) * 0.98

    def _remark(self, found: Examination) -> str:
        parts = []
        if found.items > 1:
            parts.append(self.tr("The first of {count} items is shown.").format(count=found.items))
        if found.scaled and found.readings:
            size = size_words(*found.input_size)
            if found.with_role("feature map") is None:
                parts.append(
                    self.tr(
                        "No feature map is given: the offsets are read on the present picture, scaled to {size}."
                    ).format(size=size)
                )
            else:
                parts.append(self.tr("The picture is scaled to {size}, the layer's input.").format(size=size))
        if found.readings and found.with_role("weight") is None:
            parts.append(self.tr("No weight is given: the output is the mean of what the taps read."))
        for label, problem in found.refused[:3]:
            parts.append(self.tr("{label} is left out: {why}").format(label=label, why=sentence(problem)))
        return joined_sentences(parts)

    def _show_arrays(self, arrays: Sequence[FoundArray]) -> None:
        clear_grid(self._arrays_grid)
        self.roles.clear()
        for row, array in enumerate(arrays):
            label = ElidedLabel(self._arrays)
            label.set_text(array.label)
            label.setObjectName("offsetsArray")
            shape = muted_label(shape_words(array.shape), self._arrays)
            shape.setObjectName("offsetsShape")
            field = ChoiceField(f"role-{array.label}", self._arrays)
            field.setAccessibleName(self.tr("Role of {array}").format(array=array.label))
            keep_width(field, _ROLE_WIDTH)
            possible = array.possible if not array.picture else ("feature map", "other")
            offered = [role for role in _OFFERED if role in possible or role == array.role]
            self._fill(field, [(role_name(role), role) for role in offered])
            with QSignalBlocker(field):
                field.setCurrentIndex(field.findData(array.role))
            field.activated.connect(lambda _=0, label=array.label: self._choose_role(label))
            self.roles[array.label] = field
            # The shape has a line of its own: beside a name there is no room for both.
            self._arrays_grid.addWidget(label, 2 * row, 0)
            self._arrays_grid.addWidget(shape, 2 * row + 1, 0)
            self._arrays_grid.addWidget(field, 2 * row, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self._arrays_grid.setRowStretch(2 * len(arrays), 1)

    def _fill(self, field: ChoiceField, items: Sequence[tuple[str, object]]) -> None:
        with QSignalBlocker(field):
            field.clear()
            for text, value in items:
                field.addItem(text, value)
            field.setCurrentIndex(0)

    # Choosing -------------------------------------------------------------------------------------------------

    def _choose_role(self, label: str) -> None:
        role: Role = self.roles[label].currentData()
        kept = [each for each in self._offer.choices.roles if each.label != label and each.role != role]
        others = [
            ArrayRole(array.label, "other")
            for array in self._offer.examination.arrays
            if array.role == role and array.label != label and role != "other"
        ]
        kept = [each for each in kept if each.label not in {other.label for other in others}]
        # Another array of a role may have another kernel.
        self.chosen.emit(OffsetChoices((*kept, *others, ArrayRole(label, role))))

    def _choose_kernel(self) -> None:
        guess: KernelGuess = self.kernel.currentData()
        self.chosen.emit(structs.replace(self._offer.choices, kernel=guess, geometry=None))

    def _choose_geometry(self) -> None:
        geometry: ConvGeometry = self.geometry_choice.currentData()
        kernel = self._offer.examination.kernels[0]
        self.chosen.emit(structs.replace(self._offer.choices, kernel=kernel, geometry=geometry))

    def _take(self) -> None:
        layout = self.readings.chosen_layout
        if layout is not None and self._accept.isEnabled():
            self.accepted_as.emit(layout)
