"""Sentences about sources and settings that do not fit a lab, and about an engine or a training that cannot go on.

Those whose code begins with "remedy." are phrases that follow "choose".
"""

from __future__ import annotations

from vizapp.wording.translation import marked

LAB_PROBLEMS: dict[str, str] = {
    # Sources
    "source.smaller-than": marked("the source has {size:size} pixels; at least {least:size} are needed"),
    "source.not-finite": marked(
        "the source holds {count:value that is|values that are} NaN or infinite, and training needs numbers "
        "everywhere; replace them, or show the source in the sub-pixel lab"
    ),
    "source.none": marked("there is nothing to compute from yet; open a source first"),
    "source.not-an-image": marked(
        "the source is {dtype} of shape {shape:shape}; images have to be uint8 of shape (height, width, 1, 3 or 4) "
        "or uint16 of shape (height, width, 1)"
    ),
    "source.not-a-feature-map": marked(
        "the source is {dtype} of shape {shape:shape}; feature maps have to be float32 of shape (channels, height, "
        "width)"
    ),
    # Tasks and operators
    "offsets.not-computed": marked("the output cannot be computed from these arrays: {why}"),
    "brought.not-there": marked(
        "no offsets have been brought: drop or open a file with an array of 2·kh·kw·G channels"
    ),
    "brought.shape": marked(
        "the array of the {role} has the shape {shape:shape}, and {expected:shape} was expected beside the others"
    ),
    "brought.groups": marked(
        "the layer has {groups} groups, which do not divide {channels:channel|channels} of the source evenly; open "
        "the feature map that the layer reads"
    ),
    "brought.weight-channels": marked(
        "the weight reads {reads:channel|channels} and the source has {channels}; open the feature map that the "
        "layer reads, or bring the offsets without the weight"
    ),
    "brought.no-offsets": marked("none of the arrays is given the role of the offsets; choose one for them"),
    "brought.axes": marked("{name} has the shape {shape:shape}, which is not that of the {role} of a layer"),
    "brought.array-gone": marked("{name} no longer holds an array {array:quoted}; drop the file again"),
    "brought.channels": marked(
        "{channels:channel is|channels are} not 2·kh·kw·G for a kernel with sides of 1, 3, 5 or 7; choose another "
        "array for the offsets"
    ),
    "brought.channels-of-kernel": marked(
        "the weight has a kernel of {kernel:size}, and {channels:channel is|channels are} not 2·{taps}·G; choose "
        "another array for the weight, or for the offsets"
    ),
    "brought.kernel-size": marked(
        "the weight has a kernel of {kernel:size}, and only sides of 1, 3, 5 or 7 can be shown; choose another array "
        "for the weight"
    ),
    "brought.size": marked(
        "no stride, padding and dilation leads from the feature map's {size:size} to the {units:size} units of the "
        "offsets; choose another array for the feature map, or none"
    ),
    "brought.weight-reads": marked(
        "the weight reads {reads:channel|channels}, which do not divide the {channels} of what the layer reads; "
        "bring the feature map, or choose another array for the weight, or none"
    ),
    "brought.weight-groups": marked(
        "the weight has {outputs:output|outputs}, which {groups} groups of channels do not divide; choose another "
        "array for the weight, or none"
    ),
    "brought.offset-groups": marked(
        "{groups} offset groups do not divide {channels:channel|channels} of what the layer reads; choose another "
        "kernel, or bring the feature map"
    ),
    "task.even-target": marked("the taps cannot be found with this source: the target is the same number everywhere"),
    "task.even-source": marked(
        "no rule can move the taps by this source: when it is smoothed, it is the same number everywhere"
    ),
    "deformable.too-large": marked(
        "a copy of {size:size} pixels with {channels:channel|channels} and {taps} taps takes about {needed:.1f} GiB "
        "a step"
    ),
    "deformable.offset_groups": marked(
        "{count} offset groups do not divide {channels:channel|channels} of the input evenly; choose {fitting:list}"
    ),
    "deformable.groups": marked(
        "{count} groups do not divide {channels:channel|channels} of the input evenly; choose {fitting:list}"
    ),
    "deformable.kernel-too-large": marked(
        "the kernel reaches over {reach:size} pixels, and the copy with a padding of {padding} is smaller than that: "
        "it has {size:size} pixels without it; choose a larger padding or working size, or a smaller kernel or "
        "dilation"
    ),
    "deformable.stack-too-deep": marked(
        "layer {layer} reads a map of {size:size} pixels, on which a kernel that reaches over {reach:size} does not "
        "fit; choose fewer layers, a smaller stride, kernel or dilation, or a larger padding or working size"
    ),
    "deformable.nothing-passes": marked(
        "unbounded masks that start at 0 let nothing through {layers} layers, no gradient either, so that they would "
        "never learn; choose another modulation, one layer, or random as the start of the offset branch"
    ),
    "deformable.value-range": marked(
        "the largest value of the source is {largest:.1e}, and training needs it between {low:.0e} and {high:.0e}; "
        "scale the values, or show the source in the sub-pixel lab"
    ),
    "shuffle.image-too-small": marked(
        "the image has {size:size} pixels; a factor of {factor} needs at least {least:size}"
    ),
    "shuffle.channels-one-fits": marked(
        "a factor of {factor} needs a number of channels divisible by {phases}, and this feature map has {channels}; "
        "the factor that fits is {fitting:list}"
    ),
    "shuffle.channels-some-fit": marked(
        "a factor of {factor} needs a number of channels divisible by {phases}, and this feature map has {channels}; "
        "factors that fit are {fitting:list}"
    ),
    "shuffle.channels-none-fits": marked(
        "a factor of {factor} needs a number of channels divisible by {phases}, and this feature map has {channels}; "
        "no factor fits {channels:channel|channels} as they are"
    ),
    "super-resolve.not-an-image": marked(
        "super-resolve needs an image with 1 or 3 channels, and this source is a feature map "
        "({channels:channel|channels}, {size:size} pixels); choose the task shuffle, or open an image"
    ),
    "super-resolve.too-small": marked(
        "this image cannot be learned from at a factor of {factor}: the reduced copy has {size:size} pixels, but at "
        "least {least} a side was expected"
    ),
    "super-resolve.even": marked(
        "this image cannot be learned from at a factor of {factor}: the part that trains is one even grey"
    ),
    # Devices and threads
    "device.unknown": marked("the device '{name}' does not exist on this machine; choose auto or one of: {names}"),
    "threads.not-a-number": marked("{variable} is '{value}'; it must be a whole number from 1 to 1024"),
    # Commands
    "reset.nothing": marked("there is nothing to reset; open a source that the lab can use first"),
    "timeline.no-step": marked("step {step} was never reached there; choose one of the steps on the timeline"),
    "train.nothing": marked("there is nothing to train; open a source that the lab can use first"),
    "train.not-trainable": marked("there is nothing to train here: this lab only shows what an operator does"),
    "adjust.needs-rebuild": marked("these settings change what the lab is built from; they have to be configured"),
    "command.unreadable": marked("the engine was sent something that it cannot read: {what}"),
    # Training
    "training.loss-not-finite": marked("the loss is not finite"),
    "training.layer-output-not-finite": marked("what layer {layer} of {layers} gives is not finite"),
    "training.offsets-not-finite": marked("the offsets are not finite"),
    "training.layer-offsets-not-finite": marked("the offsets of layer {layer} of {layers} are not finite"),
    "training.points-left": marked("the points have left the image, where nothing pulls them back"),
    "training.layer-points-left": marked(
        "the points of layer {layer} of {layers} have left what it reads, where nothing pulls them back"
    ),
    "diverged.training.loss-not-finite": marked(
        "training diverged at step {step}: the loss is not finite; it is back at step {kept}, the last good one that "
        "was kept; lower the learning rate and go on, or reset"
    ),
    "diverged.training.layer-output-not-finite": marked(
        "training diverged at step {step}: what layer {layer} of {layers} gives is not finite; it is back at step "
        "{kept}, the last good one that was kept; lower the learning rate and go on, or reset"
    ),
    "diverged.training.offsets-not-finite": marked(
        "training diverged at step {step}: the offsets are not finite; it is back at step {kept}, the last good one "
        "that was kept; lower the learning rate and go on, or reset"
    ),
    "diverged.training.layer-offsets-not-finite": marked(
        "training diverged at step {step}: the offsets of layer {layer} of {layers} are not finite; it is back at "
        "step {kept}, the last good one that was kept; lower the learning rate and go on, or reset"
    ),
    "diverged.training.points-left": marked(
        "training diverged at step {step}: the points have left the image, where nothing pulls them back; it is back "
        "at step {kept}, the last good one that was kept; lower the learning rate and go on, or reset"
    ),
    "diverged.training.layer-points-left": marked(
        "training diverged at step {step}: the points of layer {layer} of {layers} have left what it reads, where "
        "nothing pulls them back; it is back at step {kept}, the last good one that was kept; lower the learning "
        "rate and go on, or reset"
    ),
    "training.ran-away": marked(
        "training has run away: for {steps} steps the loss has been more than {far:g} times that of the start, "
        "{start:.3g}, and is {present:.3g} now; lower the learning rate, and reset"
    ),
    "run.ran-away": marked(
        "training has run away: the loss is {present:.3g} in the end, and was {start:.3g} at the start; lower the "
        "learning rate, which is {rate:g}"
    ),
    "run.diverged": marked("training diverged at step {step}: {what}; lower the learning rate"),
    # Teaching
    "teach.nothing-trained": marked("nothing is trained in this task, so there is no branch to teach"),
    "teach.no-points": marked("place a point by hand first: drag one to where the branch should put it"),
    "teach.lower-layer": marked(
        "only the last of several layers can be taught; give back the points that are placed for the others"
    ),
    "teach.no-units": marked("the placed points are for units that this map does not have"),
    "teach.no-branch": marked("without an offset branch nothing can learn to move a point; choose another branch"),
    "teach.frozen": marked(
        "the branch stays as it is while training changes the kernel only; let training change the offsets too"
    ),
    "teach.beyond-bound": marked(
        "the bound of the branch keeps the offset of tap {tap} within {bound:g} px in each direction, and it was "
        "placed {longest:.2f} px away; place it nearer, or widen the bound"
    ),
    "teach.no-gradient": marked(
        "no gradient leads from the branch's present offsets to the placed ones: they are all at its bound; reset, "
        "or widen the bound"
    ),
    "teach.not-reached": marked(
        "the branch cannot give {count:point its place|points their places at once}: {far} of them stay too far "
        "away, the farthest {reached:.2f} px; place fewer, or choose a deeper branch"
    ),
    "teach.gone": marked(
        "the branch as it was on the other side of Teach is gone, because training has started again since; only "
        "the placed points have changed"
    ),
    # Failures
    "out-of-memory.setup": marked(
        "there is not enough memory on {device} for setting up the lab; choose a smaller working size"
    ),
    "memory-needed.setup": marked(
        "there is not enough memory on {device} for setting up the lab: a step at a working size of {size} takes "
        "about {needed:bytes}; a working size of {smaller} needs about a quarter"
    ),
    "memory-needed.step": marked(
        "there is not enough memory on {device} for training step {step}: at a working size of {size} it takes about "
        "{needed:bytes}; a working size of {smaller} needs about a quarter"
    ),
    "out-of-memory.no-smaller": marked(
        "there is not enough memory on {device}, and no smaller working size would help; close other programs, or "
        "choose a smaller source"
    ),
    "out-of-memory.adjust": marked(
        "there is not enough memory on {device} for changing the settings; choose a smaller working size"
    ),
    "out-of-memory.step": marked(
        "there is not enough memory on {device} for training step {step}; choose a smaller working size"
    ),
    "out-of-memory.teach": marked(
        "there is not enough memory on {device} for teaching the branch; choose a smaller working size"
    ),
    "out-of-memory.look": marked(
        "there is not enough memory on {device} for drawing the lab; choose a smaller working size"
    ),
    "failed.setup": marked("an error ended setting up the lab: {what}"),
    "failed.adjust": marked("an error ended changing the settings: {what}"),
    "failed.step": marked("an error ended training step {step}: {what}"),
    "failed.teach": marked("an error ended teaching the branch: {what}"),
    "failed.look": marked("an error ended drawing the lab: {what}"),
    # What would be right
    "remedy.another-source": marked("another one"),
    "remedy.working-size-at-most": marked("a working size of at most {size}"),
    "remedy.working-size-at-least": marked("a working size of at least {size}"),
    "remedy.factor": marked("a factor of {factors:or}"),
    "remedy.larger-image": marked("an image of at least {size:size} pixels"),
    "remedy.less-narrow-image": marked("a less narrow image"),
    "remedy.image-with-content": marked("an image with something in its left part"),
    "remedy.task-shuffle": marked("the task shuffle"),
    "remedy.cut-or-pad-channels": marked("cut or pad for the spare channels"),
    "remedy.pad-channels": marked("pad for the spare channels"),
}
