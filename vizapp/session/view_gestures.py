"""The gestures that change what is looked at; none of them changes the document."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from vizapp.document.values import Position
from vizapp.problem import Problem, Value
from vizapp.protocol.requests import Region
from vizapp.session.banner import Banner
from vizapp.session.link import EngineLink
from vizapp.session.picks import Pick
from vizapp.session.pins import NO_PINS, replaced, toggled
from vizapp.session.state import State
from vizapp.session.store import Store
from vizapp.session.view import BRUSH_SIDES, Scope, Side, View

PIN_MOVED = "pins.moved"
"""The code of the notice that a pin has gone to another unit, because all were taken."""


class ViewGestures:
    """The part of a session that picks, selects and shows, and the state that it works on."""

    _store: Store
    _link: EngineLink

    @property
    def state(self) -> State:
        """The present state, immutable."""
        return self._store.state

    def pick(self, unit: Position | None) -> None:
        """Pick a unit or pixel (y, x) of the active lab's map, or remove the pick (None)."""
        state, lab = self.state, self.state.experiment.lab
        before = state.picks.get(lab, Pick())
        if before.unit == unit and before.is_put_away == (unit is None):
            return
        state = replace(state, picks={**state.picks, lab: before.picked(unit)})
        self._settle(self._link.forget_trail(state))

    def pin(self, unit: Position) -> None:
        """Pin a unit (y, x) of the active lab's map, so that it stays in view, or release it if it is pinned.

        While all letters are taken, the last one goes to the unit, and a notice says where it was before.
        """
        state, lab = self.state, self.state.experiment.lab
        grid, before = state.picks.get(lab, Pick()).grid, state.view.pins.get(lab, NO_PINS)
        pins = toggled(before, unit, grid)
        self._forget_notice_of_pins()
        self._look(replace(state.view, pins={**state.view.pins, lab: pins}))
        moved = replaced(before, pins)
        if moved is not None:
            name, old, new = moved
            values: dict[str, Value] = {"name": name, "old": old, "new": new, "most": len(pins)}
            self.notify(Problem(PIN_MOVED, values=values), "info")

    def clear_pins(self) -> None:
        """Release all pinned units of the active lab."""
        self._forget_notice_of_pins()
        view, lab = self.state.view, self.state.experiment.lab
        self._look(replace(view, pins={name: pins for name, pins in view.pins.items() if name != lab}))

    def select_tap(self, tap: int | None) -> None:
        """Select the tap that the inspector details and the arrow keys move."""
        self._look(replace(self.state.view, selected_tap=tap))

    def select_layer(self, below: int) -> None:
        """Choose the layer whose points are listed, drawn and dragged: so many below the last."""
        self._look(replace(self.state.view, below=below))

    def select_group(self, group: int) -> None:
        """Choose the offset group whose points are listed, drawn in full and dragged."""
        self._look(replace(self.state.view, offset_group=group))

    def set_scope(self, scope: Scope) -> None:
        """Set whether a dragged point is placed for one unit, for the units of the brush, or for all."""
        self._look(replace(self.state.view, scope=scope))

    def set_brush(self, side: int) -> None:
        """Set how many units the brush covers on a side; an even number becomes the next odd one."""
        low, high = BRUSH_SIDES
        self._look(replace(self.state.view, brush=min(max(side | 1, low), high)))

    def show_picture(self, side: Side, name: str) -> None:
        """Show the picture ``name`` of the active lab on the canvas ``side``."""
        view = self.state.view
        self._look(replace(view, pictures={**view.pictures, (self.state.experiment.lab, side): name}))

    def show_output_channel(self, channel: int | None) -> None:
        """Show one channel of the output; None shows three channels as colour."""
        self._look(replace(self.state.view, output_channel=channel))

    def show_input_channel(self, channel: int | None) -> None:
        """Show one channel of the input; None shows three channels as colour."""
        self._look(replace(self.state.view, input_channel=channel))

    def show_overlay(self, key: str, shown: bool) -> None:
        """Show or hide an overlay."""
        view = self.state.view
        self._look(replace(view, shown=view.shown | {key} if shown else view.shown - {key}))

    def show_rigid(self, rigid: bool) -> None:
        """Show a deformable layer as the plain convolution, without its offsets, or as it is."""
        self._look(replace(self.state.view, rigid=rigid))

    def show_target(self, shown: bool) -> None:
        """Show the target in place of what comes out, or that again."""
        self._look(replace(self.state.view, target=shown))

    def show_unseen(self, shown: bool) -> None:
        """Show everything of the picture that nothing is trained on, or of the source again."""
        self._look(replace(self.state.view, unseen=shown))

    def show_run(self, run: str | None) -> None:
        """Show one of the runs that train beside one another; None is the main one."""
        self._look(replace(self.state.view, run=run))

    def ask_readers(self, pixel_yx: Position | None) -> None:
        """Show which units read an input pixel (y, x); None shows nothing of the kind."""
        self._look(replace(self.state.view, asked_pixel=pixel_yx))

    def see_region(self, region: Region | None) -> None:
        """Set which part of the output is on screen; None requests the whole map."""
        self._look(replace(self.state.view, region=region))

    def notify(
        self,
        problem: Problem,
        kind: Literal["error", "warning", "info"] = "error",
        *,
        about_opening: bool = False,
        setting: str = "",
    ) -> None:
        """Show a problem in the banner.

        One ``about_opening`` disappears when another source is opened, one with a ``setting`` when that setting of
        the lab changes.
        """
        self._store.change(banner=Banner(problem, kind, about_opening=about_opening, setting=setting))

    def dismiss_banner(self) -> None:
        self._store.change(banner=None)

    def _forget_notice_of_pins(self) -> None:
        banner = self.state.banner
        if banner is not None and banner.problem.code == PIN_MOVED:
            self.dismiss_banner()

    def _look(self, view: View) -> None:
        if view != self.state.view:
            self._settle(replace(self.state, view=view))

    def _settle(self, state: State) -> None:
        """Make ``state`` the present one and send the commands that follow from it."""
        self._store.put(self._link.settle(state))
