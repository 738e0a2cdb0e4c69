"""What is said on the canvas of a picture that somebody's network has made of the source."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from vizapp.document.subpixel import SubpixelSpec
from vizapp.gui.request_names import JUDGEMENT
from vizapp.gui.widgets.numbers import plain
from vizapp.protocol.subpixel_answers import Judgement
from vizapp.session.state import State


def judged_words(state: State) -> str:
    """Return its PSNR to the source, and by how many grey levels its phases differ beside the source's.

    "" while they are not known. Of a larger picture, whose PSNR says nothing of its detail, there are the phases
    alone, beside those of the source enlarged as much by bicubic interpolation. They are those of the lab's factor,
    or of the shortest period that was measured. The setup says all that is measured.
    """
    judged, answer = state.judged.loaded, state.answer(JUDGEMENT, Judgement)
    if judged is None or answer is None or answer.size != (judged.height, judged.width):
        return ""
    words = []
    if math.isinf(answer.psnr):
        words.append(_tr("identical"))
    elif answer.factor == 1:
        words.append(_tr("PSNR {value} dB").format(value=plain(answer.psnr, 2)))
    if answer.deviations:
        r = state.experiment.spec_of(SubpixelSpec).upscale_factor
        own = next((each for each in answer.deviations if each.period == r), answer.deviations[0])
        pattern = _tr("phases differ every {period} px by {picture}, source {source}")
        if answer.factor > 1:
            pattern = _tr("phases differ every {period} px by {picture}, bicubic {source}")
        words.append(pattern.format(period=own.period, picture=plain(own.picture, 2), source=plain(own.source, 2)))
    return " · ".join(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("JudgedWords", text)
