"""The figures of the sub-pixel lab: what was gained over bicubic interpolation."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolve
from vizapp.gui.lab_ui import Figures
from vizapp.gui.widgets.number_grid import Line
from vizapp.gui.widgets.numbers import grouped, plain, signed
from vizapp.session.state import State
from vizapp.wording.translation import translate

_DASH = "–"


def gain_figures(state: State, reached: Mapping[str, float]) -> Figures:
    """Return the PSNR, what bicubic interpolation reaches, and the gain; ``reached`` is by the name of the metric."""
    if not isinstance(state.experiment.spec_of(SubpixelSpec).task, SuperResolve):
        nothing = _tr("A shuffle computes nothing, so there is nothing to step.")
        return Figures(_tr("Shuffle"), "", explanation=nothing)
    configured = state.configured
    metric = None
    if configured is not None:
        metric = next((metric for metric in configured.metrics if metric.name == "psnr"), None)
    psnr = reached.get("psnr")
    bicubic = None if metric is None else metric.references.get("bicubic")
    gain = None if psnr is None or bicubic is None else psnr - bicubic
    decibel = _tr("{value} dB")
    gained = Line(
        (_tr("gain"), _DASH if gain is None else decibel.format(value=signed(gain, 2))),
        tone="good" if gain is not None and gain > 0 else "text",
    )
    lines = (
        Line((_tr("PSNR"), _DASH if psnr is None else decibel.format(value=plain(psnr, 2)))),
        Line((_tr("bicubic"), _DASH if bicubic is None else decibel.format(value=plain(bicubic, 2)))),
        gained,
        Line((_tr("parameters"), _DASH if configured is None else grouped(configured.parameters))),
    )
    tooltip = "" if metric is None else translate("Metrics", metric.explanation)
    return Figures(_tr("Against bicubic"), tooltip, lines)


def _tr(text: str) -> str:
    return QCoreApplication.translate("GainFigures", text)
