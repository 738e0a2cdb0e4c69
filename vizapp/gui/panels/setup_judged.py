"""The SOMEBODY'S RESULT section: a picture that another network has made of the source, and its measures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from vizapp.document.judging import JUDGED
from vizapp.gui.dropping import open_content
from vizapp.gui.gestures import Gestures
from vizapp.gui.panels.opening_as import OpensAs
from vizapp.gui.panels.picture_head import PictureHead
from vizapp.gui.panels.setup_opened import OpenedSection
from vizapp.gui.request_names import JUDGEMENT
from vizapp.gui.shown import Shown
from vizapp.gui.widgets.number_grid import Line
from vizapp.gui.widgets.numbers import plain
from vizapp.gui.widgets.rows import HintLabel, muted_label
from vizapp.protocol.subpixel_answers import Judgement
from vizapp.session.state import State
from vizapp.wording.problems import sentence
from vizapp.wording.quantities import size_words
from vizapp.wording.sentences import joined_sentences

_MORE = 1.25
"""How many times that of a shorter period a checkerboard has to be to be marked, which such a one adds to."""


@dataclass(frozen=True, slots=True)
class _Words:
    name: str = ""
    size: str = ""
    hint: str = ""
    is_there: bool = False
    lines: tuple[Line, ...] = ()
    remark: str = ""
    can_be_seen: bool = False
    is_seen: bool = False


class JudgedSection(OpenedSection):
    """Thumbnail, name and size, a button that opens a picture, one that puts it away, and the measures."""

    fields = frozenset({"judged"})

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupJudged", parent)
        self.set_title(self.tr("Somebody's result"))
        self._session = session
        tip = self.tr(
            "What another network has made of the source: as large as it, or 2, 3, 4 or 8 times as large on both "
            "sides."
        )
        self.head = PictureHead("judged", tip, self)
        self.browse = self._button(
            "browseJudged",
            self.tr("Browse…"),
            self.tr("Open a picture that another network has made of the source"),
            tip + " " + self.tr("Or drop one here."),
        )
        self.add(self.head)
        self.grid = self._measures(
            "judgedMeasures",
            self.tr(
                "Phases differ: the pixels at the same place of their blocks of 2 × 2, 3 × 3 … have a mean, after a "
                "local mean was taken off; this is the deviation between these means, in grey levels of 255. A "
                "picture's own content gives a little, as that of the source shows: only far more is a "
                "checkerboard. One of 2 pixels also repeats every 4 and 8. Beside a larger result, bicubic is the "
                "source enlarged as much by bicubic interpolation."
            ),
        )
        self.add(self.grid)
        self.remark = muted_label(parent=self)
        self.remark.setObjectName("judgedRemark")
        self.remark.setWordWrap(True)
        self.add(self.remark)
        self.put_away = self._button(
            "closeJudged",
            self.tr("Put it away"),
            self.tr("Put somebody's result away"),
            self.tr("Neither show nor measure it any longer; its file stays."),
        )
        self.see = self._button(
            "showJudged",
            self.tr("See it"),
            self.tr("Show somebody's result on the right canvas"),
            self.tr(
                "Show it on the right canvas, in its own pixels; the list of pictures there has it too, also beside "
                "another one in a wipe (V). Its spectrum: Shift+F; enlarged: M."
            ),
        )
        self.see.setCheckable(True)
        self.add(self.see)
        self.add(self._opening(self.browse, self.put_away))
        self.problem = HintLabel(self)
        self.problem.setObjectName("judgedProblem")
        self.add(self.problem)
        self.setAccessibleDescription(tip)
        self.put_away.clicked.connect(session.close_judged)
        self.see.clicked.connect(lambda shown: session.show_picture("right", JUDGED if shown else "output"))
        self._parts: tuple[Shown[Any], ...] = (
            Shown(lambda state: state.judged.loaded, self._show_thumbnail),
            Shown(self._resolve, self._show),
        )

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def take_dropped(self, mime: QMimeData) -> None:
        """Look at what was dropped on this section."""
        session = self._session
        opens = OpensAs(session, session.open_judged_path, session.open_judged_bytes, session.open_judged_pixels)
        open_content(mime, opens, self.tr("dropped image"))

    def _resolve(self, state: State) -> _Words:
        judged = state.judged
        if judged.problem is not None:
            return _Words(self.tr("not there"), hint=sentence(judged.problem), is_there=True)
        if judged.loaded is None:
            reading = self.tr("Reading {name}…").format(name=judged.name)
            return _Words(reading if judged.name else self.tr("none"), is_there=judged.key is not None)
        size = size_words(judged.loaded.height, judged.loaded.width)
        is_seen = state.view.picture(state.experiment.lab, "right", "output") == JUDGED
        answer = state.answer(JUDGEMENT, Judgement)
        if answer is None or answer.size != (judged.loaded.height, judged.loaded.width):
            return _Words(judged.loaded.name, size, is_there=True, can_be_seen=True, is_seen=is_seen)
        if answer.factor > 1:
            size = self.tr("{size}, ×{factor}").format(size=size, factor=answer.factor)
        return _Words(judged.loaded.name, size, "", True, self._lines(answer), self._remark(answer), True, is_seen)

    def _lines(self, answer: Judgement) -> tuple[Line, ...]:
        psnr = self.tr("identical") if math.isinf(answer.psnr) else plain(answer.psnr, 2)
        named = self.tr("PSNR, dB") if answer.factor == 1 else self.tr("PSNR reduced, dB")
        compared = self.tr("SSIM") if answer.factor == 1 else self.tr("SSIM reduced")
        lines = [Line((named, psnr, "")), Line((compared, plain(answer.ssim, 3), ""))]
        if answer.deviations:
            compared_with = self.tr("source") if answer.factor == 1 else self.tr("bicubic")
            lines.append(Line((self.tr("phases differ"), self.tr("result"), compared_with), tone="muted"))
        for each in answer.deviations:
            # A pattern of period 2 also has period 4; show the longer period only if it adds something.
            shorter = [
                other.picture for other in answer.deviations if each.period % other.period == 0 and other != each
            ]
            least = max((_MORE * value for value in shorter), default=0.0)
            lines.append(self._checkerboard_line(each.period, each.picture, each.source, least))
        return tuple(lines)

    def _remark(self, answer: Judgement) -> str:
        sentences = []
        if answer.factor > 1:
            sentences.append(
                self.tr(
                    "Reduced to the source's size for PSNR and SSIM: they say whether it is the same picture, and "
                    "nothing of the detail that was added."
                )
            )
            source = size_words(*(side // answer.factor for side in answer.size))
            sentences.append(
                self.tr("For a difference picture open a result as large as the source, {size}.").format(size=source)
            )
        _, _, height, width = answer.measured
        if (height, width) != answer.size:
            sentences.append(self.tr("Measured in the middle, {size} pixels.").format(size=size_words(height, width)))
        return joined_sentences(sentences)

    def _show_thumbnail(self, loaded: Any) -> None:
        self.head.thumbnail.show_source(loaded)
        self.head.thumbnail.setVisible(loaded is not None)

    def _show(self, words: _Words) -> None:
        self.head.show_words(words.name, words.size)
        self.put_away.setVisible(words.is_there)
        self.see.setVisible(words.can_be_seen)
        self.see.setChecked(words.is_seen)
        self.grid.show_lines(words.lines)
        self.grid.setVisible(bool(words.lines))
        self.remark.setText(words.remark)
        self.remark.setVisible(bool(words.remark))
        self.problem.say(words.hint)
