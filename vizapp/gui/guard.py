"""Catches exceptions in overrides of Qt methods: they are reported, and Qt gets a harmless return value.

Qt cannot handle Python exceptions. PySide stores an exception that leaves an override and raises it in the Python
code that called Qt last. On Python 3.11 it crashes on one raised by C code, such as an index out of range, and on
every version the process crashes if the exception leaves a painter active on a widget. So no exception may leave an
override.

Every subclass of a Qt class is therefore modified when it is defined: each method that overrides one of Qt's is
replaced by a function with the same parameters that catches its exceptions. The classes themselves need no code for
this. Functions connected to signals need no guard, because PySide reports their exceptions.
"""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache, update_wrapper, wraps
from inspect import Parameter, Signature, signature
from types import FunctionType, TracebackType
from typing import Any, get_args, get_origin

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter
from shiboken6 import Shiboken

_OWN = "vizapp"
_DRAWN_WITH = "pyqtgraph"
"""The package whose graphics items are drawn in the same scenes as vizapp's."""
_CALLED_BY_QT = {
    *("boundingRect", "drawBackground", "drawForeground", "event", "eventFilter", "itemChange", "minimumSizeHint"),
    *("paint", "sceneEvent", "sceneEventFilter", "shape", "sizeHint", "viewportEvent"),
}
"""The methods that are guarded in pyqtgraph's classes, besides all named …Event. Others that hide a Qt method, such
as setData, are only called from Python, and their callers must get the exceptions."""

_HOOK = "__init_subclass__"
_MARK = QPainter.RenderHint.LosslessImageRendering
"""A render hint that Qt uses only when it writes PDF files."""
_MOST_REPORTS = 1000

_reported: set[tuple[str, int, str]] = set()


def install_guard() -> None:
    """Guard every override in the window's and pyqtgraph's classes, including classes defined later.

    Overrides that Qt has called on an object before stay unguarded for it, because PySide caches the lookup.
    """
    if _HOOK in vars(Shiboken.Object):
        return

    def guard_new(cls: Any, **options: Any) -> None:
        super(Shiboken.Object, cls).__init_subclass__(**options)
        guard_overrides(cls)

    setattr(Shiboken.Object, _HOOK, classmethod(guard_new))
    for cls in _subclasses(Shiboken.Object):
        guard_overrides(cls)


def guard_overrides(cls: type) -> None:
    """Guard the overrides of one class, including those from its mixins."""
    for holder, name, override in overrides(cls):
        if isinstance(override, FunctionType) and not is_guarded(override):
            setattr(holder, name, _guarded(holder, name, override))


def overrides(cls: type) -> Iterator[tuple[type, str, object]]:
    """Yield the overrides of Qt methods in ``cls`` and its bases, as (defining class, name, override)."""
    packages = [(base, base.__module__.partition(".")[0]) for base in cls.__mro__]
    holders = [(base, package) for base, package in packages if package in (_OWN, _DRAWN_WITH)]
    qt = [_methods_of_qt(base) for base, package in packages if package == "PySide6"] if holders else []
    for holder, package in holders:
        for name, value in list(vars(holder).items()):
            called = package == _OWN or name in _CALLED_BY_QT or name.endswith("Event")
            if called and any(name in methods for methods in qt):
                yield holder, name, value


def is_guarded(override: object) -> bool:
    """Return whether ``override`` is a guarded function."""
    return hasattr(override, "_guards")


def forget_reports() -> None:
    """Forget which exceptions have been reported, so that they are reported again."""
    _reported.clear()


def _subclasses(cls: type) -> Iterator[type]:
    subclasses: list[type] = cls.__subclasses__()
    for subclass in subclasses:
        yield subclass
        yield from _subclasses(subclass)


@cache
def _methods_of_qt(cls: type) -> frozenset[str]:
    """Return the names of the methods that a Qt class defines itself."""
    methods = [name for name, value in vars(cls).items() if type(value).__name__ == "method_descriptor"]
    return frozenset(name for name in methods if not name.startswith("__"))


# The guarded function -----------------------------------------------------------------------------------------

_TEMPLATE = """
def make(guarded_call, guarded_answer):
    def guarded({parameters}):
        try:
            return guarded_call({arguments})
        except Exception as error:
            return guarded_answer(error, {arguments})
    return guarded
"""


