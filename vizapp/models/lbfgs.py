"""L-BFGS: few, long steps to a minimum that is near, where the function has no noise.

``torch.optim.LBFGS`` is not used for the reason that :mod:`vizapp.models.adam` gives: constructing it imports torch's
compiler, which takes seconds.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

_MEMORY, _MEMORY_BYTES = 30, 2**26
"""The most gradients that are remembered, and the most bytes that they take, where those are enough for two."""
_TRIES = 20
_SUFFICIENT = 1e-4
"""Of the decrease that the slope promises: what a step must reach at least (Armijo's condition)."""
_FIRST_LENGTH = 0.1
"""The length of the first trial step, in the units of the parameters."""


class _Tried(NamedTuple):
    """A place along a direction: so many times its length away, and the value and the gradient there."""

    length: float
    value: float
    gradient: Tensor


class LBFGS:
    """Minimises a function of parameters; each step follows the gradients of the last ones.

    Every step is a combination of gradients. Where the function is a sum of squares of linear functions, as that of a
    branch of one convolution is, the minimum that is found is therefore the one nearest to the start: nothing changes
    that no gradient asks for.

    Source: Nocedal and Wright, Numerical Optimization, 2nd edition 2006, algorithms 7.4 and 7.5.

    Attributes:
        value: of the function at the present parameters; NaN before the first step.
    """

    def __init__(self, parameters: Sequence[Tensor], function: Callable[[], Tensor]) -> None:
        """Start at the present values of the parameters.

        Args:
            parameters: leaves that require gradients; the steps change them in place.
            function: returns the value (), with its graph where gradients are enabled.
        """
        self._parameters = list(parameters)
        self._function = function
        bytes_a_pair = 2 * sum(each.numel() * each.element_size() for each in self._parameters)
        memory = max(2, min(_MEMORY, _MEMORY_BYTES // max(bytes_a_pair, 1)))
        self._pairs: deque[tuple[Tensor, Tensor, float]] = deque(maxlen=memory)
        self._gradient: Tensor | None = None
        self.value = float("nan")

    def step(self) -> bool:
        """Do one step; return False where there is none that makes the function smaller."""
        if self._gradient is None:
            self.value, self._gradient = self._evaluate()
        gradient = self._gradient
        direction = -self._scaled(gradient)
        slope = float(gradient @ direction)
        if not slope < 0:
            return False
        start = self._flat()
        length = 1.0 if self._pairs else _FIRST_LENGTH / max(float(direction.norm()), 1e-30)
        best = self._search(start, direction, slope, length)
        if best is None:
            self._put(start)
            has_past = bool(self._pairs)
            self._pairs.clear()  # the stored curvature was measured at other parameters
            return has_past
        change, bend = best.length * direction, best.gradient - gradient
        self._put(start + change)
        self.value, self._gradient = best.value, best.gradient
        curvature = float(change @ bend)
        if curvature > 1e-10 * float(bend @ bend):
            self._pairs.append((change, bend, curvature))
        return True

    def _search(self, start: Tensor, direction: Tensor, slope: float, length: float) -> _Tried | None:
        """Return a place along a direction where the function is clearly smaller; None if there is none.

        A parabola through what is known says where its minimum lies, which is exact for a quadratic function. The
        first length that does is good enough, but for the first step, whose length is a guess.
        """
        best: _Tried | None = None
        for _ in range(_TRIES):
            self._put(start + length * direction)
            value, gradient = self._evaluate()
            if not math.isfinite(value):
                length /= 10
                continue
            if best is not None and value >= best.value:
                break
            # Near the minimum the promised decrease is lost in rounding; an equal value is then no step.
            if value < self.value and value <= self.value + _SUFFICIENT * length * slope:
                best = _Tried(length, value, gradient)
            bend = value - self.value - slope * length
            wanted = -slope * length**2 / (2 * bend) if bend > 0 else 10 * length
            wanted = min(max(wanted, length / 10), 10 * length)
            if best is not None and (self._pairs or 0.9 < wanted / best.length < 1.1):
                break
            length = wanted
        return best

    def _scaled(self, gradient: Tensor) -> Tensor:
        """Return the gradient times the estimate of the inverse Hessian."""
        result, factors = gradient.clone(), []
        for change, bend, curvature in reversed(self._pairs):
            factor = float(change @ result) / curvature
            factors.append(factor)
            result -= factor * bend
        if self._pairs:
            _, bend, curvature = self._pairs[-1]
            result *= curvature / float(bend @ bend)
        for (change, bend, curvature), factor in zip(self._pairs, reversed(factors), strict=True):
            result += (factor - float(bend @ result) / curvature) * change
        return result

    @torch.enable_grad()
    def _evaluate(self) -> tuple[float, Tensor]:
        value = self._function()
        gradients = torch.autograd.grad(value, self._parameters, allow_unused=True)
        whole = [
            torch.zeros_like(parameter) if gradient is None else gradient
            for gradient, parameter in zip(gradients, self._parameters, strict=True)
        ]
        return float(value.detach()), torch.cat([each.reshape(-1) for each in whole])

    def _flat(self) -> Tensor:
        return torch.cat([parameter.detach().reshape(-1) for parameter in self._parameters])

    @torch.no_grad()
    def _put(self, flat: Tensor) -> None:
        parts = flat.split([parameter.numel() for parameter in self._parameters])
        for parameter, part in zip(self._parameters, parts, strict=True):
            parameter.copy_(part.view_as(parameter))
