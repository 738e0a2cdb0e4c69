"""The figures of the sub-pixel lab: what was gained over bicubic interpolation."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import SuperResolveSpec
from vizapp.gui.lab_ui import Figures, Reached
from vizapp.gui.widgets.number_grid import Line, Tone
from vizapp.gui.widgets.numbers import grouped, plain, signed
from vizapp.gui.widgets.printed import exact
from vizapp.session.state import State
from vizapp.wording.translation import translate

_DASH = "–"


def gain_figures(state: State, reached: Mapping[str, Reached]) -> Figures:
    """Return the PSNR, what bicubic interpolation reaches, and the gain; ``reached`` is by the name of the metric.

    Greyed is what is not of the picture on show. What bicubic interpolation has reached stays, greyed, while the
    document is not answered for.
    """
    if not isinstance(state.experiment.spec_of(SubpixelSpec).task, SuperResolveSpec):
        nothing = _tr("A shuffle computes nothing, so there is nothing to step.")
        return Figures(_tr("Shuffle"), "", explanation=nothing)
    configured = state.configured
    psnr = reached.get("psnr")
    value = None if psnr is None else psnr.value
    bicubic = None if psnr is None else psnr.metric.references.get("bicubic")
    gain = None if value is None or bicubic is None else value - bicubic
    decibel = _tr("{value} dB")
    settled = configured is not None
    shown = settled and psnr is not None and psnr.is_shown
    gain_tone: Tone = "good" if gain is not None and gain > 0 else "text"
    lines = (
        Line(
            (_tr("PSNR"), _DASH if value is None else decibel.format(value=plain(value, 2))),
            tone="text" if shown or value is None else "muted",
        ),
        Line(
            (_tr("bicubic"), _DASH if bicubic is None else decibel.format(value=plain(bicubic, 2))),
            tone="text" if settled or bicubic is None else "muted",
        ),
        Line(
            (_tr("gain"), _DASH if gain is None else decibel.format(value=_difference_text(value, bicubic))),
            tone=gain_tone if shown or gain is None else "muted",
        ),
        Line((_tr("parameters"), _DASH if configured is None else grouped(configured.parameters))),
    )
    sentences = []
    if psnr is not None:
        sentences.append(translate("Metrics", psnr.metric.explanation) if psnr.metric.explanation else "")
        if psnr.origin:
            sentences.append(_tr("PSNR and gain are those {origin}.").format(origin=psnr.origin))
    tooltip = "\n".join(filter(None, sentences))
    return Figures(_tr("Against bicubic"), tooltip, lines, notes=_loss_note(reached.get("loss")))


def _difference_text(value: float | None, bicubic: float | None) -> str:
    """Write how much more ``value`` is than ``bicubic``, as those two are written."""
    assert value is not None
    assert bicubic is not None
    more, less = exact(plain(value, 2)), exact(plain(bicubic, 2))
    return signed(value - bicubic, 2) if more is None or less is None else signed(more - less, 2)


def _loss_note(loss: Reached | None) -> dict[str, str]:
    """Say that the loss is of what a step has drawn at random, and never of the picture on show."""
    if loss is None or loss.before_step is None:
        return {}
    return {"loss": _tr("of the crops of step {step}").format(step=grouped(loss.before_step))}


def _tr(text: str) -> str:
    return QCoreApplication.translate("GainFigures", text)
