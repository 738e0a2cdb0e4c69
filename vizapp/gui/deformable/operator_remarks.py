"""What follows from the settings of the deformable operator, in plain sentences. No widgets in here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.document.deformable import DeformableSpec


def remarks(spec: DeformableSpec) -> tuple[str, ...]:
    """Return sentences about stacked layers, where units and pixels stop matching, and how modulation starts."""
    return tuple(text for text in (_stack(spec), _alignment(spec), _modulation(spec)) if text)


def _stack(spec: DeformableSpec) -> str:
    if spec.operator.layers == 1:
        return ""
    text = _tr("The inspector chooses the layer whose points are shown and dragged; the tree shows all of them.")
    if spec.task.hides_points:
        text += " " + _tr(
            "Stacked layers come to hidden points together, in many ways: no distance is told, only the loss."
        )
    return text


def _alignment(spec: DeformableSpec) -> str:
    geometry = spec.shown_geometry
    if geometry.is_aligned:
        return ""
    stride = geometry.stride[0]
    y, x = (int(place) for place in geometry.centre_shift)
    if (y, x) == (0, 0):
        text = _tr(
            "Outputs and pixels do not match one to one: output (1, 1) and its offsets belong to pixel "
            "({pixel}, {pixel})."
        )
        return text.format(pixel=stride)
    text = _tr(
        "Outputs and pixels do not match one to one: with this padding, output (0, 0) and its offsets belong to "
        "pixel ({y}, {x}). Aligned would be {aligned}."
    )
    own = spec.geometry
    aligned = tuple(d * (k // 2) for k, d in zip(own.kernel_size, own.dilation, strict=True))
    same = aligned[0] == aligned[1]
    return text.format(
        y=y,
        x=x,
        aligned=aligned[0] if same else _tr("{rows} × {columns}").format(rows=aligned[0], columns=aligned[1]),
    )


def _modulation(spec: DeformableSpec) -> str:
    if spec.offset_branch.kind == "none":
        return _tr("Without an offset branch nothing is modulated.") if spec.operator.modulation != "none" else ""
    starts_at_zero = spec.offset_branch.start == "zero"
    match spec.operator.modulation:
        case "sigmoid" if starts_at_zero:
            return _tr("The masks start at 0.5, so that the layer at first gives half of the plain convolution.")
        case "softmax":
            return _tr(
                "The masks of the {taps} taps add up to 1 instead of {taps}: the layer starts at 1/{taps} of the "
                "plain convolution, and comes no nearer to hidden points, whose masks are 1, than that allows."
            ).format(taps=spec.taps)
        case "unbounded" if starts_at_zero:
            return _tr("The masks start at 0, so that the layer at first gives nothing, and its points stand still.")
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("OperatorRemarks", text)
