"""What the controls around the pictures do: those of the top bar, of the banner and of the bars below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from vizapp.gui.banner_actions import act_on_banner
from vizapp.gui.lab_ui import Example
from vizapp.wording import labels

if TYPE_CHECKING:
    from vizapp.gui.main_window import MainWindow


def connect_gestures(window: MainWindow) -> None:
    """Connect the controls around the pictures of ``window`` to its session and its parts."""
    session, top_bar = window.session, window.top_bar

    def choose_device(name: str) -> None:
        session.update(replace(session.state.experiment, device=name), labels.CHANGE_DEVICE)

    def open_sample(sample_id: str) -> None:
        window.focus_home.take()
        session.open_sample(sample_id)

    def open_example(example: Example) -> None:
        window.focus_home.take()
        session.open_example(example.experiment, example.hint, example.shown, example.selected_tap, example.picked)

    def open_recent(location: str) -> None:
        window.focus_home.take()
        window.opening.open_path(location)

    top_bar.lab_switch.chosen.connect(session.set_lab)
    top_bar.speed.chosen.connect(session.set_speed)
    top_bar.device.device_chosen.connect(choose_device)
    top_bar.sample_chosen.connect(open_sample)
    top_bar.example_chosen.connect(open_example)
    top_bar.recent_chosen.connect(open_recent)
    top_bar.lesson_chosen.connect(lambda name: window.lessons.start_bundled(name))
    window.opening.lesson_wanted.connect(lambda path: window.lessons.open_file(path))
    window.banner.dismissed.connect(session.dismiss_banner)
    window.banner.acted.connect(lambda action: act_on_banner(session, action))
    window.reading_bar.cancelled.connect(session.cancel_reading)
    window.saving_bar.cancelled.connect(session.cancel_saving)
    window.network_bar.cancelled.connect(session.cancel_network)
    window.canvases.output.way_out_wanted.connect(session.use_offered_size)
