"""A network whose weights were read from a file, and the pixel shuffles in it.

spandrel recognises the architecture by the names and shapes of the weights, and builds it. It is given tensors only:
its own reading of files is never used.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from vizapp.document.networks import FEWEST_CHANNELS, MAX_LAYER_CHANNELS, MAX_LAYER_NAME
from vizapp.document.subpixel_tasks import MAX_SHUFFLE_FACTOR
from vizapp.wording.problems import ProblemError

if TYPE_CHECKING:
    from spandrel import ImageModelDescriptor

TRIAL_SIDE = 32
"""Of the picture, in pixels, on which a network is tried: what it does not compute there is not offered."""
MAX_SHUFFLES = 64
MAX_MAP_BYTES = 2**30
"""Of the input map of a pixel shuffle."""
_VALUE_BYTES = 4
_MAX_TEXT = 300

_MISSING = re.compile(r'Missing key\(s\) in state_dict: "([^"]+)"')
_UNKNOWN = re.compile(r'Unexpected key\(s\) in state_dict: "([^"]+)"')
_OTHER_SHAPE = re.compile(
    r"size mismatch for (\S+): copying a param with shape torch\.Size\(\[([\d, ]*)\]\) from checkpoint, "
    r"the shape in current model is torch\.Size\(\[([\d, ]*)\]\)"
)
_SIDE = re.compile(r"\d+")
"""What ``Module.load_state_dict`` says of tensors that do not fit."""

Tell: TypeAlias = Callable[[int, int], None]
"""Called after every layer with how many are done and how many there are; may raise to end the run."""


class FoundShuffle(NamedTuple):
    """A pixel shuffle in a network.

    Attributes:
        name: that of the layer, or of the layer that calls the function; with a number where it is computed again.
        upscale_factor: r.
        channels: C·r² of its input.
    """

    name: str
    upscale_factor: int
    channels: int


Seen: TypeAlias = Callable[[FoundShuffle, Tensor, Tensor], None]
"""Called with every pixel shuffle: its input (1, C·r², H, W) and its output (1, C, H·r, W·r), not to be kept."""


def spandrel_is_there() -> bool:
    """Return whether the package that recognises architectures can be used."""
    try:
        import spandrel  # noqa: F401  imported as a check
    except Exception:  # an unrelated or broken package of that name can raise anything
        return False
    return True


class BroughtNetwork:
    """A network from weights.

    Attributes:
        architecture: its name.
        scale: by which it enlarges; 1 where it does not.
        channels: of the picture that it reads: 1 for luma, 3 for RGB.
        shuffles: the pixel shuffles that it computes, in their order; those that a hand-written rearrangement of axes
            stands for are not among them.
        multiple: the sides of a picture have to be multiples of this number.
        least: the shortest side that a picture may have.
    """

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        """Build the network, and try it on a small picture.

        Args:
            weights: a state dict, on the CPU.

        Raises:
            ProblemError: spandrel is not installed, does not know the architecture, or the weights do not fit it; the
                network reads other things than pictures, cannot be computed, gives NaN, or has no pixel shuffle.
        """
        self._descriptor = _described(weights)
        self._device = torch.device("cpu")
        self.architecture = _short(self._descriptor.architecture.name)
        self.scale, self.channels = self._descriptor.scale, self._descriptor.input_channels
        if self.channels not in (1, 3):
            raise ProblemError("network.channels", "network", channels=self.channels)
        sizes = self._descriptor.size_requirements
        self.multiple, self.least = max(1, sizes.multiple_of), max(1, sizes.minimum)
        self._layers = 0
        self._values_per_pixel = 0.0
        self.shuffles = self._tried(weights)

    def run(self, picture: Tensor, device: torch.device, seen: Seen, tell: Tell) -> Tensor:
        """Compute the network, without gradients.

        Args:
            picture: (1, C, H, W) from 0 to 1.
            device: where it is computed.
            seen: is told every pixel shuffle.
            tell: is told how far it is.

        Returns:
            (1, C, H·scale, W·scale) from 0 to 1.

        Raises:
            ProblemError: the network cannot be computed on this picture, or its maps would be too large.
        """
        needed = round(self._values_per_pixel * picture.shape[2] * picture.shape[3] * _VALUE_BYTES)
        if needed > MAX_MAP_BYTES:
            raise ProblemError("network.large-maps", "working_size", needed=needed, limit=MAX_MAP_BYTES)
        self._move(device)
        try:
            return self._computed(picture.to(device), seen, lambda done: tell(min(done, self._layers), self._layers))
        except ProblemError:
            raise
        except (RuntimeError, MemoryError) as error:
            if isinstance(error, MemoryError | torch.OutOfMemoryError) or "memory" in str(error).lower():
                raise  # the caller words it
            raise _fails(error) from error
        except Exception as error:
            raise _fails(error) from error
        finally:
            self._move(torch.device("cpu"))  # frees the device's memory until the next use

    def _move(self, device: torch.device) -> None:
        if device != self._device:
            self._descriptor.to(device)
            self._device = device

    def _tried(self, weights: Mapping[str, Tensor]) -> tuple[FoundShuffle, ...]:
        side = math.ceil(max(TRIAL_SIDE, self.least) / self.multiple) * self.multiple
        rising = torch.linspace(0, 1, side)
        picture = (rising[:, None] * rising).expand(1, self.channels, side, side).contiguous()
        found: list[FoundShuffle] = []
        counted = [0]

        def count(done: int) -> None:
            counted[0] = done

        def see(shuffle: FoundShuffle, map_: Tensor, output: Tensor) -> None:
            del output
            found.append(shuffle)
            self._values_per_pixel = max(self._values_per_pixel, map_.numel() / side**2)

        try:
            output = self._computed(picture, see, count)
        except MemoryError:
            raise
        except Exception as error:
            raise _fails(error) from error
        if bool(output.isnan().any()):
            raise _gives_nan(weights)
        self._layers = max(1, counted[0])
        if not found:
            raise ProblemError("network.no-shuffle", "network", architecture=self.architecture)
        return tuple(found[:MAX_SHUFFLES])

    def _computed(self, picture: Tensor, seen: Seen, tell: Callable[[int], None]) -> Tensor:
        names = _Names(tell)
        with names.following(self._descriptor.model), _Watch(names, seen), _without_warnings():
            output: Tensor = self._descriptor(picture)
        # The descriptor computes in inference mode, whose tensors cannot be changed outside of it.
        return output.clone().float()


def _described(weights: Mapping[str, Tensor]) -> ImageModelDescriptor[nn.Module]:
    if not spandrel_is_there():
        raise ProblemError("network.no-spandrel", "network")
    from spandrel import ImageModelDescriptor, ModelLoader, UnsupportedModelError

    try:
        with _without_warnings():
            found = ModelLoader(device="cpu").load_from_state_dict(dict(weights))
    except UnsupportedModelError as error:
        raise ProblemError("network.unknown", "network", tensors=len(weights)) from error
    except MemoryError:
        raise
    except Exception as error:
        # The architecture is guessed from a few names and shapes; weights of another one can raise anything.
        raise _misfit(error) from error
    if not isinstance(found, ImageModelDescriptor):
        raise ProblemError("network.not-of-pictures", "network", architecture=_short(found.architecture.name))
    return found.float().eval()


def _misfit(error: Exception) -> ProblemError:
    """Return the refusal of weights that do not fit their architecture; it names the first tensor that does not.

    torch lists them in its message alone; an architecture that reads the sizes of a tensor raises a KeyError instead.
    """
    if isinstance(error, KeyError) and error.args and isinstance(error.args[0], str):
        return ProblemError("network.tensor-missing", "network", tensor=_short(error.args[0]))
    said = str(error)
    if missing := _MISSING.search(said):
        return ProblemError("network.tensor-missing", "network", tensor=_short(missing[1]))
    if other := _OTHER_SHAPE.search(said):
        own, expected = (tuple(int(side) for side in _SIDE.findall(sides)) for sides in other.group(2, 3))
        return ProblemError("network.tensor-shape", "network", tensor=_short(other[1]), own=own, expected=expected)
    if unknown := _UNKNOWN.search(said):
        return ProblemError("network.tensor-unknown", "network", tensor=_short(unknown[1]))
    return ProblemError("network.misfit", "network", what=_short(error))


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Leave out what torch has to say of how an architecture is written, which nobody here can change."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class _Names:
    """Which layer is being computed, by its name, and how many have been."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self._stack: list[str] = []
        self._done = 0
        self._handles: list[Any] = []

    @property
    def present(self) -> str:
        """The name of the innermost layer that is being computed; "" for the network itself."""
        return self._stack[-1] if self._stack else ""

    def following(self, network: nn.Module) -> _Names:
        """Follow the layers of ``network`` in a with statement."""
        for name, layer in network.named_modules():
            self._handles.append(layer.register_forward_pre_hook(partial(self._enter, name)))
            self._handles.append(layer.register_forward_hook(self._leave))
        return self

    def __enter__(self) -> _Names:
        return self

    def __exit__(self, *error: object) -> None:
        for handle in self._handles:
            handle.remove()

    def _enter(self, name: str, layer: nn.Module, given: Any) -> None:
        del layer, given
        self._stack.append(name)

    def _leave(self, layer: nn.Module, given: Any, output: Any) -> None:
        del layer, given, output
        self._stack.pop()
        self._done += 1
        self._tell(self._done)


