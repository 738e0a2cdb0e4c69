"""Application of the engine's replies to the state; outdated replies are dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

import msgspec

from vizapp.document import watchpoint
from vizapp.document.lab_spec import LabSpec
from vizapp.problem import Problem, Value
from vizapp.protocol.events import (
    Configured,
    Enlarged,
    Enlarging,
    Exported,
    Failed,
    InputPicture,
    MapShapes,
    Progress,
    Ready,
    Recalled,
    Refused,
    RunningChanged,
    Taught,
)
from vizapp.protocol.messages import Reply
from vizapp.protocol.snapshot import Snapshot
from vizapp.protocol.unit_answers import UnitReadings
from vizapp.protocol.wire import WireError
from vizapp.session.consistency import (
    check_configured,
    check_input_picture,
    check_progress,
    check_recalled,
    check_snapshot,
)
from vizapp.session.curves import CurveRecorder
from vizapp.session.lab_model import LabModels
from vizapp.session.memory_need import with_need
from vizapp.session.picks import Pick
from vizapp.session.pins import counted
from vizapp.session.state import Banner, BannerAction, ChannelMemory, Curves, State, View
from vizapp.session.trail import Trail
from vizapp.sources.regular_files import display_name

PAUSED_BY_SWITCH = "run.lab-switched"
"""The code of the notice that training has paused because the lab was switched."""
_MAX_REPORTS = 32
_WAYS_OUT: Mapping[str, BannerAction] = {"learning_rate": "lower-rate", "working_size": "smaller-size"}
"""What the banner of a failure offers, by the setting at fault."""


class Incoming:
    """Applies replies to the state one at a time, and records the curves and the trail of the picked unit."""

    def __init__(self, models: LabModels) -> None:
        self.generation = 0
        self._models = models
        self._configure_seq = 0
        self._awaited_seq = 0
        self._curves: dict[str, CurveRecorder] = {}
        self._configured: dict[str, Configured] = {}
        self._specs: dict[str, LabSpec] = {}
        self._trail = Trail()
        self._wanted_running: bool | None = None
        self._exports: dict[int, str] = {}

    def begin_generation(self, state: State, generation: int, seq: int) -> State:
        """Return ``state`` without results from before command ``seq``, which begins ``generation``."""
        self.generation = generation
        self._configure_seq = seq
        return self.forget(without_stop_notice(state))

    def forget(self, state: State) -> State:
        """Return ``state`` without the engine's results for the document; curves are kept."""
        self._trail.clear()
        self._wanted_running = None
        return replace(
            state,
            configured=None,
            trained=None,
            refusal=None,
            input_picture=None,
            snapshot=None,
            trail=None,
            transport=replace(state.transport, running=False, steps_per_second=0.0),
        )

    def wait_for(self, seq: int) -> None:
        """Drop snapshots that do not yet take the command ``seq`` into account.

        They would briefly show the state before the user's change, such as a point that was just removed.
        """
        self._awaited_seq = max(self._awaited_seq, seq)

    def expect_export(self, seq: int, path: str) -> None:
        """Expect the reply to the command ``seq``, which writes the file at ``path``."""
        self._exports[seq] = display_name(path)

    def expect_running(self, state: State, running: bool) -> State:
        """Return ``state`` as it will be once the engine has carried out Run or Pause.

        A second press of the button then reverts the first at once. Earlier replies about running are ignored.
        """
        self._wanted_running = running
        return replace(state, transport=replace(state.transport, running=running))

    def forget_trail(self, state: State) -> State:
        """Return ``state`` without a trail, for example after another unit was picked."""
        self._trail.clear()
        return replace(state, trail=None)

    def follow(self, state: State) -> State:
        """Return ``state`` with picks, selection and output channel adapted to its document.

        Picks and the selection keep their position in the picture when the units are numbered differently. The output
        channel is the one that was last chosen for this kind of map.
        """
        state = self._follow_shown(follow_channel(state))
        return self._follow_selection(self._follow_picks(state))

    def forget_unseen(self, state: State, seq: int) -> State:
        """Return ``state`` without what the unseen picture gave, now that command ``seq`` has set another one."""
        if not state.shows_unseen:
            return state
        self.wait_for(seq)
        return self._forget_shown(state)

    def _follow_shown(self, state: State) -> State:
        """Return ``state`` with the shapes of the picture on show, and without what another picture gave."""
        reported = state.reported
        if reported is None or state.shows_unseen == (state.trained is not None):
            return state
        state = self._with_configured(state, reported)
        state = replace(state, view=fit_view(state.view, state.channels, state.configured or reported))
        return self._forget_shown(replace(state, view=replace(state.view, region=None)))

    def _forget_shown(self, state: State) -> State:
        self._trail.clear()
        return replace(state, input_picture=None, snapshot=None, trail=None)

    def _with_configured(self, state: State, reply: Configured) -> State:
        """Return ``state`` with ``reply``, in the shapes of the picture on show."""
        state = replace(state, configured=reply, trained=None)
        if not state.shows_unseen or reply.unseen is None:
            return state
        return replace(state, configured=in_shapes_of_unseen(reply, reply.unseen), trained=reply)

    def mark(self, state: State, changes: Iterable[str]) -> State:
        """Return ``state`` with manual changes marked on the active lab's curve, if it has begun."""
        lab = state.experiment.lab
        recorder = self._recorder(lab)
        if not recorder.steps:
            return state
        for what in changes:
            recorder.mark(what)
        return replace(state, curves=self._with_curves(state, lab))

    def take(self, state: State, reply: Reply) -> State:
        """Return ``state`` with ``reply`` applied, or ``state`` itself if the reply is outdated.

        Raises:
            WireError: the reply contradicts earlier ones; the engine must not be trusted any longer.
        """
        if isinstance(reply, Ready):
            return state
        if isinstance(reply, Progress):
            return self._progress(state, reply)
        if isinstance(reply, Recalled):
            return self._recalled(state, reply)
        if isinstance(reply, Failed):
            self._wanted_running = None
            transport = replace(state.transport, running=False)
            problem = with_need(state, reply.problem)
            banner = Banner(problem, action=_WAYS_OUT.get(problem.field), detail=reply.detail)
            teaching = replace(state.teaching, wanted=0)
            return replace(state, transport=transport, banner=banner, teaching=teaching)
        if isinstance(reply, Exported):
            return self._exported(state, reply)
        if isinstance(reply, Enlarging | Enlarged):
            return _enlarged(state, reply)
        if reply.generation != self.generation:
            return state
        match reply:
            case Snapshot():
                return self._snapshot(state, reply)
            case Configured():
                return self._configure(state, reply)
            case InputPicture():
                check_input_picture(reply, state.reported)
                return state if reply.unseen != state.shows_unseen else replace(state, input_picture=reply)
            case RunningChanged():
                return self._running(state, reply)
            case Taught():
                return _taught(state, reply)
            case Refused():
                return self._refused(state, reply)
            case _:
                assert_never(reply)

    def _recalled(self, state: State, reply: Recalled) -> State:
        if reply.lab not in self._models:
            raise WireError(f"there is no lab {reply.lab}")
        # Accepted from an older generation too, as the curve of a lab that was kept has to follow.
        recorder, is_present = self._recorder(reply.lab), reply.generation == self.generation
        check_recalled(reply, recorder.most_steps)
        if not reply.known:
            if not is_present:
                return state
            return replace(self.mark(state, ["placed_points"]), banner=Banner(Problem("teach.gone"), "warning"))
        if recorder.go_over(reply.left, reply.number, reply.step) and recorder.steps:
            recorder.mark("taught")
        state = replace(state, curves=self._with_curves(state, reply.lab))
        if not is_present:
            return state
        transport = replace(state.transport, step=reply.step)
        state = replace(state, teaching=replace(state.teaching, held=reply.number), transport=transport)
        return self.forget_trail(state)

    def _progress(self, state: State, reply: Progress) -> State:
        # Accepted from an older generation too: the last values before the user switched labs belong to the old lab's
        # curve. If that lab was rebuilt meanwhile, Configured follows and clears the curve.
        if reply.lab not in self._models:
            raise WireError(f"there is no lab {reply.lab}")
        recorder = self._recorder(reply.lab)
        check_progress(reply, recorder.steps, self._configured.get(reply.lab))
        recorder.add(reply.first_step, reply.series)
        transport = state.transport
        if reply.generation == self.generation:
            transport = replace(transport, step=recorder.steps)
        return replace(state, curves=self._with_curves(state, reply.lab), transport=transport)

    def _snapshot(self, state: State, reply: Snapshot) -> State:
        check_snapshot(reply, state.reported)
        # The snapshot's step is ignored, because Progress may already have reported a later one.
        transport = replace(state.transport, steps_per_second=reply.steps_per_second, memory_bytes=reply.memory_bytes)
        if reply.applied < self._awaited_seq or reply.unseen != state.shows_unseen:
            return replace(state, transport=transport)
        for answer in reply.answers.values():
            if isinstance(answer, UnitReadings):
                for reading in answer.readings:
                    if reading.unit_yx == state.pick and not reading.rigid:
                        self._trail.add(reading, reply.step)
        return replace(state, transport=transport, snapshot=reply, trail=self._trail.points)

    def _configure(self, state: State, reply: Configured) -> State:
        if reply.lab != state.experiment.lab:
            raise WireError(f"the lab {reply.lab} was not asked for")
        recorder = self._recorder(reply.lab)
        check_configured(reply, state.source, recorder.steps)
        recorder.restart(reply.step)
        self._configured[reply.lab] = reply
        if state.shows_unseen or state.trained is not None:
            state = self._forget_shown(state)  # it may be another unseen picture than the one on show, or none
        state = self._with_configured(state, reply)
        state = replace(
            state,
            refusal=None,
            view=fit_view(state.view, state.channels, state.configured or reply),
            transport=replace(state.transport, step=reply.step),
            curves=self._with_curves(state, reply.lab),
            teaching=replace(state.teaching, held=reply.taught),
        )
        state = self._follow_picks(state)
        found = state.picks.get(reply.lab)
        begun = None if found is None else found.begun()
        if begun is None or begun is found:
            return state
        return replace(state, picks={**state.picks, reply.lab: begun})

    def _running(self, state: State, reply: RunningChanged) -> State:
        if self._wanted_running is not None and reply.running != self._wanted_running:
            return state
        self._wanted_running = None
        state = replace(state, transport=replace(state.transport, running=reply.running, step=reply.step))
        if reply.why is None:
            return state
        return self.mark(replace(state, banner=Banner(reply.why, "info")), ["watchpoint"])

    def _refused(self, state: State, reply: Refused) -> State:
        if reply.seq == self._configure_seq:
            # The recorder keeps its steps, because a kept lab that is activated again continues at its old step.
            curves = {lab: curves for lab, curves in state.curves.items() if lab != state.experiment.lab}
            transport = replace(state.transport, step=0)
            return replace(state, refusal=reply.problem, curves=curves, transport=transport)
        running = state.transport.running
        if self._wanted_running:
            # The refused command may be Run, which then has no further reply; otherwise its reply is still to come.
            running = False
        self._wanted_running = None
        return replace(state, banner=Banner(reply.problem), transport=replace(state.transport, running=running))

    def _exported(self, state: State, reply: Exported) -> State:
        # Of whichever generation: the file is there, or is not, whatever is shown by now.
        name = self._exports.pop(reply.seq, None)
        if name is None:
            return state
        if reply.problem is not None:
            return replace(state, banner=Banner(reply.problem))
        done = Problem("export.done", values={"name": name, "points": reply.points})
        return replace(state, banner=Banner(done, "info"))

    def _recorder(self, lab: str) -> CurveRecorder:
        return self._curves.setdefault(lab, CurveRecorder())

    def _with_curves(self, state: State, lab: str) -> Mapping[str, Curves]:
        return {**state.curves, lab: self._recorder(lab).curves()}

    def _follow_picks(self, state: State) -> State:
        """Return ``state`` with its picks converted to the document's units, if the sizes of the maps are known."""
        picks, pins = dict(state.picks), dict(state.view.pins)
        for lab, configured in self._configured.items():
            if lab == state.experiment.lab and state.shows_unseen and configured.unseen is not None:
                configured = in_shapes_of_unseen(configured, configured.unseen)
            grid = self._models[lab].pick_grid(state.experiment, configured)
            if grid is not None:
                picks[lab] = picks.get(lab, Pick()).counted(grid)
                if lab in pins:
                    pins[lab] = counted(pins[lab], grid)
        if any(pins[lab] is not before for lab, before in state.view.pins.items()):
            state = replace(state, view=replace(state.view, pins=pins))
        if all(picks.get(lab) is pick for lab, pick in state.picks.items()) and len(picks) == len(state.picks):
            return state
        return replace(state, picks=picks)

    def _follow_selection(self, state: State) -> State:
        view = state.view
        for spec in state.experiment.labs:
            before = self._specs.get(spec.lab, spec)
            if before != spec:
                view = self._models[spec.lab].followed(view, before, spec)
            self._specs[spec.lab] = spec
        return state if view is state.view else replace(state, view=view)


