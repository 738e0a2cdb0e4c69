"""The UPSAMPLER section: what enlarges in super-resolution, and what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from vizapp.document.subpixel import UPSAMPLER_FIELDS, SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.document.upsamplers import (
    LARGEST_TRANSPOSED,
    MAX_COMPARED,
    SMALLEST_TRANSPOSED,
    TransposedUpsampler,
    UpsamplerSpec,
    upsampler_named,
)
from vizapp.gui.gestures import Gestures
from vizapp.gui.runs import run_title
from vizapp.gui.shown import Shown
from vizapp.gui.theme import SPACING
from vizapp.gui.widgets.fields import ChoiceField, IntegerField
from vizapp.gui.widgets.plain_text import plain_tooltip
from vizapp.gui.widgets.rows import Section, muted_label
from vizapp.session.state import State
from vizapp.wording import labels

TRAINED = (
    "subpixel",
    "subpixel-icnr",
    "transposed-k3",
    "transposed-k4",
    "resize-conv",
    "dysample",
    "deformable-sr",
)
FIXED = ("nearest", "bilinear", "bicubic", "lanczos")
_LEFT = ("nearest", "bicubic", "subpixel", "subpixel-icnr", "resize-conv", "deformable-sr")
"""Those whose boxes stand on the left, where the wider column is."""
_FIRST_KERNEL = 6
"""The kernel of a transposed convolution of another size than those that are listed, to begin with."""


@dataclass(frozen=True, slots=True)
class _UpsamplersShown:
    upsampler: UpsamplerSpec
    compared: tuple[UpsamplerSpec, ...]
    even_kernels: bool


class UpsamplerSection(Section):
    """The main upsampler and a box for each that may be compared with it."""

    fields = UPSAMPLER_FIELDS

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupUpsampler", parent)
        self.set_title(self.tr("Upsampler"))
        self._session = session
        hints = self._hints()
        self.kind = ChoiceField("upsamplerKind", self)
        for row, name in enumerate(TRAINED):
            self.kind.addItem(run_title(name), name)
            self.kind.setItemData(row, plain_tooltip(hints[name]), Qt.ItemDataRole.ToolTipRole)
        self._other = self.kind.count()
        """The row of a transposed convolution with a kernel that is not listed."""
        self.kind.addItem("", f"transposed-k{_FIRST_KERNEL}")
        self.kind.setItemData(self._other, plain_tooltip(hints["transposed"]), Qt.ItemDataRole.ToolTipRole)
        self.kind.setAccessibleName(self.tr("What enlarges"))
        self.kind.setToolTip(self.tr("How the features at low resolution become the enlarged map."))
        self.add(self.kind)
        self.kernel = IntegerField("transposedKernel", SMALLEST_TRANSPOSED, LARGEST_TRANSPOSED, self)
        self.kernel_row = self.row(
            self.tr("Kernel"),
            self.kernel,
            self.tr("The side of the kernel; its overlaps are even where r, which is the stride, divides it."),
        )
        self.even = QCheckBox(self.tr("begin even"), self)
        self.even.setObjectName("evenKernels")
        self.even_row = self.row(
            self.tr("Kernels"),
            self.even,
            self.tr(
                "Kernels of transposed convolutions begin with one weight at all their places: at step 0 only their "
                "overlap can make a checkerboard, and makes none where r divides the kernel’s side."
            ),
        )
        self.compared = {name: self._comparison(name, hints[name]) for name in (*FIXED, *TRAINED)}
        self.compared_other = self._comparison("transposed", hints["transposed"])
        self.compared_kernel = IntegerField("comparedKernel", SMALLEST_TRANSPOSED, LARGEST_TRANSPOSED, self)
        self.compared_kernel.setValue(_FIRST_KERNEL)
        self.compared_kernel.setAccessibleName(self.tr("Kernel of the transposed convolution to compare with"))
        self.compared_kernel.setToolTip(plain_tooltip(hints["transposed"]))
        self.add(self._comparisons())
        self.cost = muted_label("", self)
        self.cost.setObjectName("upsamplerCost")
        self.cost.setWordWrap(True)
        self.add(self.cost)
        self._shown = Shown(_resolve, self._show)
        self.kind.activated.connect(lambda row: self._set_main(upsampler_named(self.kind.itemData(row))))
        self.kernel.valueChanged.connect(self._set_kernel)
        self.even.clicked.connect(self._set_even)
        self.compared_kernel.valueChanged.connect(self._set_compared_kernel)
        for field in (self.kernel, self.compared_kernel):
            field.editingFinished.connect(session.end_gesture)
            self.explain_refusals(field)

    def parts(self) -> Sequence[Shown[Any]]:
        return (self._shown,)

    # Building -------------------------------------------------------------------------------------------------

    def _hints(self) -> dict[str, str]:
        fixed = self.tr("An interpolation; nothing is trained.")
        transposed = self.tr("A transposed convolution with a kernel of side k and a stride of r.")
        return {
            **dict.fromkeys(FIXED, fixed),
            "subpixel": self.tr("A convolution to r² channels, and a pixel shuffle."),
            "subpixel-icnr": self.tr(
                "The same, begun with r² kernels that are alike: at first it is a convolution and nearest."
            ),
            "transposed": transposed,
            "transposed-k3": transposed,
            "transposed-k4": transposed,
            "resize-conv": self.tr("Each feature is repeated r × r times, and a 3×3 convolution reads them."),
            "dysample": self.tr(
                "A convolution computes where each sub-pixel reads the features, a pixel shuffle brings the offsets "
                "to the sub-pixels, and a 3×3 convolution reads what was found there."
            ),
            "deformable-sr": self.tr("A deformable convolution to r² channels, and a pixel shuffle."),
        }

    def _comparison(self, name: str, hint: str) -> QCheckBox:
        short = {
            "subpixel-icnr": self.tr("ICNR"),
            "transposed": self.tr("transp. k…"),
            "transposed-k3": self.tr("transp. k3"),
            "transposed-k4": self.tr("transp. k4"),
            "resize-conv": self.tr("resize+conv"),
        }
        title = self.tr("transposed convolution") if name == "transposed" else run_title(name)
        box = QCheckBox(short.get(name, title), self)
        box.setObjectName(f"compareUpsampler-{name}")
        box.setAccessibleName(self.tr("Compare with {name}").format(name=title))
        box.setToolTip(plain_tooltip(f"{title}\n{hint}" if name in short else hint))
        box.clicked.connect(self._compare)
        return box

    def _comparisons(self) -> QWidget:
        lines = QWidget(self)
        lines.setObjectName("upsamplerComparisons")
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACING)
        grid.setColumnStretch(2, 1)
        grid.addWidget(muted_label(self.tr("Beside it, on the same crops"), lines), 0, 0, 1, 3)
        # Boxes fill the columns from the top. That of the main upsampler is hidden, and leaves no gap.
        self._boxes = grid
        return lines

    # Showing --------------------------------------------------------------------------------------------------

    def _show(self, shown: _UpsamplersShown) -> None:
        main, compared = shown.upsampler, shown.compared
        row = self.kind.findData(main.name)
        if row < 0 or row == self._other:
            row = self._other
            self.kind.setItemData(row, main.name)
        self.kind.setItemText(self._other, run_title(self.kind.itemData(self._other)))
        self.kind.setCurrentIndex(row)
        self.kernel_row.setVisible(isinstance(main, TransposedUpsampler))
        if isinstance(main, TransposedUpsampler):
            self.kernel.show_value(main.kernel_size)
        self.even.setChecked(shown.even_kernels)
        self.even_row.setVisible(any(isinstance(each, TransposedUpsampler) for each in (main, *compared)))
        names = {each.name for each in compared}
        offered = [name for name in self.compared if name != main.name]
        left = [self.compared[name] for name in offered if name in _LEFT]
        right = [self.compared[name] for name in offered if name not in _LEFT]
        for column, boxes in enumerate((left, right)):
            for place, box in enumerate(boxes):
                self._boxes.addWidget(box, 1 + place, column)
        last = 1 + max(len(left), len(right))
        self._boxes.addWidget(self.compared_other, last, 0)
        self._boxes.addWidget(self.compared_kernel, last, 1)
        full = len(compared) >= MAX_COMPARED
        for name, box in self.compared.items():
            box.setVisible(name != main.name)
            box.setChecked(name in names)
            box.setEnabled(name in names or not full)
        other = _other_transposed(compared)
        self.compared_other.setChecked(other is not None)
        self.compared_other.setEnabled(other is not None or not full)
        if other is not None:
            self.compared_kernel.show_value(other.kernel_size)
        trained = 1 + sum(each.trains for each in compared)
        self.cost.setText(
            self.tr("{count} are trained: a step takes about as many times as long.").format(count=trained)
        )
        self.cost.setVisible(trained > 1)

    # Gestures -------------------------------------------------------------------------------------------------

    @property
    def _task(self) -> SuperResolveSpec:
        task = self._session.state.experiment.spec_of(SubpixelSpec).task
        return task if isinstance(task, SuperResolveSpec) else SuperResolveSpec()

    def _set_main(self, main: UpsamplerSpec) -> None:
        # The previous main upsampler stays in the comparison.
        task = self._task
        compared = tuple(each for each in task.compared if each != main)
        if main in task.compared:
            compared = (*compared, task.upsampler)
        self._update(task.replaced(upsampler=main, compared=compared), labels.CHANGE_UPSAMPLER)

    def _set_kernel(self, side: int) -> None:
        # A kernel side that is among the compared ones is skipped, and stays there.
        task = self._task.replaced(upsampler=TransposedUpsampler(kernel_size=side))
        self._update(task, labels.CHANGE_UPSAMPLER, "transposed kernel")

    def _set_even(self, even: bool) -> None:
        self._update(self._task.replaced(even_kernels=even), labels.CHANGE_FIRST_KERNELS)

    def _compare(self) -> None:
        main = self._task.upsampler.name
        names = [name for name, box in self.compared.items() if box.isChecked() and name != main]
        if self.compared_other.isChecked():
            names.append(f"transposed-k{self.compared_kernel.value()}")
        compared = tuple(upsampler_named(name) for name in dict.fromkeys(names) if name != main)
        self._update(self._task.replaced(compared=compared[:MAX_COMPARED]), labels.CHANGE_COMPARED)

    def _set_compared_kernel(self, side: int) -> None:
        task = self._task
        other = _other_transposed(task.compared)
        if other is None:
            return
        kept = [each for each in task.compared if each != other]
        compared = tuple(dict.fromkeys((*kept, TransposedUpsampler(kernel_size=side))))
        self._update(task.replaced(compared=compared), labels.CHANGE_COMPARED, "compared kernel")

    def _update(self, task: SuperResolveSpec, label: str, gesture: str | None = None) -> None:
        experiment = self._session.state.experiment
        spec = experiment.spec_of(SubpixelSpec).replaced(task=task)
        self._session.update(experiment.with_spec(spec), label, gesture)


def _other_transposed(compared: Sequence[UpsamplerSpec]) -> TransposedUpsampler | None:
    """Return a transposed convolution with a kernel that is not listed, if there is one."""
    found = (each for each in compared if isinstance(each, TransposedUpsampler) and each.name not in TRAINED)
    return next(found, None)


def _resolve(state: State) -> _UpsamplersShown:
    task = state.experiment.spec_of(SubpixelSpec).task
    if not isinstance(task, SuperResolveSpec):
        return _UpsamplersShown(SuperResolveSpec().upsampler, (), even_kernels=False)
    return _UpsamplersShown(task.upsampler, task.upsamplers[1:], task.even_kernels)