class _Watch(TorchFunctionMode):
    """Tells of every pixel shuffle of one picture, whether a layer computes it or a call of the function."""

    def __init__(self, names: _Names, seen: Seen) -> None:
        super().__init__()
        self._names = names
        self._seen = seen
        self._times: dict[str, int] = {}

    def __torch_function__(
        self, func: Any, types: Sequence[Any], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        del types
        given = kwargs or {}
        output = func(*args, **given)
        if getattr(func, "__name__", "") == "pixel_shuffle":
            map_ = args[0] if args else given["input"]
            factor = args[1] if len(args) > 1 else given["upscale_factor"]
            self._take(map_, int(factor), output)
        return output

    def _take(self, map_: Tensor, factor: int, output: Tensor) -> None:
        if map_.ndim == 3:
            map_, output = map_[None], output[None]
        fits = map_.ndim == 4 and len(map_) == 1 and map_.is_floating_point()
        channels = map_.shape[1] if fits else 0
        if not (2 <= factor <= MAX_SHUFFLE_FACTOR and FEWEST_CHANNELS <= channels <= MAX_LAYER_CHANNELS):
            return
        name = _short(self._names.present or "network", MAX_LAYER_NAME - 10)
        times = self._times[name] = self._times.get(name, 0) + 1
        name = name if times == 1 else f"{name} ({times})"
        self._seen(FoundShuffle(name, factor, channels), map_, output)


def _gives_nan(weights: Mapping[str, Tensor]) -> ProblemError:
    """Return the refusal of a network that gives NaN; it names the first tensor that is not finite."""
    for name, tensor in weights.items():
        if tensor.is_floating_point() and not bool(tensor.isfinite().all()):
            return ProblemError("network.not-finite", "network", tensor=_short(name))
    return ProblemError("network.gives-nan", "network")


def _fails(error: Exception) -> ProblemError:
    return ProblemError("network.fails", "network", what=_short(error))


def _short(what: object, most: int = _MAX_TEXT) -> str:
    """Return a text, or what an error says, in one printable line of limited length."""
    text = str(what).strip().partition("\n")[0].rstrip(".") or type(what).__name__
    return "".join(letter if letter.isprintable() else " " for letter in text)[:most]
