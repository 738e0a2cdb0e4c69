"""How often a transposed convolution writes to each output, in a script."""

from __future__ import annotations

from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_tasks import OverlapSpec
from vizapp.overlap import input_side
from vizapp.scripts.draft import Draft
from vizapp.scripts.request import ScriptRequest


def overlap_script(request: ScriptRequest) -> str:
    """Return the script of an overlap count."""
    task = request.experiment.spec_of(SubpixelSpec).task
    assert isinstance(task, OverlapSpec)
    draft = Draft("How often a transposed convolution writes to each output.")
    draft.set("KERNEL_SIZE", task.kernel)
    draft.set("STRIDE", task.stride)
    draft.set("SIDE", input_side(task.kernel, task.stride), "rows and columns of inputs")
    draft.run(
        """
# Each input lays the kernel into the output once, STRIDE apart, and what overlaps is added up: with ones everywhere
# the output counts the kernels at each place.
inputs = torch.ones(1, 1, SIDE, SIDE)
kernel = torch.ones(1, 1, KERNEL_SIZE, KERNEL_SIZE)
output = F.conv_transpose2d(inputs, kernel, stride=STRIDE)
print(output[0, 0].int())
"""
    )
    return draft.text()
