"""What the engine says, taken over into the state; answers about an older state of affairs are dropped."""

from __future__ import annotations

from dataclasses import replace

from vizapp.document.experiment import LabName
from vizapp.protocol.messages import (
    Configured,
    DeformableSnapshot,
    Failed,
    InputPicture,
    Progress,
    Refused,
    Reply,
    RunningChanged,
    SubpixelSnapshot,
)
from vizapp.session.curves import CurveRecorder
from vizapp.session.places import Places
from vizapp.session.shown_channel import ShownChannel
from vizapp.session.state import Banner, Curves, State, View
from vizapp.session.trail import Trail


class Incoming:
    """Takes replies over, one at a time, and keeps what grows with them: curves and the trail of the probe."""

    def __init__(self) -> None:
        self.generation = 0
        self._configure_seq = 0
        self._awaited_seq = 0
        self._curves: dict[LabName, CurveRecorder] = {"deformable": CurveRecorder(), "subpixel": CurveRecorder()}
        self._trail = Trail()
        self._places = Places()
        self._channel = ShownChannel()
        self._wanted_running: bool | None = None

    def begin_generation(self, state: State, generation: int, seq: int) -> State:
        """Return ``state`` without what the engine said before command ``seq``, which begins ``generation``."""
        self.generation = generation
        self._configure_seq = seq
        return self.forget(state)

    def forget(self, state: State) -> State:
        """Return ``state`` without what the engine has said about the document; curves stay."""
        self._trail.clear()
        self._wanted_running = None
        return replace(
            state,
            configured=None,
            refusal="",
            input_picture=None,
            deformable=None,
            subpixel=None,
            trail=None,
            transport=replace(state.transport, running=False, steps_per_second=0.0),
        )

    def wait_for(self, seq: int) -> None:
        """Show no snapshot any more that has not taken the command ``seq`` into account.

        It would bring back for a moment what the person has just changed: a point that was taken back, for one.
        """
        self._awaited_seq = max(self._awaited_seq, seq)

    def expect_running(self, state: State, running: bool) -> State:
        """Return ``state`` as it will be once the engine has taken Run or Pause.

        So a second press undoes the first at once. What the engine says about the time before is not believed.
        """
        self._wanted_running = running
        return replace(state, transport=replace(state.transport, running=running))

    def forget_trail(self, state: State) -> State:
        """Return ``state`` without a trail, as when another unit was picked."""
        self._trail.clear()
        return replace(state, trail=None)

    def begin_anew(self, state: State) -> State:
        """Return ``state`` with nothing picked yet, as when another source is opened."""
        return replace(state, view=self._places.begin_anew(replace(state.view, region=None)))

    def follow(self, state: State) -> State:
        """Return ``state`` with what is picked at the same place of the picture, however it is counted now.

        And with the output channel that was chosen for such a source.
        """
        view = self._places.follow(self._channel.follow(state), state.experiment)
        return state if view is state.view else replace(state, view=view)

    def take(self, state: State, reply: Reply) -> State:
        """Return ``state`` with ``reply`` taken over, or ``state`` itself if the reply is about something older."""
        match reply:
            case Progress():
                return self._progress(state, reply)
            case DeformableSnapshot() | SubpixelSnapshot() if reply.generation == self.generation:
                return self._snapshot(state, reply)
            case Configured() if reply.generation == self.generation:
                return self._configured(state, reply)
            case InputPicture() if reply.generation == self.generation:
                return replace(state, input_picture=reply)
            case RunningChanged() if reply.generation == self.generation:
                return self._running(state, reply)
            case Refused() if reply.generation == self.generation:
                return self._refused(state, reply)
            case Failed():
                self._wanted_running = None
                transport = replace(state.transport, running=False)
                return replace(state, transport=transport, banner=Banner(reply.sentence, detail=reply.detail))
            case _:
                return state

    def _progress(self, state: State, reply: Progress) -> State:
        # Also from an older generation: what a lab measured last before the person switched to the other one belongs
        # to its curve. If the lab was built anew meanwhile, Configured follows and clears it.
        recorder = self._curves[reply.lab]
        recorder.add(reply.first_step, reply.series)
        transport = state.transport
        if reply.generation == self.generation:
            transport = replace(transport, step=recorder.steps)
        return replace(state, curves=self._with_curves(state, reply.lab), transport=transport)

    def _snapshot(self, state: State, reply: DeformableSnapshot | SubpixelSnapshot) -> State:
        # Its step is not taken over: it may be the one before the last, which Progress has told of already.
        transport = replace(state.transport, steps_per_second=reply.steps_per_second, memory_bytes=reply.memory_bytes)
        if reply.applied < self._awaited_seq:
            return replace(state, transport=transport)
        if isinstance(reply, SubpixelSnapshot):
            return replace(state, transport=transport, subpixel=reply)
        for reading in reply.units:
            if reading.unit_yx == state.view.probe_yx:
                self._trail.add(reading, reply.step)
        return replace(state, transport=transport, deformable=reply, trail=self._trail.points)

    def _configured(self, state: State, reply: Configured) -> State:
        self._curves[reply.lab].restart(reply.step, reply.references)
        view = self._channel.configured(fit_view(state.view, reply), reply)
        return replace(
            state,
            configured=reply,
            refusal="",
            view=self._places.configured(view, state.experiment, reply),
            transport=replace(state.transport, step=reply.step),
            curves=self._with_curves(state, reply.lab),
        )

    def _running(self, state: State, reply: RunningChanged) -> State:
        if self._wanted_running is not None and reply.running != self._wanted_running:
            return state
        self._wanted_running = None
        return replace(state, transport=replace(state.transport, running=reply.running, step=reply.step))

    def _refused(self, state: State, reply: Refused) -> State:
        if reply.seq == self._configure_seq:
            # The recorder keeps its steps: a kept lab that comes back is Configured at the step where it stood.
            curves = {lab: curves for lab, curves in state.curves.items() if lab != state.experiment.lab}
            transport = replace(state.transport, step=0)
            return replace(state, refusal=reply.sentence, curves=curves, transport=transport)
        running = state.transport.running
        if self._wanted_running:
            # What was refused may be the Run, which nothing follows then; if it was not, its answer comes yet.
            running = False
        self._wanted_running = None
        return replace(state, banner=Banner(reply.sentence), transport=replace(state.transport, running=running))

    def _with_curves(self, state: State, lab: LabName) -> dict[LabName, Curves]:
        return {**state.curves, lab: self._curves[lab].curves()}


def fit_view(view: View, configured: Configured) -> View:
    """Return ``view`` with an input channel and a region that the maps of ``configured`` have."""
    channels_in, _, _ = configured.input_shape
    _, height, width = configured.output_shape
    return replace(
        view,
        input_channel=view.input_channel if (view.input_channel or 0) < channels_in else None,
        region=view.region if _is_inside(view.region, height, width) else None,
    )


def _is_inside(region: tuple[int, int, int, int] | None, height: int, width: int) -> bool:
    if region is None:
        return False
    top, left, region_height, region_width = region
    return top + region_height <= height and left + region_width <= width
