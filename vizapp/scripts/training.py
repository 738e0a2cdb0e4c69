"""The optimiser and the training loop of a script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vizapp.scripts.draft import Draft

_ONE_RATE = "optimiser = torch.optim.Adam($parameters, lr=$rate, amsgrad=True)"
_ONE_RATE_BELOW = """\
optimiser = torch.optim.Adam(
    $parameters, lr=$rate, amsgrad=True
)"""
_SHORT = 60
"""Characters of an expression that stands in one line with what is done with it."""
_SEVERAL_RATES = """\
optimiser = torch.optim.Adam(
    [
$groups
    ],
    amsgrad=True,
)"""
_LOOP = """
# AMSGrad, which divides by the largest mean square of the gradient so far: what was found stays where it is.
$optimiser
losses = []
for step in range(STEPS):
$lines
    optimiser.step()
    losses.append(loss.item())  # as it was before this step
    if step % 20 == 0:
        print(f"step {step}: loss {losses[-1]:.6f}")
"""


class Trained(NamedTuple):
    """Some parameters of a script and their learning rate, both as expressions."""

    parameters: str
    rate: str


def write_loop(draft: Draft, trained: Sequence[Trained], rate: float, steps: int, lines: Sequence[str]) -> None:
    """Write the training; ``lines`` compute the ``loss`` of a step and its gradients, which are 0 before."""
    draft.set("STEPS", steps)
    draft.set("LEARNING_RATE", rate)
    if len(trained) == 1:
        (only,) = trained
        optimiser = _ONE_RATE if len(only.parameters) < _SHORT else _ONE_RATE_BELOW
        optimiser = optimiser.replace("$parameters", only.parameters).replace("$rate", only.rate)
    else:
        groups = [
            f'        {{\n            "params": {each.parameters},\n            "lr": {each.rate},\n        }},'
            for each in trained
        ]
        optimiser = _SEVERAL_RATES.replace("$groups", "\n".join(groups))
    draft.run(_LOOP, optimiser=optimiser, lines="\n".join(f"    {line}" for line in lines))
