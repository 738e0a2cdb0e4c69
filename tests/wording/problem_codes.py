"""Where the program says what is wrong: codes, and the values that go with them, as far as the source text tells."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_BASES = {"Problem", "ProblemError"}
_OWN_ARGUMENTS = {"field", "values", "remedies"}


@dataclass(frozen=True)
class Raised:
    """A place where a problem is made.

    Attributes:
        place: file and line.
        code: a regular expression; of a code that is put together, each part that is not written there is a group.
        names: of the values, or None where the text does not tell.
    """

    place: str
    code: re.Pattern[str]
    names: frozenset[str] | None


@dataclass
class _Module:
    path: str
    tree: ast.Module
    nodes: list[ast.AST] = field(default_factory=list)
    functions: dict[ast.AST, ast.FunctionDef] = field(default_factory=dict)  # the innermost one around a node
    classes: dict[ast.AST, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._visit(self.tree, None, "")

    def _visit(self, node: ast.AST, function: ast.FunctionDef | None, within: str) -> None:
        if isinstance(node, ast.FunctionDef):
            function = node
        elif isinstance(node, ast.ClassDef):
            within = node.name
        self.nodes.append(node)
        if function is not None:
            self.functions[node] = function
        if within:
            self.classes[node] = within
        for child in ast.iter_child_nodes(node):
            self._visit(child, function, within)


class ProblemCodes:
    """What all modules below a folder say, but for those that hold the sentences and the problems' own."""

    def __init__(self, root: Path, left_out: tuple[str, ...] = ("wording/", "problem.py")) -> None:
        paths = [path for path in sorted(root.rglob("*.py")) if not str(path.relative_to(root)).startswith(left_out)]
        modules = [_Module(str(path.relative_to(root)), ast.parse(path.read_text("utf-8"))) for path in paths]
        self.constants = {
            node.value
            for module in modules
            for node in module.nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        classes = _classes(modules)
        self.raised = [raised for module in modules for raised in _raised_in(module, classes)]

    def uses(self, code: str) -> bool:
        """Tell whether a problem with this code is made anywhere.

        Of a code that is put together, the parts have to stand somewhere in the program too.
        """
        found = (raised.code.fullmatch(code) for raised in self.raised)
        return code in self.constants or any(match and self.constants.issuperset(match.groups()) for match in found)


def _classes(modules: list[_Module]) -> dict[str, bool]:
    """Return the classes of problems, and whether each is made from a code."""
    definitions = [node for module in modules for node in module.nodes if isinstance(node, ast.ClassDef)]
    classes, before = dict.fromkeys(_BASES, True), 0
    while len(classes) > before:
        before = len(classes)
        heirs = [each for each in definitions if {ast.unparse(base) for base in each.bases} & classes.keys()]
        classes |= {each.name: _takes_a_code(each) for each in heirs}
    return classes


def _takes_a_code(definition: ast.ClassDef) -> bool:
    own = [each for each in definition.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
    return not own or "code" in [argument.arg for argument in own[0].args.args]


def _raised_in(module: _Module, classes: dict[str, bool]) -> Iterator[Raised]:
    direct = {name for name, takes_a_code in classes.items() if takes_a_code}
    calls = [node for node in module.nodes if isinstance(node, ast.Call) and node.args]
    handing_on = {
        function.name
        for call in calls
        if _called(call) in direct and (function := module.functions.get(call)) is not None
        if function.args.args and _is_name(call.args[0], function.args.args[0].arg)
    }
    for call in calls:
        called, function = _called(call), module.functions.get(call)
        is_super = _is_super(call) and module.classes.get(call) in classes
        if called in direct | handing_on or is_super:
            for code in _codes(call.args[0], function):
                names = _names_of_values(call, function) if called == "Problem" else _names_of_keywords(call)
                yield Raised(f"{module.path}:{call.lineno}", code, None if called in handing_on else names)


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_super(call: ast.Call) -> bool:
    is_init = isinstance(call.func, ast.Attribute) and call.func.attr == "__init__"
    return is_init and ast.unparse(call.func) == "super().__init__"


def _codes(node: ast.expr, function: ast.FunctionDef | None) -> Iterator[re.Pattern[str]]:
    match node:
        case ast.Constant(value=str()):
            yield re.compile(re.escape(str(node.value)))
        case ast.JoinedStr():
            parts = [re.escape(str(each.value)) if isinstance(each, ast.Constant) else "(.+)" for each in node.values]
            yield re.compile("".join(parts))
        case ast.IfExp():
            yield from _codes(node.body, function)
            yield from _codes(node.orelse, function)
        case ast.Name():
            for value in _assigned(node.id, function):
                yield from _codes(value, None)


def _names_of_keywords(call: ast.Call) -> frozenset[str] | None:
    given = [keyword.arg for keyword in call.keywords]
    return None if None in given else frozenset(name for name in given if name) - _OWN_ARGUMENTS


def _names_of_values(call: ast.Call, function: ast.FunctionDef | None) -> frozenset[str] | None:
    values = [keyword.value for keyword in call.keywords if keyword.arg == "values"] or call.args[2:3]
    if not values:
        return frozenset()
    if isinstance(values[0], ast.Name):
        values = list(_assigned(values[0].id, function))
    if len(values) != 1 or not isinstance(values[0], ast.Dict):
        return None
    keys = [key.value if isinstance(key, ast.Constant) else None for key in values[0].keys]
    return None if None in keys else frozenset(str(key) for key in keys)


def _assigned(name: str, function: ast.FunctionDef | None) -> Iterator[ast.expr]:
    for node in ast.walk(function) if function is not None else ():
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            yield from (node.value for target in targets if _is_name(target, name))


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
