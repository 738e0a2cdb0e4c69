"""Sentences about the scripts that experiments are copied as."""

from __future__ import annotations

from vizapp.wording.translation import marked

SCRIPT_PROBLEMS: dict[str, str] = {
    "script.copied": marked(
        "a script of {lines:line|lines} for torch and torchvision is on the clipboard; it begins at step 0, with the "
        "settings as they are now, and does {steps:step|steps}"
    ),
    "script.copied-untrained": marked(
        "a script of {lines:line|lines} for torch and torchvision is on the clipboard, with the settings as they are "
        "now"
    ),
    "script.unit-copied": marked(
        "the arithmetic of what is picked is on the clipboard, {lines:line|lines} for numpy"
    ),
    "script.unit-unknown": marked("the engine has not said yet what is read there; try again in a moment"),
    "script.saved": marked("{name} is saved in {folder}: a script of {lines:line|lines} for torch and torchvision"),
    "script.not-saved": marked("{name} could not be written: {why}; a file that had this name stays as it was"),
    "script.brought": marked(
        "offsets from a file cannot be written into a short script; export them, and read the file with numpy"
    ),
    "script.scaled-shapes": marked(
        "the classifier of scaled shapes, its drawn shapes and its two trainings are too long for a short script; "
        "choose another task"
    ),
    "script.taught": marked(
        "a branch that was taught has parameters that no short script comes to; reset, or undo the teaching, first"
    ),
    "script.network": marked(
        "a network from a file of weights cannot be written as a short script; show the shuffle of the source instead"
    ),
    "script.puzzle": marked("a script would say which phases were swapped; solve the puzzle, or give it up, first"),
    "script.other-lab": marked("there is no script for this lab"),
    "script.other-task": marked("there is no script for this task; choose another one"),
    "script.other-upsampler": marked("there is no script for this upsampler; choose another one"),
    "script.source-pasted": marked(
        "the picture was pasted and is in no file that a script could read; save it, and open the file"
    ),
    "script.source-format": marked(
        "a short script cannot read {name} as it was read here ({format}); save it as PNG, npy or npz, and open that"
    ),
    "script.source-converted": marked(
        "a short script cannot read {name} as it was read here ({how}); save it as a plain PNG or npy file, and open "
        "that"
    ),
}
