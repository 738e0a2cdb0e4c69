"""Every cross-reference in a docstring names something that exists.

The package is read as text and not imported, because importing all of it, with torch and Qt, takes longer than the
whole check. Names from other packages are looked up by import.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import vizapp

ROOT = Path(vizapp.__file__).parent
REFERENCE = re.compile(r":(?:class|meth|mod|func|data|attr|exc):`~?(?P<role>[^`]+)`|\b(?P<dotted>vizapp(?:\.\w+)+)")


@dataclass
class Scope:
    """What a module or a class defines: its names, those of its parts that have names of their own, and its bases."""

    names: set[str] = field(default_factory=set)
    parts: dict[str, Scope] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    bases: list[str] = field(default_factory=list)


class Package:
    """The modules of a package, by their dotted names."""

    def __init__(self, root: Path) -> None:
        self.name = root.name
        self.modules: dict[str, Scope] = {}
        self.docstrings: list[tuple[str, int, tuple[str, ...], str]] = []  # module, line, classes around it, text
        for path in sorted(root.rglob("*.py")):
            parts = path.relative_to(root.parent).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            self.modules[name] = self._scope(ast.parse(path.read_text(encoding="utf-8")), name, ())

    def _scope(self, node: ast.Module | ast.ClassDef, module: str, classes: tuple[str, ...]) -> Scope:
        scope = Scope()
        for each in _statements(node.body):
            match each:
                case ast.ClassDef(name=name):
                    inner = self._scope(each, module, (*classes, name))
                    inner.bases = [ast.unparse(base).partition("[")[0] for base in each.bases]
                    scope.parts[name] = inner
                    scope.names.add(name)
                case ast.FunctionDef(name=name):
                    scope.names.add(name)
                    for part in ast.walk(each):
                        self._add_docstring(part, module, classes)
                        if classes and isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store):
                            scope.names.add(part.attr)
                case ast.ImportFrom(module=str() as source, names=names):
                    scope.imports |= {alias.asname or alias.name: f"{source}.{alias.name}" for alias in names}
                case ast.Import(names=names):
                    scope.imports |= {alias.asname or alias.name: alias.name for alias in names}
                case _:
                    self._add_docstring(each, module, classes)
                    targets = each.targets if isinstance(each, ast.Assign) else [getattr(each, "target", None)]
                    scope.names |= {
                        part.id
                        for target in targets
                        if target
                        for part in ast.walk(target)
                        if isinstance(part, ast.Name)
                    }
        return scope

    def _add_docstring(self, node: ast.AST, module: str, classes: tuple[str, ...]) -> None:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            self.docstrings.append((module, node.lineno, classes, node.value.value))

    def broken(self) -> Iterator[str]:
        """Yield every reference that names nothing, with its place."""
        for module, line, classes, text in self.docstrings:
            for match in REFERENCE.finditer(text):
                reference = (match["role"] or match["dotted"]).removesuffix("()")
                if not self._is_known(reference, module, classes):
                    yield f"{module}:{line}: {reference}"

    def _is_known(self, reference: str, module: str, classes: tuple[str, ...]) -> bool:
        if reference.startswith("."):
            base = module if f"{module}{reference}" in self.modules else module.rpartition(".")[0]
            return self._has(base + reference)
        inside = (".".join((module, *classes[:depth], reference)) for depth in range(len(classes), -1, -1))
        return self._has(reference) or any(self._has(name) for name in inside) or _is_elsewhere(reference)

    def _has(self, name: str) -> bool:
        """Tell whether a name that begins with this package's leads to something."""
        parts = name.split(".")
        for end in range(len(parts), 0, -1):
            module = ".".join(parts[:end])
            if (scope := self.modules.get(module)) is not None:
                return self._holds(scope, parts[end:], module)
        return False

    def _holds(self, scope: Scope, path: list[str], module: str) -> bool:
        if not path:
            return True
        first, *rest = path
        if (source := scope.imports.get(first)) is not None:
            whole = ".".join((source, *rest))
            return self._has(whole) if source.partition(".")[0] == self.name else _is_elsewhere(whole)
        if first in scope.parts:
            return self._holds(scope.parts[first], rest, module)
        if first in scope.names:
            return not rest
        return any(self._has(f"{base_of}.{'.'.join(path)}") for base_of in self._bases(scope, module))

    def _bases(self, scope: Scope, module: str) -> Iterator[str]:
        for base in scope.bases:
            yield self.modules[module].imports.get(base, f"{module}.{base}")


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield statements, those under an ``if`` and a ``try`` included."""
    for each in body:
        yield each
        if isinstance(each, ast.If | ast.Try):
            yield from _statements([*each.body, *each.orelse])


def _is_elsewhere(name: str) -> bool:
    """Tell whether a name leads to something in Python or in another package."""
    parts = name.split(".")
    for end in range(len(parts) - 1, -1, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:end])) if end else builtins
        except ImportError:
            continue
        for part in parts[end:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_every_reference_names_something_that_exists() -> None:
    package = Package(ROOT)
    assert len(package.docstrings) > 1000
    assert list(package.broken()) == []


KNOWN = '''
"""See :mod:`.beside`, :mod:`toy.inside.deep` and :class:`Thing`."""
from toy.beside import Other

class Thing(Other):
    """Has :meth:`do`, :meth:`Thing.do`, :attr:`held` and, from its base, :meth:`lend`."""

    def do(self):
        """As :meth:`toy.beside.Other.lend` and :func:`str.join` do."""
        self.held = 1
'''


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        (":class:`Thing`", True),
        (":class:`Other`", True),
        (":meth:`Thing.lend`", True),
        (":class:`Thin`", False),
        (":meth:`do`", False),
        (":meth:`Thing.undo`", False),
        (":mod:`.besides`", False),
        (":func:`str.joined`", False),
        (":func:`nowhere.at_all`", False),
    ],
)
def test_what_names_nothing_is_found(tmp_path: Path, reference: str, found: bool) -> None:
    root = tmp_path / "toy"
    (root / "inside").mkdir(parents=True)
    (root / "inside" / "deep.py").write_text("")
    (root / "__init__.py").write_text("")
    (root / "beside.py").write_text("class Other:\n    def lend(self): ...\n")
    (root / "known.py").write_text(f'{KNOWN}\n\ndef last():\n    """{reference}"""\n')
    assert len(list(Package(root).broken())) == (not found)