def _taught(state: State, reply: Taught) -> State:
    """Return ``state`` with a teaching done, which the document is to name next, or refused."""
    teaching = state.teaching
    if reply.number != teaching.wanted:
        return state  # it was given up
    teaching = replace(teaching, wanted=0)
    if reply.report is None:
        problem = reply.problem or Problem("teach.nothing-trained")
        return replace(state, teaching=teaching, banner=Banner(problem, "warning"))
    reports = {**teaching.reports, reply.number: reply.report}
    for number in list(reports)[:-_MAX_REPORTS]:
        del reports[number]
    return replace(state, teaching=replace(teaching, offered=reply.number, reports=reports))


def _enlarged(state: State, reply: Enlarging | Enlarged) -> State:
    """Return ``state`` with how far a picture is that is being saved, of whichever generation, or with its end."""
    saving = state.saving
    if saving is None or saving.seq != reply.seq:
        return state
    if isinstance(reply, Enlarging):
        return replace(state, saving=replace(saving, done=reply.done, total=reply.total))
    state = replace(state, saving=None)
    if reply.size is None:
        problem = reply.problem or Problem("enlarge.nothing")
        cancelled = problem.code == "enlarge.cancelled"
        return replace(state, banner=Banner(problem, "info" if cancelled else "error"))
    values: dict[str, Value] = {
        "name": saving.name,
        "folder": saving.folder,
        "size": reply.size,
        "data": reply.file_bytes,
    }
    if reply.step:
        done = Problem("enlarge.done", values={**values, "steps": reply.step})
    else:
        done = Problem("enlarge.done-untrained", values=values)
    return replace(state, banner=Banner(done, "info"))


