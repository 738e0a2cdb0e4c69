"""What the buttons of the banner do."""

from __future__ import annotations

from typing import Protocol

from vizapp.session.banner import BannerAction


class WaysOut(Protocol):
    """The gestures of a session that a banner offers."""

    def restart_engine(self) -> None: ...
    def use_smaller_size(self) -> None: ...
    def lower_learning_rate(self) -> None: ...
    def try_again(self) -> None: ...
    def dismiss_banner(self) -> None: ...
    def reset(self) -> None: ...


def act_on_banner(session: WaysOut, action: BannerAction) -> None:
    """Do what a banner offers."""
    match action:
        case "wait":
            session.dismiss_banner()
        case "restart-engine":
            session.restart_engine()
        case "smaller-size":
            session.use_smaller_size()
        case "lower-rate":
            session.lower_learning_rate()
        case "try-again":
            session.try_again()
        case "reset":
            session.dismiss_banner()
            session.reset()
