"""The order in which Tab leads from widget to widget."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QDockWidget, QWidget


def lead_through_first(part: QWidget, whole: QWidget) -> None:
    """Have Tab lead through all of ``part`` before it leads through what else ``whole`` holds.

    Both keep their own order. Widgets that are made later come last, as Qt has it.
    """
    chain = _chain_in(whole)
    ordered = sorted(chain, key=lambda widget: not (widget is part or part.isAncestorOf(widget)))
    if ordered == chain:
        return
    for before, after in pairwise(ordered):
        QWidget.setTabOrder(before, after)


def lead_on_to(new: QWidget, panel: QWidget) -> None:
    """Have Tab lead to a widget that was made later right after the others of its panel, with the dock around it."""
    whole, holder = panel, panel.parentWidget()
    while holder is not None:
        if isinstance(holder, QDockWidget):
            whole = holder
        holder = holder.parentWidget()
    others = [widget for widget in _chain_in(whole) if widget is not new]
    if others:
        QWidget.setTabOrder(others[-1], new)


def _chain_in(whole: QWidget) -> list[QWidget]:
    """Return what can have the focus in a widget, in the order in which Tab leads there."""
    found: list[QWidget] = []
    widget = whole.nextInFocusChain()
    while widget is not None and widget is not whole:
        if whole.isAncestorOf(widget) and widget.focusPolicy().value and widget.focusProxy() is None:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
