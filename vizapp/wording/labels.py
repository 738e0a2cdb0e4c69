"""The labels of edits in the undo menu, which the history stores in English and the menu translates."""

from __future__ import annotations

from vizapp.wording.translation import marked, translate

CONTEXT = "Undo"
"""The translation context of the labels."""

PLACE_POINT = marked("Place point")
TURN_POINTS = marked("Turn points")
SCALE_POINTS = marked("Scale points")
TAKE_BACK_POINT = marked("Take back point")
CLEAR_POINTS = marked("Clear placed points")
TEACH = marked("Teach the branch")
GO_TO_STEP = marked("Go to another step")
OPEN_SHARED = marked("Open shared experiment")
REARRANGE_PHASES = marked("Rearrange phases")
RESET_PHASES = marked("Reset phase order")
SWAP_AT_RANDOM = marked("Swap two phases at random")
BEGIN_PUZZLE = marked("Begin the puzzle")
GIVE_PUZZLE_UP = marked("Give the puzzle up")
CHANGE_VALUE = marked("Change a value")
CLEAR_VALUES = marked("Give changed values back")
SWITCH_LAB = marked("Switch lab")
OPEN_SOURCE = marked("Open source")
OPEN_EXAMPLE = marked("Open example")
CHANGE_UNSEEN = marked("Change unseen picture")
CHANGE_JUDGED = marked("Change somebody's result")
OPEN_NETWORK = marked("Open network")
CLOSE_NETWORK = marked("Put the network away")
CHOOSE_LAYER = marked("Choose another pixel shuffle")
BRING_OFFSETS = marked("Bring offsets")
CHANGE_BRANCH = marked("Change offset branch")
CHANGE_UPSAMPLER = marked("Change upsampler")
CHANGE_FIRST_KERNELS = marked("Change first kernels")
CHANGE_COMPARED = marked("Change what is compared")
CHANGE_LEARNED = marked("Change what is learned")
CHOOSE_ARRAY = marked("Choose array")
CHOOSE_AXES = marked("Choose axes")
CHANGE_LAYERS = marked("Change number of layers")
CHANGE_KERNEL = marked("Change kernel size")
CHANGE_STRIDE = marked("Change stride")
CHANGE_DILATION = marked("Change dilation")
CHANGE_PADDING = marked("Change padding")
CHANGE_OFFSET_GROUPS = marked("Change offset groups")
CHANGE_GROUPS = marked("Change groups")
CHANGE_MODULATION = marked("Change modulation")
CHANGE_FACTOR = marked("Change upscale factor")
CHANGE_ORDER = marked("Change channel order")
CHANGE_DIRECTION = marked("Change direction")
CHANGE_EDGE = marked("Change what is done at the edge")
CHANGE_SPARE_CHANNELS = marked("Change what is done with spare channels")
SHUFFLE_BY_ANOTHER = marked("Shuffle by another factor")
CHANGE_WEIGHT = marked("Change a weight")
CHANGE_TASK = marked("Change task")
CHANGE_DEVICE = marked("Change the device")
CHANGE_LEARNING_RATE = marked("Change learning rate")
CHANGE_WATCHPOINT = marked("Change when to pause")
CHANGE_WORKING_SIZE = marked("Change working size")
CHANGE_SEED = marked("Change seed")
THROW_SEED = marked("Draw another seed")


def shown(label: str) -> str:
    """Return a label in the user's language."""
    return translate(CONTEXT, label)


_CHANGES = {
    "learning_rate": marked("learning rate changed"),
    "placed_points": marked("points moved by hand"),
    "phase_order": marked("phases rearranged"),
    "read_as": marked("channels read in another order"),
    "pause": marked("paused"),
    "taught": marked("branch taught the placed points"),
    "watchpoint": marked("paused by itself"),
    "unseen": marked("another unseen picture"),
}


def change_words(what: str) -> str:
    """Return the meaning of a tick on a curve in the user's language; ``what`` is a setting's name or "pause"."""
    return translate(CONTEXT, _CHANGES.get(what, what.replace("_", " ")))
