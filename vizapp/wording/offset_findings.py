"""What the offset doctor says of each measure: its name, and in one sentence what a value beyond its limit means."""

from __future__ import annotations

from dataclasses import dataclass

from vizapp.wording.translation import marked, translate

CONTEXT = "OffsetFindings"
"""The translation context of these texts."""
_WATCHED_AS = "doctor."


@dataclass(frozen=True)
class FindingTexts:
    """The texts of a finding, in English.

    Attributes:
        title: the name of the measure.
        unit: "px", "%" (the value is a share), "×" or "" for a count.
        limit: where the limit comes from, or what it is.
        advice: what a value beyond the limit means, and what helps; "" where there is no limit.
        untrained: the same for offsets that are not trained here: brought from elsewhere, or set by hand.
    """

    title: str
    unit: str
    limit: str = ""
    advice: str = ""
    untrained: str = ""


_TEXTS: dict[str, FindingTexts] = {
    "non_finite": FindingTexts(
        marked("points not finite"),
        "",
        marked("any"),
        marked(
            "The layer they come from gives NaN there: lower its learning rate, and stop when the loss is not finite."
        ),
        marked("What made them computed NaN or infinity there: such a point reads nothing."),
    ),
    "mean": FindingTexts(
        marked("mean length"),
        "px",
        marked("over 50 px"),
        marked("Training runs away: lower the learning rate, or bound the offsets."),
        marked(
            "The points lie far from their units: see whether the offsets are in pixels, and made for this input."
        ),
    ),
    "largest": FindingTexts(
        marked("longest offset"),
        "px",
        marked("over the picture's longer side"),
        marked(
            "A point reads far outside, where it gets no gradient: lower the learning rate, or bound the offsets."
        ),
        marked("A point reads far outside, where all is zero: see whether the offsets are in pixels of this input."),
    ),
    "longest_tap": FindingTexts(
        marked("longest tap"),
        "px",
        marked("over 50 px"),
        marked("One tap has run away and the mean hides it: lower the learning rate, or bound the offsets."),
        marked("One tap lies far away and the mean hides it: see whether that is meant."),
    ),
    "outside": FindingTexts(
        marked("points outside"),
        "%",
        marked("over 10 %"),
        marked("They read zeros and get no gradient: lower the learning rate, or bound the offsets."),
        marked("They read zeros: see whether the offsets are in pixels, and made for an input of this size."),
    ),
    "dead_taps": FindingTexts(
        marked("dead taps"),
        "",
        marked("any"),
        marked("A tap that is outside at every unit can no longer learn: reset it, with a lower learning rate."),
        marked("A tap that is outside at every unit reads zeros only, and adds nothing to the output."),
    ),
    "spread": FindingTexts(
        marked("spread over units"),
        "px",
        marked("under 0.05 px"),
        marked("The same at every unit: a fixed, dilated kernel would do; nothing depends on the picture."),
        marked("The same at every unit: one fixed kernel would read the same; nothing depends on the picture."),
    ),
    "stuck": FindingTexts(
        marked("stuck under 0.01 px"),
        "%",
        marked("over 50 %"),
        marked("They have not left the rigid grid: raise the branch's rate, or see whether its gradient is 0."),
        marked("These points read on the rigid grid, as those of a plain convolution do."),
    ),
    "at_bound": FindingTexts(
        marked("at the bound"),
        "%",
        marked("over 50 %"),
        marked("They are cut off and hardly learn any more: lower the learning rate, or raise the bound."),
        marked("The bound cuts them off: where they were trained, it is too small, or the rate was too high."),
    ),
    "reach": FindingTexts(
        marked("effective dilation"),
        "×",
        marked("over 8 ×"),
        marked("On average the taps stand as far apart as those of a very dilated kernel: bound the offsets."),
        marked("On average the taps stand as far apart as a very dilated kernel's: see whether that is meant."),
    ),
    "group_spread": FindingTexts(
        marked("spread between groups"),
        "px",
        marked("under 0.05 px"),
        marked("The offset groups read at the same places: one group would do, with fewer parameters."),
        marked("The offset groups read at the same places: one group would do."),
    ),
    "masks_off": FindingTexts(
        marked("masks under 0.01"),
        "%",
        marked("over 50 %"),
        marked("These taps count for nothing, and their points hardly learn: lower the learning rate."),
        marked("These taps count for nothing."),
    ),
    "masks_full": FindingTexts(
        marked("masks at their top"),
        "%",
        marked("over 50 %"),
        marked("They hardly learn any more, and weigh all alike: lower the rate, or leave modulation out."),
        marked("These points all weigh as much as a mask can give: leave modulation out."),
    ),
    "masks_one": FindingTexts(
        marked("units with one tap only"),
        "%",
        marked("over 50 %"),
        marked("Softmax has chosen one tap, and the others count for nothing: lower the learning rate."),
        marked("Softmax has chosen one tap, and the others count for nothing."),
    ),
}


def finding_texts(code: str, *, trained: bool = True) -> FindingTexts | None:
    """Return the translated texts of a measure; None if there is no such measure.

    With ``trained`` False, ``advice`` is that for offsets that are not trained here.
    """
    texts = _TEXTS.get(code)
    if texts is None:
        return None
    title, limit, advice, untrained = (
        text and translate(CONTEXT, text) for text in (texts.title, texts.limit, texts.advice, texts.untrained)
    )
    return FindingTexts(title, texts.unit, limit, advice if trained else untrained, untrained)


def known_findings() -> frozenset[str]:
    """Return every code that has texts."""
    return frozenset(_TEXTS)


def measure_name(code: str) -> str:
    """Return the name by which the measure of a finding is watched, beside those of the metrics."""
    return f"{_WATCHED_AS}{code}"


def measure_value(value: float, unit: str) -> float:
    """Return the value of a finding in the unit that it is shown and watched in: shares as per cent."""
    return 100 * value if unit == "%" else value