def _guarded(holder: type, name: str, override: FunctionType) -> FunctionType:
    """Return a function with the parameters of ``override`` that calls it and catches its exceptions."""

    def answer(error: Exception, instance: object, *arguments: object, **options: object) -> object:
        _end_painters(error.__traceback__, (*arguments, *options.values()))
        _report(error)
        return _harmless(holder, name, instance, arguments, options)

    draws = name.startswith(("paint", "draw")) and not name.endswith("Event") and override.__code__.co_argcount > 1
    # The defaults are copied below; the signature only needs placeholders.
    parameters = [
        p.replace(annotation=p.empty, default=p.empty if p.default is p.empty else None)
        for p in signature(override).parameters.values()
    ]
    make = _maker(str(Signature(parameters))[1:-1], ", ".join(map(_passed_on, parameters)))
    guarded = make(_with_painter_restored(override) if draws else override, answer)
    update_wrapper(guarded, override)
    guarded.__defaults__, guarded.__kwdefaults__ = override.__defaults__, override.__kwdefaults__
    guarded.__dict__["_guards"] = override
    return guarded


@cache
def _maker(parameters: str, arguments: str) -> Callable[..., FunctionType]:
    """Return a factory of functions with these parameters, which PySide counts in a slot's code object."""
    namespace: dict[str, Any] = {}
    source = _TEMPLATE.format(parameters=parameters, arguments=arguments)
    exec(compile(source, "<guard>", "exec"), namespace)  # noqa: S102  the source is made of our methods' parameters
    return namespace["make"]


def _passed_on(parameter: Parameter) -> str:
    match parameter.kind:
        case Parameter.VAR_POSITIONAL:
            return f"*{parameter.name}"
        case Parameter.VAR_KEYWORD:
            return f"**{parameter.name}"
        case Parameter.KEYWORD_ONLY:
            return f"{parameter.name}={parameter.name}"
        case _:
            return parameter.name


# After an exception ---------------------------------------------------------------------------------------------


def _with_painter_restored(draw: Callable[..., object]) -> Callable[..., object]:
    """Return ``draw`` wrapped so that it restores the painter's state when it raises.

    Qt does not expose how often a painter was saved. The wrapper sets a mark in the state, which later saves copy,
    and restores until the mark is gone.
    """

    @wraps(draw)
    def drawing(instance: object, painter: QPainter, *arguments: object, **options: object) -> object:
        mark = not painter.testRenderHint(_MARK)
        painter.save()
        painter.setRenderHint(_MARK, mark)
        try:
            result = draw(instance, painter, *arguments, **options)
        except Exception:
            while painter.isActive() and painter.testRenderHint(_MARK) == mark:
                painter.restore()
            raise
        painter.restore()
        return result

    return drawing


def _end_painters(trace: TracebackType | None, given: tuple[object, ...]) -> None:
    """End the painters that the failed code began; the traceback keeps them alive, possibly beyond their device."""
    for frame, _ in traceback.walk_tb(trace):
        for value in frame.f_locals.values():
            if (
                isinstance(value, QPainter)
                and not any(value is other for other in given)
                and Shiboken.isValid(value)
                and value.isActive()
            ):
                value.end()


def _report(error: Exception) -> None:
    """Pass ``error`` to ``sys.excepthook``, once per place and message, because painting is repeated often."""
    place, line = list(traceback.walk_tb(error.__traceback__))[-1]
    what = (place.f_code.co_filename, line, "".join(traceback.format_exception_only(error)))
    if what in _reported or len(_reported) >= _MOST_REPORTS:
        return
    _reported.add(what)
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except Exception as second:
        sys.__excepthook__(type(second), second, second.__traceback__)


def _harmless(
    holder: type, name: str, instance: object, arguments: tuple[object, ...], options: dict[str, object]
) -> object:
    """Return a value that Qt can continue with: the base class's result, or an empty one of the right type."""
    kind = _answer_type(name, instance)
    if kind is None:
        return None
    if not any(isinstance(argument, QEvent) for argument in arguments):  # an event must not be handled twice
        try:
            return getattr(super(holder, instance), name)(*arguments, **options)
        except Exception:  # the base method is abstract or raises too
            pass
    return empty_answer(kind)


def _answer_type(name: str, instance: object) -> object:
    """Return the type that Qt's method returns according to PySide, or None."""
    try:
        known = importlib.import_module("shibokensupport.signature").get_signature
        bases = (vars(base) for base in type(instance).__mro__ if base.__module__.startswith("PySide6."))
        found = known(next(base[name] for base in bases if name in base))
        return (found[0] if isinstance(found, list) else found).return_annotation
    except Exception:  # no signature is available; most overrides return nothing
        return None


def empty_answer(kind: object) -> object:
    """Return the empty value of a type: False, 0, an invalid size, an empty rectangle; None if there is none."""
    if get_origin(kind) is tuple:
        return tuple(empty_answer(part) for part in get_args(kind))
    if not isinstance(kind, type) or kind is object:
        return None
    try:
        return kind(0) if issubclass(kind, Enum) else kind()
    except Exception:  # the type has no default constructor
        return None
