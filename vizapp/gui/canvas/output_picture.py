"""The picture of the output canvas, or the sentence that stands in its place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from vizapp.gui.canvas.image_canvas import ImageCanvas
from vizapp.protocol.picture_answers import Picture
from vizapp.session.memory_need import offered_size
from vizapp.session.state import State
from vizapp.wording.translation import marked


def show_output(canvas: ImageCanvas, picture: Picture | None, state: State) -> None:
    """Show what a lab has given; where that is nothing, say why."""
    canvas.show_picture(picture)
    if picture is not None:
        canvas.set_hint("")
    else:
        canvas.set_hint(why_nothing(state), way_out(state))


def is_awaited(state: State) -> bool:
    """Tell whether the lab is set up and has only not answered yet, as after a change to the unseen picture."""
    is_set_up = state.engine.ready and state.configured is not None and state.refusal is None
    return is_set_up and state.snapshot is None


def why_nothing(state: State) -> str:
    """Return a sentence why there is no output."""
    translate = QCoreApplication.translate
    if state.refusal is not None:
        return state.refusal_text
    if state.engine.phase == "failed":
        return translate("OutputPicture", "The engine has stopped; restart it to go on.")
    if not state.engine.ready:
        return translate("OutputPicture", "The engine is starting; the output will appear here.")
    return translate("OutputPicture", "Waiting for the first output.")


def way_out(state: State) -> tuple[str, str]:
    """Return what a button says that leads out of the refusal of the document, and a shorter form; "" for none."""
    size = offered_size(state)
    if size is None:
        return "", ""
    long, short = (
        QCoreApplication.translate("OutputPicture", text)
        for text in (marked("Use a working size of {size}"), marked("Use {size}"))
    )
    return long.format(size=size), short.format(size=size)
