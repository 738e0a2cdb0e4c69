"""Two actions that are switched on and off and stay so from one start to the next."""

from __future__ import annotations

from vizapp.gui.actions import Actions
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.settings import Settings


def keep_switches(actions: Actions, settings: Settings, canvases: CanvasPair) -> None:
    """Set linked views and the return to the last session as they are kept, and keep what is chosen from now on."""

    def link_views(linked: bool) -> None:
        canvases.set_linked(linked)
        settings.views_linked = linked

    def choose_restoring(restores: bool) -> None:
        settings.restores_session = restores

    link, restoring = actions["linkViewsAction"], actions["restoreSessionAction"]
    link.setChecked(settings.views_linked)
    canvases.set_linked(settings.views_linked)
    restoring.setChecked(settings.restores_session)
    link.triggered.connect(link_views)
    restoring.triggered.connect(choose_restoring)
