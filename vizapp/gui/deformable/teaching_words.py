"""What the window says of teaching: why it cannot be done, and what it has done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec
from vizapp.document.teaching import LANDED_PX, teaching_obstacle
from vizapp.gui.widgets.numbers import grouped, plain
from vizapp.protocol.teaching import TeachReport
from vizapp.session.state import State
from vizapp.wording.problems import sentence
from vizapp.wording.sentences import joined_sentences


def why_no_teaching(state: State) -> str:
    """Return one sentence why the branch cannot be taught now, or ""."""
    spec = state.experiment.spec_of(DeformableSpec)
    obstacle = teaching_obstacle(spec)
    if obstacle is not None:
        return sentence(obstacle)
    return "" if state.can_step else _tr("The lab is not ready yet")


def shown_report(state: State) -> TeachReport | None:
    """Return what the last teaching has done, as long as no training step has followed it."""
    report = state.teaching.report(state.experiment.spec_of(DeformableSpec).taught)
    return report if report is not None and report.step == state.transport.step else None


def report_words(report: TeachReport) -> str:
    """Return what a teaching has done: where the taught points land, and what has moved elsewhere."""
    return joined_sentences((_landed_words(report), *_moved_words(report)))


def _landed_words(report: TeachReport) -> str:
    landed = plain(report.landed, 2)
    if report.points == 1:
        return _tr("The taught point lands {landed} px from where you put it.").format(landed=landed)
    text = _tr("The {count} taught points land at most {landed} px from where you put them.")
    return text.format(count=grouped(report.points), landed=landed)


def _moved_words(report: TeachReport) -> list[str]:
    sentences = []
    if report.elsewhere is None or report.share is None:
        sentences.append(_tr("They were taught at every unit, so there is no elsewhere."))
    elif report.elsewhere.largest == 0:
        sentences.append(_tr("At no other unit has it moved anything: these offsets are not shared."))
    else:
        one = _tr(
            "Elsewhere the same tap moved by {mean} px on average, at most {largest} px; at {share} of the other "
            "units by more than {limit} px: the branch is shared."
        )
        several = _tr(
            "Elsewhere the same taps moved by {mean} px on average, at most {largest} px; at {share} of the other "
            "units one by more than {limit} px: the branch is shared."
        )
        text = one if len(report.taps) == 1 else several
        sentences.append(
            text.format(
                mean=plain(report.elsewhere.mean, 2),
                largest=plain(report.elsewhere.largest, 2),
                share=_share_words(report.share),
                limit=plain(LANDED_PX, 1),
            )
        )
    if report.others is not None and report.others.largest > 0:
        text = _tr("The other taps moved by {mean} px on average, at most {largest} px.")
        sentences.append(text.format(mean=plain(report.others.mean, 2), largest=plain(report.others.largest, 2)))
    return sentences


def _share_words(share: float) -> str:
    """Return a share in per cent; what is not all or nothing is not rounded to it."""
    percent = round(100 * share)
    if percent == 0 and share > 0:
        return _tr("less than 1 %")
    if percent == 100 and share < 1:
        return _tr("more than 99 %")
    return _tr("{percent} %").format(percent=percent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Teaching", text)
