"""A lab of its own: one number is trained to make a picture half as bright. All that it takes is here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar

import torch
from msgspec import Struct
from PySide6.QtWidgets import QVBoxLayout, QWidget
from torch import Tensor

from vizapp.document.experiment import Experiment
from vizapp.document.lab_spec import LABS, LabSpec
from vizapp.document.values import LearningRate
from vizapp.gui.canvas.canvas_pair import CanvasPair
from vizapp.gui.canvas.lab_scene import LabScene
from vizapp.gui.canvas.output_picture import show_output
from vizapp.gui.gestures import Gestures
from vizapp.gui.lab_numbers import LabNumbers, Reached
from vizapp.gui.lab_ui import LabPage, LabUi, OverlaySpec
from vizapp.gui.labs import LAB_UIS
from vizapp.gui.settings import Settings
from vizapp.gui.shown import Fields, Shown, fields
from vizapp.gui.widgets.number_grid import Line
from vizapp.gui.widgets.rows import Section, muted_label
from vizapp.labs.base import Answers, LabDescription, TrainerState
from vizapp.labs.pictures import make_picture
from vizapp.labs.register import LAB_MAKERS
from vizapp.labs.sources import Sources
from vizapp.protocol.answers import Answer
from vizapp.protocol.metric import LOSS, Metric
from vizapp.protocol.picture_answers import Channels, Picture
from vizapp.protocol.requests import PictureRequest, Request
from vizapp.session.state import State
from vizapp.value_picture import UNIT_RANGE

# The document --------------------------------------------------------------------------------------------------


class BrightnessSpec(
    Struct, LabSpec, frozen=True, forbid_unknown_fields=True, tag="brightness", tag_field="lab", kw_only=True
):
    live_fields: ClassVar[frozenset[str]] = frozenset({"learning_rate"})

    learning_rate: LearningRate = 0.1


# The engine ----------------------------------------------------------------------------------------------------


class BrightnessTrainer:
    """Gradient descent on one number; a :class:`vizapp.labs.base.Trainer`."""

    def __init__(self, image: Tensor, learning_rate: float) -> None:
        self.step_count = 0
        self.image = image
        self.learning_rate = learning_rate
        self.brightness = 1.0

    def step(self) -> dict[str, float]:
        measured = self.measures()
        self.brightness -= self.learning_rate * (self.brightness - 0.5)
        self.step_count += 1
        return measured

    def measures(self) -> dict[str, float]:
        away = abs(self.brightness - 0.5)
        return {"loss": away**2, "brightness": away}

    def final_measures(self) -> dict[str, float]:
        return self.measures()

    def state(self) -> TrainerState:
        return {"brightness": self.brightness, "step_count": self.step_count}

    def restore(self, state: TrainerState) -> None:
        self.brightness, self.step_count = state["brightness"], state["step_count"]


class BrightnessLab:
    """A :class:`vizapp.labs.base.Lab`."""

    name = "brightness"

    def __init__(self, experiment: Experiment, sources: Sources, device: torch.device) -> None:
        self._image = sources.trained.of_size(experiment.working_size or 32).to(device)
        self.trainer = BrightnessTrainer(self._image, experiment.spec_of(BrightnessSpec).learning_rate)

    def describe(self) -> LabDescription:
        _, channels, height, width = self._image.shape
        metrics = (LOSS, Metric("brightness", "Brightness still to lose"))
        return LabDescription((channels, height, width), (channels, height, width), 1, metrics)

    def adjust(self, experiment: Experiment) -> None:
        self.trainer.learning_rate = experiment.spec_of(BrightnessSpec).learning_rate

    def answer(self, requests: Mapping[str, Request], *, exact: bool) -> Answers:
        answers: dict[str, Answer] = {
            name: make_picture(self._output(), UNIT_RANGE)
            for name, request in requests.items()
            if isinstance(request, PictureRequest)
        }
        return Answers(self.trainer.step_count, answers, self.trainer.measures() if exact else None)

    def input_picture(self, channel: int | None) -> tuple[Channels, Picture]:
        return (0, 1, 2), make_picture(self._image[0], UNIT_RANGE)

    def result_arrays(self) -> Sequence[Callable[[], dict[str, Tensor]]]:
        return (lambda: {"input": self._image, "output": self._output()[None]},)

    def result_findings(self) -> Sequence[dict[str, Any]]:
        """Return nothing: nothing is examined."""
        return ()

    def result_pictures(self) -> Mapping[str, Request]:
        return {"output": PictureRequest("output")}

    def _output(self) -> Tensor:
        return self._image[0] * self.trainer.brightness


# The window ----------------------------------------------------------------------------------------------------


class BrightnessScene(LabScene):
    def __init__(self, pair: CanvasPair, session: Gestures, overlays: Sequence[OverlaySpec]) -> None:
        super().__init__(pair, session, overlays)
        self.parts = (Shown(fields("snapshot", "configured", "input_picture", "engine", "refusal"), self._draw),)

    def _draw(self, shown: Fields) -> None:
        new = shown.state
        picture = new.answer("output", Picture)
        if new.configured is not None:
            self._pair.input.set_size_in_pixels(*new.configured.input_shape[1:])
            self._pair.output.set_size_in_pixels(*new.configured.output_shape[1:])
        self._pair.input.show_picture(None if new.input_picture is None else new.input_picture.picture)
        self._pair.input.choice.set_entries((), "")
        self._pair.output.choice.set_entries((), "")
        show_output(self._pair.output, picture, new)
        self.fit()


class BrightnessOperator(Section):
    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupBrightnessOperator", parent)
        del session
        self.set_title("Operator")

    def parts(self) -> Sequence[Shown[Any]]:
        return ()


class BrightnessPage(LabPage):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = muted_label(parent=self)
        QVBoxLayout(self).addWidget(self.words)

    def obstacle(self, state: State) -> str:
        return ""

    def show_state(self, state: State) -> None:
        self.words.setText(f"step {state.transport.step}")


def build_scene(pair: CanvasPair, session: Gestures, settings: Settings, ui: LabUi) -> LabScene:
    del settings
    return BrightnessScene(pair, session, ui.overlays)


def numbers(state: State, reached: Mapping[str, Reached]) -> LabNumbers:
    del state
    lines = (Line((name, f"{found.value:.3f}")) for name, found in sorted(reached.items()) if found.value is not None)
    return LabNumbers("Brightness", "", tuple(lines))


UI = LabUi(
    spec=BrightnessSpec,
    title="Brightness",
    tooltip="See one number learned",
    build_scene=build_scene,
    build_operator=BrightnessOperator,
    build_page=lambda session, scene, parent: BrightnessPage(parent),
    numbers=numbers,
    overlays=[OverlaySpec("brightness.nothing", "Nothing", "Draws nothing.")],
    scene_requests=lambda state: {"output": PictureRequest("output")},
)


@contextmanager
def registered() -> Iterator[None]:
    """Have the lab while the context lasts: its settings, its maker and its place in the window."""
    LABS.add(BrightnessSpec)
    LAB_MAKERS["brightness"] = BrightnessLab
    LAB_UIS["brightness"] = UI
    try:
        yield
    finally:
        del LAB_UIS["brightness"]
        del LAB_MAKERS["brightness"]
        LABS.remove(BrightnessSpec)
