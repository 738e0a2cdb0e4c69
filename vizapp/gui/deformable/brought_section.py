"""The BROUGHT OFFSETS section: what was brought, how it is read, and what of it is not finite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from vizapp.document.brought import BroughtRole, BroughtSpec
from vizapp.gui.gestures import Gestures
from vizapp.gui.shown import Shown
from vizapp.gui.widgets.rows import ElidedLabel, HintLabel, Section, muted_label
from vizapp.offset_maps.kernels import KernelGuess
from vizapp.session.state import State
from vizapp.sources.locations import path_of
from vizapp.sources.regular_files import display_name
from vizapp.wording.offset_readings import (
    broken_sentence,
    geometry_words,
    kernel_words,
    layout_name,
    role_name,
)
from vizapp.wording.problems import sentence

_ROLES: tuple[BroughtRole, ...] = ("offsets", "mask", "weight", "bias", "output")


@dataclass(frozen=True, slots=True)
class _Words:
    files: str = ""
    parts: str = ""
    layout: str = ""
    kernel: str = ""
    geometry: str = ""
    hint: str = ""
    can_reopen: bool = False


class BroughtSection(Section):
    """File, roles, layout, kernel and geometry, and a button that asks again how the offsets are read."""

    fields = frozenset({"brought"})

    def __init__(self, session: Gestures, parent: QWidget | None = None) -> None:
        super().__init__("setupBrought", parent)
        self.set_title(self.tr("Brought offsets"))
        self.files = ElidedLabel(self)
        self.files.setObjectName("broughtFiles")
        self.add(self.files)
        names = ("broughtParts", "broughtLayout", "broughtKernel", "broughtGeometry")
        self.lines = {name: muted_label(parent=self) for name in names}
        for name, label in self.lines.items():
            label.setObjectName(name)
            label.setWordWrap(True)
            self.add(label)
        self.remark = HintLabel(self)
        self.remark.setObjectName("broughtRemark")
        self.add(self.remark)
        self.reopen = QPushButton(self.tr("Read them otherwise…"), self)
        self.reopen.setObjectName("reopenOffsets")
        self.reopen.setProperty("role", "flat")
        self.reopen.setAccessibleName(self.reopen.text())
        self.reopen.setToolTip(self.tr("Choose another layout, kernel, stride or role of an array."))
        self.reopen.clicked.connect(session.reopen_offsets)
        self.add(self.reopen)
        self._parts: tuple[Shown[Any], ...] = (Shown(self._resolve, self._show),)

    def parts(self) -> Sequence[Shown[Any]]:
        return self._parts

    def _resolve(self, state: State) -> _Words:
        task, brought = state.experiment.spec.task_spec, state.brought
        if not isinstance(task, BroughtSpec):
            return _Words()
        if not task.arrays:
            return _Words(hint=self.tr("Drop or open a file with offsets: .npy, .npz, .safetensors or .pt."))
        names = dict.fromkeys(display_name(path_of(array.location)) for array in task.arrays)
        given = [role_name(role) for role in _ROLES if task.has(role)]
        hint = ""
        if brought.problem is not None:
            hint = sentence(brought.problem)
        elif brought.is_reading:
            hint = self.tr("Reading {name}…").format(name=brought.name)
        elif brought.loaded is not None:
            hint = broken_sentence(brought.loaded.non_finite, task.own_geometry)
        return _Words(
            files=", ".join(names),
            parts=", ".join(given),
            layout=layout_name(task.layout),
            kernel=kernel_words(KernelGuess(task.kernel_size, task.offset_groups)),
            geometry=geometry_words(task.own_geometry),
            hint=hint,
            can_reopen=True,
        )

    def _show(self, words: _Words) -> None:
        self.files.set_text(words.files)
        self.files.setVisible(bool(words.files))
        texts = (words.parts, words.layout, words.kernel, words.geometry)
        for label, text in zip(self.lines.values(), texts, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        self.remark.say(words.hint)
        self.reopen.setVisible(words.can_reopen)