def without_stop_notice(state: State) -> State:
    """Return ``state`` without a notice of why training has stopped, because it goes on or starts anew."""
    banner = state.banner
    told = banner is not None and (banner.problem.field == watchpoint.FIELD or banner.action == "lower-rate")
    return replace(state, banner=None) if told or tells_of_other_lab(state) else state


def tells_of_other_lab(state: State) -> bool:
    """Return whether the banner says that training has paused because the lab was switched."""
    return state.banner is not None and state.banner.problem.code == PAUSED_BY_SWITCH


def in_shapes_of_unseen(configured: Configured, unseen: MapShapes) -> Configured:
    """Return ``configured`` with the shapes of the unseen picture's maps in place of the source's."""
    return msgspec.structs.replace(configured, input_shape=unseen.input, output_shape=unseen.output)


def follow_channel(state: State) -> State:
    """Return ``state`` with the output channel that was last chosen for this kind of map."""
    kind = None if state.source is None else state.source.kind
    is_single = kind is not None and state.experiment.spec.shows_single_channels(kind)
    if is_single == state.channels.is_single:
        return state
    memory = ChannelMemory(is_single, other=state.view.output_channel)
    return replace(state, view=replace(state.view, output_channel=state.channels.other), channels=memory)


def fit_view(view: View, channels: ChannelMemory, configured: Configured) -> View:
    """Return ``view`` with channels and region limited to those that the maps of ``configured`` have."""
    channels_in, _, _ = configured.input_shape
    channels_out, height, width = configured.output_shape
    output_channel = view.output_channel
    if output_channel is not None and output_channel >= channels_out:
        output_channel = 0 if channels.is_single else None
    return replace(
        view,
        input_channel=view.input_channel if (view.input_channel or 0) < channels_in else None,
        output_channel=output_channel,
        region=view.region if _is_inside(view.region, height, width) else None,
    )


def _is_inside(region: tuple[int, int, int, int] | None, height: int, width: int) -> bool:
    if region is None:
        return False
    top, left, region_height, region_width = region
    return top + region_height <= height and left + region_width <= width
