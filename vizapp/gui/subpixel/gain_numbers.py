"""The numbers of the sub-pixel lab: what each upsampler gained over bicubic interpolation."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QCoreApplication

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec, SuperResolveSpec
from vizapp.gui.lab_numbers import LabNumbers, Reached
from vizapp.gui.runs import run_title
from vizapp.gui.widgets.number_grid import Line, Tone
from vizapp.gui.widgets.numbers import grouped, plain, signed
from vizapp.gui.widgets.printed import exact
from vizapp.session.state import State
from vizapp.wording.sentences import joined_sentences
from vizapp.wording.translation import translate

_DASH = "–"
_FEWEST_STEPS = 60
"""Of a loss: of fewer it cannot be said whether it falls."""
_MOST_ROWS = 6
"""Lines and sentences below them that are seen beside plots of the usual height; the tool tip says the rest."""
_TOLD_CLIMB = 0.1
"""In dB: the PSNR has climbed by at least so much where the loss is said to look flat."""


def gain_numbers(state: State, reached: Mapping[str, Reached]) -> LabNumbers:
    """Return the PSNR, what bicubic interpolation reaches, and the gain; ``reached`` is by the name of the metric.

    Of several upsamplers the gain of each. Greyed is what is not of the picture on show. What bicubic interpolation
    has reached stays, greyed, while the document is not answered for; of one that is refused there is nothing.
    """
    if state.refusal is not None:
        reached = {}
    task = state.experiment.spec_of(SubpixelSpec).task
    if isinstance(task, OverlapSpec):
        return LabNumbers(_tr("Overlap count"), "", explanation=_tr("Ones are counted, so there is nothing to step."))
    if not isinstance(task, SuperResolveSpec):
        nothing = _tr("A shuffle computes nothing, so there is nothing to step.")
        return LabNumbers(_tr("Shuffle"), "", explanation=nothing)
    psnr = reached.get("psnr")
    bicubic = None if psnr is None else psnr.metric.references.get("bicubic")
    several = len(task.upsamplers) > 1
    lines = _lines_of_several(state, reached, bicubic) if several else _lines_of_one(state, reached, bicubic)
    words = [_below_words(psnr, bicubic), _seed_words() if several else "", _flat_words(state)]
    words = [each for each in words if each]
    told = words[: max(0, _MOST_ROWS - len(lines))]
    sentences = [
        translate("Metrics", each.metric.explanation)
        for each in filter(None, (psnr, reached.get("ssim")))
        if each.metric.explanation
    ]
    if psnr is not None and psnr.origin:
        sentences.append(_tr("PSNR and gain are those {origin}.").format(origin=psnr.origin))
    return LabNumbers(
        _tr("Against bicubic · one seed") if several else _tr("Against bicubic"),
        "\n".join((*sentences, *words)),
        lines,
        explanation=joined_sentences(told),
        notes=_loss_note(reached.get("loss")),
    )


def _lines_of_one(state: State, reached: Mapping[str, Reached], bicubic: float | None) -> tuple[Line, ...]:
    psnr, ssim, configured = reached.get("psnr"), reached.get("ssim"), state.configured
    value = None if psnr is None else psnr.value
    decibel = _tr("{value} dB")
    settled = configured is not None
    shown = settled and psnr is not None and psnr.is_shown
    lines = [
        Line(
            (_tr("PSNR"), _DASH if value is None else decibel.format(value=plain(value, 2))),
            tone="text" if shown or value is None else "muted",
        ),
        Line(
            (_tr("bicubic"), _DASH if bicubic is None else decibel.format(value=plain(bicubic, 2))),
            tone="text" if settled or bicubic is None else "muted",
        ),
        Line((_tr("gain"), _gain_words(psnr, bicubic)), tone=_gain_tone(psnr, bicubic, settled)),
    ]
    if ssim is not None and ssim.value is not None:
        tone: Tone = "text" if settled and ssim.is_shown else "muted"
        lines.append(Line((_tr("SSIM"), plain(ssim.value, ssim.metric.decimals)), tone=tone))
    lines.append(Line((_tr("parameters"), _DASH if configured is None else grouped(configured.parameters))))
    return tuple(lines)


def _lines_of_several(state: State, reached: Mapping[str, Reached], bicubic: float | None) -> tuple[Line, ...]:
    """Return the gain and the SSIM of each upsampler, in the order of the settings and not in that of their gains."""
    task = state.experiment.spec_of(SubpixelSpec).task
    assert isinstance(task, SuperResolveSpec)
    settled, lines = state.configured is not None, []
    by_run = {
        (each.metric.run, each.metric.name.removeprefix(f"{each.metric.run}_")): each for each in reached.values()
    }
    for place, upsampler in enumerate(task.upsamplers):
        run = upsampler.name if place else ""
        psnr, ssim = by_run.get((run, "psnr")), by_run.get((run, "ssim"))
        text = _gain_words(psnr, bicubic)
        if ssim is not None and ssim.value is not None:
            text = _tr("{gain} · SSIM {ssim}").format(gain=text, ssim=plain(ssim.value, ssim.metric.decimals))
        lines.append(Line((run_title(upsampler.name), text), tone=_gain_tone(psnr, bicubic, settled)))
    return tuple(lines)


def _gain(psnr: Reached | None, bicubic: float | None) -> float | None:
    """Return how much more the PSNR is than ``bicubic``, as those two are written; None where one is unknown.

    Word and colour follow from it too, so that nothing is called a loss whose number is 0.
    """
    if psnr is None or psnr.value is None or bicubic is None:
        return None
    more, less = exact(plain(psnr.value, 2)), exact(plain(bicubic, 2))
    return psnr.value - bicubic if more is None or less is None else float(more - less)


def gain_text(psnr: Reached | None, bicubic: float | None) -> str:
    """Return how much more the PSNR is than ``bicubic``, as those two are written; a dash where one is unknown."""
    gain = _gain(psnr, bicubic)
    return _DASH if gain is None else _tr("{value} dB").format(value=signed(gain, 2))


def _gain_words(psnr: Reached | None, bicubic: float | None) -> str:
    """Return the gain, and in a word where it is a loss."""
    text, gain = gain_text(psnr, bicubic), _gain(psnr, bicubic)
    return text if gain is None or gain >= 0 else _tr("{gain}, below").format(gain=text)


def _gain_tone(psnr: Reached | None, bicubic: float | None, settled: bool) -> Tone:
    gain = _gain(psnr, bicubic)
    if gain is None:
        return "text"
    if not settled or psnr is None or not psnr.is_shown:
        return "muted"
    return "good" if gain > 0 else "text" if gain == 0 else "caution"


def _below_words(psnr: Reached | None, bicubic: float | None) -> str:
    """Say where the result is worse than what it adds to."""
    gain = _gain(psnr, bicubic)
    if gain is None or gain >= 0:
        return ""
    return _tr("Below bicubic interpolation: what is added makes the part held out worse.")


def _seed_words() -> str:
    return _tr("Another seed may put them in another order; the option --seeds of vizapp run tells the spread.")


def _flat_words(state: State) -> str:
    """Say what a loss that does not seem to fall means, while the PSNR climbs."""
    curves = state.curves.get(state.experiment.lab)
    if curves is None:
        return ""
    loss, psnr = curves.series.get("loss"), curves.series.get("psnr")
    if loss is None or psnr is None or len(loss) < _FEWEST_STEPS:
        return ""
    third = len(loss) // 3
    before, after = loss[third : 2 * third], loss[2 * third :]
    climbed = psnr[third:][np.isfinite(psnr[third:])]
    flat = abs(float(before.mean() - after.mean())) < float(after.std())
    if not flat or len(climbed) < 2 or climbed[-1] - climbed[0] < _TOLD_CLIMB:
        return ""
    return _tr("The loss looks flat because each step draws other crops: see the PSNR.")


def _loss_note(loss: Reached | None) -> dict[str, str]:
    """Say that the loss is of what a step has drawn at random, and never of the picture on show."""
    if loss is None or loss.at_step is None:
        return {}
    return {"loss": _tr("of the crops of step {step}").format(step=grouped(loss.at_step + 1))}


def _tr(text: str) -> str:
    return QCoreApplication.translate("GainFigures", text)
