"""Sentences about the engine's process, and about what the window cannot do or show."""

from __future__ import annotations

from vizapp.wording.translation import marked

SESSION_PROBLEMS: dict[str, str] = {
    "language.no-font": marked(
        "no font for Chinese is installed, so that its characters are shown as boxes; install one and start vizapp "
        "again: {packages}"
    ),
    "settings.not-written": marked(
        "what is set in this window will not be remembered: {path} cannot be written ({why}); make room or give it "
        "permission, or start vizapp with VIZAPP_SETTINGS naming another file"
    ),
    "settings.nothing-kept": marked(
        "nothing of this window will be remembered at the next start, neither what is set nor its session: {path} "
        "cannot be written ({why}); make room or give it permission, or start vizapp with VIZAPP_SETTINGS naming a "
        "file elsewhere"
    ),
    "session.not-kept": marked(
        "this session will not come back at the next start: it cannot be written to {path}; save the experiment "
        "elsewhere"
    ),
    "engine.not-started": marked("the engine could not be started: {what}"),
    "engine.not-told": marked("the engine could not be told what to do: {what}"),
    "engine.unreadable": marked("sent something that cannot be read: {what}"),
    "engine.ended": marked("{how}"),
    "engine.killed": marked("{how}, as the system does when memory runs out"),
    "engine.memory": marked(
        "the engine was ended twice in a row by the system ({how}), most likely because memory ran out; a working "
        "size of {smaller} instead of {size} needs about a quarter"
    ),
    "engine.memory-needed": marked(
        "the engine was ended twice in a row by the system ({how}), most likely because memory ran out: a step at a "
        "working size of {size} takes about {needed:bytes} beside the engine itself; a working size of {smaller} "
        "needs about a quarter"
    ),
    "engine.memory-no-smaller": marked(
        "the engine was ended twice in a row by the system ({how}), most likely because memory ran out, and no "
        "smaller working size would help; close other programs, or choose a smaller source"
    ),
    "engine.killed-for-good": marked(
        "the engine was ended twice in a row from outside ({how}); it is not for want of memory: a step takes about "
        "{needed:bytes} and {free:bytes} are free"
    ),
    "engine.other-protocol": marked(
        "the engine speaks version {engine} of the protocol and this window version {window}; install vizapp again"
    ),
    "engine.started-again": marked("the engine was started again; training starts at step 0"),
    "engine.goes-on": marked("the engine was started again; training goes on from where it was kept last"),
    "engine.stays-paused": marked(
        "the engine was started again, and training is where it was kept last; it is paused, because it came no "
        "further than when the engine ended before. Run goes on"
    ),
    "engine.silent": marked(
        "the engine does not answer. It may go on by itself: wait for it, or start it again, and training begins at "
        "step 0"
    ),
    "engine.silent-kept": marked(
        "the engine does not answer. It may go on by itself: wait for it, or start it again, and training goes on "
        "from where it was kept last"
    ),
    "engine.stopped": marked("the engine stopped ({how}). It is being started again"),
    "engine.stopped-for-good": marked("the engine stopped {times} times in a row ({how})"),
    "watch.above": marked(
        "paused at step {step}: {what:measure} was {value:.4g}{unit} at step {measured}, above {limit:.6g}{unit}; "
        "Run goes on, and pauses again when it has been back and passes once more"
    ),
    "watch.below": marked(
        "paused at step {step}: {what:measure} was {value:.4g}{unit} at step {measured}, below {limit:.6g}{unit}; "
        "Run goes on, and pauses again when it has been back and passes once more"
    ),
    "run.lab-switched": marked(
        "training is paused, because the lab was switched; Run goes on with the lab that is on show"
    ),
    "undo.given-up": marked("the undo or redo was given up: something else was changed while {name} was being read"),
    "drop.several-files": marked("{count} files were given; the first of them, {name}, was taken"),
    "drop.not-a-file": marked("{url} is not a file on this computer; save the picture first, then drop the file"),
    "drop.other-computer": marked("{name} is on the computer {host}; copy the file to this computer, then drop it"),
    "share.own-files": marked(
        "an experiment with a file of one's own, such as brought offsets or a network, cannot be shared as text; "
        "hand the file on instead"
    ),
    "share.too-long": marked(
        "the text has {count} characters, and no experiment has more than {limit}; copy it again as a whole"
    ),
    "share.damaged": marked('the text is not a whole experiment; copy all of it, from "vizapp:" to its end'),
    "share.unreadable": marked("the text holds no experiment that can be read here: {why}"),
    "share.copied": marked("the experiment is on the clipboard as text; paste it into a message or this window"),
    "share.opened": marked("the experiment is as it was shared; it begins at step 0"),
    "share.opened-on-own": marked(
        "the experiment is as it was shared, and begins at step 0; the picture that it was made with is not in the "
        "text, so that it is shown on the present one"
    ),
    "clipboard.nothing": marked(
        "there is nothing on the clipboard that can be opened; copy an image or a file first"
    ),
    "values.too-many": marked("{count} values have been changed, and no more can be; give some of them back first"),
    "values.no-table": marked("values are typed into the inspector: unfold it, or open it again"),
    "values.beyond": marked("{value:g} is too large: a value is from −{most:g} to {most:g}"),
    "values.too-small": marked(
        "zoom in until the tile’s pixels are at least {least} screen pixels large, to change the value of one"
    ),
    "values.none-picked": marked("pick a pixel first, with a click: it is its value that is typed"),
    "values.none-sent": marked(
        "this map is too large for its single values to be sent, so none can be changed; open a smaller one, or "
        "choose a smaller working size"
    ),
    "puzzle.begun": marked(
        "some phases are in the wrong places; drag chips or tiles onto one another until the picture is right"
    ),
    "puzzle.solved": marked(
        "found in {moves:move|moves}: every phase is in its own place ({pairs:pair was|pairs were} swapped)"
    ),
    "export.done": marked(
        "{name} is written: offsets, points, masks and field of {points:sampling point|sampling points}"
    ),
    "export.table-done": marked(
        "{name} is written: a row with offset, point and mask for each of {points:sampling point|sampling points}"
    ),
    "export.not-written": marked("{name} could not be written: {why}; a file that had this name stays as it was"),
    "export.written": marked("{name} is written: {data:bytes}"),
    "export.copied": marked("the picture is on the clipboard: {size:size} pixels"),
    "export.text-copied": marked("the text is on the clipboard"),
    "compare.kept": marked("what is on show is kept as {name}; Compare shows it beside what comes next"),
    "compare.nothing-yet": marked("there is nothing to keep yet; wait for the first output"),
    "compare.too-many": marked("{count} looks are kept, and no more can be; put one of them away in Compare first"),
    "compare.too-large": marked(
        "the pictures of the looks that are kept take {limit:bytes} already; put one of them away in Compare first"
    ),
    "compare.step-not-kept": marked("the look is not kept: {why}"),
    "compare.not-back": marked("the look is kept, but the training is not back where it was: {why}"),
    "compare.no-picture": marked("there is no picture on one of the two canvases"),
    "compare.other-size": marked(
        "the two maps are of {left:size} and {right:size} pixels, and only maps of equal size have a difference"
    ),
    "compare.other-channels": marked(
        "one shows {left} channels and the other {right}; show the same channels on both for a difference"
    ),
    "compare.other-part": marked("the two were kept with other parts of the map in view; show the whole map first"),
    "animation.no-steps": marked("there is nothing to animate yet; do some training steps first"),
    "animation.no-engine": marked("the engine, which trains, has ended"),
    "animation.other-lab": marked("the lab was switched"),
    "animation.elsewhere": marked("the training was sent elsewhere meanwhile"),
    "animation.other-training": marked("another setting has begun another training"),
    "animation.no-step": marked("step {step} could not be reached again"),
    "export.no-curves": marked("there are no curves to export; do a training step first"),
    "export.nothing-picked": marked("the inspector has nothing to export; pick a unit or a pixel first"),
    "export.no-offsets": marked("there are no offsets to export; wait until a deformable layer is shown"),
    "enlarge.done": marked(
        "{name} is saved in {folder}: {size:size} pixels, {data:bytes}, enlarged by the network as it was after "
        "{steps:step|steps}"
    ),
    "enlarge.done-untrained": marked(
        "{name} is saved in {folder}: {size:size} pixels, {data:bytes}; the network was not trained yet, so that "
        "this is the bicubic enlargement and what random weights add to it"
    ),
    "enlarge.cancelled": marked("{name} is not saved: it was cancelled; a file that had this name stays as it was"),
    "enlarge.busy": marked("{name} is still being saved; wait for it, or cancel it, before another one is begun"),
    "enlarge.nothing": marked("there is no network that enlarges; choose the task super-resolve and a picture"),
    "enlarge.interpolation": marked(
        "{name} is an interpolation, which has no network that enlarges; have another upsampler on show"
    ),
    "enlarge.is-source": marked("{name} is the picture that is to be enlarged; choose another name for the result"),
    "enlarge.not-png": marked(
        "{name} was not written: the enlarged picture is a PNG file; choose a name that ends in .png"
    ),
    "enlarge.not-finite": marked(
        "nothing was saved: the network gives numbers that are not finite, because its training has diverged; reset "
        "it, and lower the learning rate"
    ),
    "enlarge.no-memory": marked(
        "{name} could not be written: there is not enough memory even for a part of the picture; close other programs"
    ),
    "phases.of-main": marked(
        "only the sub-pixels of the upsampler that is chosen in the setup can be rearranged, because it learns with "
        "the order; have it on show again, or choose this one there, which begins anew"
    ),
    "judged.size": marked(
        "{name} has {size:size} pixels, and the source {source:size}: what a network has made of it is as large, or "
        "{factors:or} times as large on both sides"
    ),
    "judged.not-an-image": marked("{name} is a feature map; what a network has made of the source is an image"),
    "window.mistake": marked("something went wrong in the window and may be shown wrongly now: {what}"),
    "pins.moved": marked(
        "pin {name} has gone from unit {old:shape} to {new:shape}: {most} units can be pinned at once; Shift and a "
        "click on a pinned unit release it"
    ),
    "map.not-a-number": marked("{text:quoted} is not a number from -{most} to {most}; the number before it stays"),
    "point.not-in-task": marked("the points of this task are the classifier's own, and cannot be placed by hand"),
    "point.no-unit": marked("no output position is picked; click the output first, or place the point everywhere"),
    "point.on-unseen": marked(
        "points are placed on the picture that is trained on; go back to it to place or to move one"
    ),
    "point.too-many": marked("{count} points are placed already; clear them first"),
    "point.offset-too-large": marked(
        "a point cannot be placed there; both parts of its offset must lie between -{most:g} and {most:g} px"
    ),
}
