"""The picture that nothing is trained on, made to fit the one that is trained on."""

from __future__ import annotations

from torch import Tensor

from vizapp.document.working_size import SMALLEST_SIDE
from vizapp.labs.working_copy import WorkingCopies

_LUMA = (0.299, 0.587, 0.114)


def unseen_values(source: WorkingCopies, longest: int, trained: Tensor) -> Tensor | None:
    """Return a working copy (1, C, h, w) of ``source`` with the channels, device and type of ``trained``.

    A colour picture becomes grey beside a grey one, and a grey one has three equal channels beside a colour picture.
    Return None where the channels do not match otherwise, or where the source is too small or not finite.
    """
    if min(source.size) < SMALLEST_SIDE or not source.is_finite():
        return None
    values = source.of_size(longest).to(trained)
    have, want = values.shape[1], trained.shape[1]
    if have == want:
        return values
    if (have, want) == (1, 3):
        return values.expand(-1, 3, -1, -1).contiguous()
    if (have, want) == (3, 1) and source.kind == "image":
        weights = values.new_tensor(_LUMA).reshape(1, 3, 1, 1)
        return (values * weights).sum(1, keepdim=True)
    return None
