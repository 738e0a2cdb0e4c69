"""What a lab tells in numbers beside its pictures: values of its metrics, further measures, a column of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from vizapp.document.watchpoint import Side
from vizapp.gui.widgets.number_grid import Line
from vizapp.gui.widgets.numbers import grouped
from vizapp.protocol.metric import Metric


@dataclass(frozen=True)
class Reached:
    """What a metric has reached.

    Attributes:
        metric: which; known as long as the lab has been answered for once.
        value: None where nothing was measured.
        at_step: None where the value is of the picture on show, otherwise how many steps were done when it was
            measured: that of a picture shown earlier.
        outdated: whether it is what an engine has sent that is gone.
    """

    metric: Metric
    value: float | None = None
    at_step: int | None = None
    outdated: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether the value is of the picture on show, and of an engine that still answers for it."""
        return self.at_step is None and not self.outdated

    @property
    def origin(self) -> str:
        """Of when the value is, where it is not of the picture on show; otherwise ""."""
        if self.at_step is None:
            return QCoreApplication.translate("Reached", "from the engine that ended") if self.outdated else ""
        text = QCoreApplication.translate("Reached", "at step {step}")
        return text.format(step=grouped(self.at_step))


@dataclass(frozen=True)
class FurtherMeasure:
    """What a lab measures beside its metrics.

    Attributes:
        name: in the document.
        title, unit: translated.
        side, value: of the watchpoint to begin with, in this unit.
    """

    name: str
    title: str
    unit: str
    side: Side
    value: float


@dataclass(frozen=True)
class LabNumbers:
    """The column of numbers beside the curves, with translated texts.

    Attributes:
        notes: by the name of a metric, a remark on its number, such as what it leaves out; it replaces the number's
            origin. With a remark, NaN means that there is nothing to measure.
        explanations: by the name of a metric, what has to be said of it with these settings beside what it is.
    """

    title: str
    tooltip: str
    lines: tuple[Line, ...] = ()
    explanation: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
