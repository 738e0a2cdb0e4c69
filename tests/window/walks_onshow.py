"""Walks to the upsampler on show among several, and to a typed value: ``python walks_onshow.py NAME SHOTS``."""

from __future__ import annotations

import sys
from pathlib import Path

from driver import Driver
from walks import ready, run_walk, shows_subpixel, subpixel_scene, walk
from walks_hands import shuffle, spec_of
from walks_upsamplers import reach

from vizapp.gui.runs import run_title
from vizapp.gui.subpixel.pages import SubpixelPages
from vizapp.gui.subpixel.pictures import WIPE, cell_name, runs_in_place
from vizapp.gui.subpixel.requests import OUTPUT, OUTPUT_SPECTRUM, TILES
from vizapp.gui.subpixel.upsampler_section import UpsamplerSection
from vizapp.protocol.picture_answers import Picture, Spectrum, Tiles


def page_of(driver: Driver) -> SubpixelPages:
    found = driver.window.findChild(SubpixelPages)
    assert found is not None
    return found


def titles(driver: Driver) -> list[str]:
    return [canvas.title.whole_text.split(" · ")[0] for canvas in driver.window.canvases.cells]


@walk
def onshow(driver: Driver, arguments: list[str]) -> None:
    """Compare upsamplers, have each on show by its name and by its key, and look at all their spectra."""
    ready(driver)
    switch, canvases = driver.window.lab_switch, driver.window.canvases
    driver.click(switch, switch.width() * 0.75)
    driver.wait_until(lambda: shows_subpixel(driver), "a first snapshot of the sub-pixel lab")
    section = driver.window.setup_panel.findChild(UpsamplerSection)
    assert section is not None
    for name in ("transposed-k3", "dysample", "bicubic"):
        box = section.compared[name]
        driver.click(reach(driver, box), 8, box.height() / 2)
    driver.wait_until(lambda: len(canvases.cells) == 4, "a canvas for each")
    ready(driver)
    driver.session.set_speed(None)
    driver.key("space")
    driver.wait_until(lambda: driver.state.transport.step > 30, "training to run", 120)
    driver.click(canvases.output.viewport())
    before = titles(driver)
    badge = canvases.cells[2].title
    chosen = runs_in_place(driver.state)[2]
    driver.move_to(badge, badge.width() / 2, badge.height() / 2)
    driver.rest(0.2)
    driver.screenshot("onshow-0-before")
    step = driver.state.transport.step
    driver.click(badge)
    driver.wait_until(lambda: driver.state.view.run == chosen, "it to be on show")
    driver.wait_until(lambda: driver.state.answer(TILES, Tiles) is not None, "its tiles")
    assert titles(driver) == [before[2], before[1], before[0], before[3]], "the two have changed places"
    assert canvases.input.title.text() == before[2]
    driver.window.panel_pace.catch_up()
    assert page_of(driver).subpixel.run.text().endswith(run_title(chosen))
    assert driver.state.transport.step >= step, "nothing begins anew"
    assert driver.state.transport.running
    driver.key("space")
    driver.wait_until(lambda: not driver.state.transport.running, "the pause")
    driver.rest(0.8)
    driver.screenshot("onshow-1-chosen")

    driver.key("shift+f")
    driver.wait_until(lambda: driver.state.answer(OUTPUT_SPECTRUM, Spectrum) is not None, "its spectrum")
    others = [cell_name(run) for run in runs_in_place(driver.state)[1:]]
    driver.wait_until(lambda: all(driver.state.answer(name, Spectrum) for name in others), "those of the others")
    driver.rest(0.6)
    driver.screenshot("onshow-2-spectra")
    assert all("phases differ" in canvas.title.whole_text for canvas in canvases.cells)
    driver.key("v")
    driver.wait_until(lambda: driver.state.answer(WIPE, Spectrum) is not None, "two of them")
    driver.rest(0.4)
    driver.screenshot("onshow-3-two-spectra")
    driver.key("v")
    driver.key("shift+f")
    driver.wait_until(lambda: driver.state.answer(OUTPUT, Picture) is not None, "the pictures again")

    for following in ("dysample", None, "bicubic"):
        driver.key("n")
        driver.wait_until(lambda following=following: driver.state.view.run == following, f"{following}")
        driver.rest(0.5)
        if following is None:
            assert titles(driver) == before
    driver.key("k")
    driver.rest(0.8)
    driver.screenshot("onshow-4-interpolation")
    dialog = subpixel_scene(driver).kernels.dialog
    assert dialog is not None
    assert "interpolation" in dialog.explanation.text()
    dialog.close()


@walk
def typed(driver: Driver, arguments: list[str]) -> None:
    """Click a pixel of a tile, double-click one of its values in the inspector, type another, and undo it."""
    shuffle(driver)
    canvases, page = driver.window.canvases, page_of(driver).subpixel
    driver.click(canvases.input.viewport())
    driver.wait_until(lambda: driver.state.pick is not None, "a picked pixel")
    driver.window.panel_pace.catch_up()
    driver.wait_until(lambda: bool(page.phases.cells) and page.phases.cells[0].value is not None, "its values")
    place = page.phases.cell_rect(3).center()
    driver.move_to(page.phases, place.x(), place.y())
    driver.xdotool("click", "--repeat", 2, "--delay", 60, 1)
    driver.wait_until(page.typed.editor.field.isVisible, "the field")
    driver.xdotool("type", "--delay", 20, "0.8125")
    driver.rest(0.2)
    driver.screenshot("typed-0-field")
    driver.key("Return")
    driver.wait_until(lambda: [each.value for each in spec_of(driver).changed_values] == [0.8125], "the value")

    def shown() -> float | None:
        driver.window.panel_pace.catch_up()
        return page.phases.cells[3].value

    driver.wait_until(lambda: shown() == 0.8125, "the engine to answer with it")
    driver.key("Return")
    driver.xdotool("type", "--delay", 20, "1e31")
    driver.key("Return")
    driver.wait_until(page.typed.problem.isVisible, "why that is no value")
    driver.rest(0.3)
    driver.screenshot("typed-1-refused")
    driver.key("ctrl+z")
    driver.wait_until(lambda: not spec_of(driver).changed_values, "the undo")

    chip = subpixel_scene(driver).shuffle.right.picked.chips.centre_of(2)
    assert chip is not None
    driver.move_to(canvases.output.viewport(), chip.x(), chip.y())
    driver.xdotool("click", "--repeat", 2, "--delay", 60, 1)
    driver.wait_until(page.typed.editor.field.isVisible, "the field again")
    driver.xdotool("type", "--delay", 20, "0.25")
    driver.key("Return")
    driver.wait_until(lambda: [each.channel for each in spec_of(driver).changed_values] == [2], "the chip's channel")
    assert spec_of(driver).changed_values[0].value == 0.25
    assert spec_of(driver).phase_order == ()


if __name__ == "__main__":
    run_walk(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
