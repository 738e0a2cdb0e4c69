"""Every problem that the program can have has a sentence, every sentence a problem, and each is filled in whole."""

from __future__ import annotations

import string
import textwrap
from pathlib import Path

import pytest
from problem_codes import ProblemCodes

import vizapp
from vizapp.problem import Problem
from vizapp.wording.problems import ProblemError, known_codes, register_problems, sentence, template_of
from vizapp.wording.templates import fill, joined, names_in

ROOM = Path(vizapp.__file__).parent


@pytest.fixture(scope="module")
def said() -> ProblemCodes:
    return ProblemCodes(ROOM)


def test_every_problem_has_a_sentence(said: ProblemCodes) -> None:
    assert len(said.raised) > 30
    missing = [
        f"{raised.place}: {raised.code.pattern}"
        for raised in said.raised
        if not any(raised.code.fullmatch(code) for code in known_codes())
    ]
    assert missing == []


def test_every_value_that_a_sentence_names_is_given_where_the_problem_is_made(said: ProblemCodes) -> None:
    # The readers put a reason and its values together in one function; what they say is tested with them.
    checked = [
        raised
        for raised in said.raised
        if raised.names is not None and not raised.place.startswith(("sources/", "packages.py"))
    ]
    assert len(checked) > 25
    missing = [
        f"{raised.place}: {code} lacks {sorted(lacking)}"
        for raised in checked
        for code in known_codes()
        if raised.code.fullmatch(code) and (lacking := names_in(template_of(code)) - (raised.names or frozenset()))
    ]
    assert missing == []


def test_every_sentence_is_used(said: ProblemCodes) -> None:
    assert [code for code in sorted(known_codes()) if not said.uses(code)] == []


@pytest.mark.parametrize("code", sorted(known_codes()))
def test_every_sentence_can_be_filled_in(code: str) -> None:
    def example(spec: str) -> object:
        if spec in ("size", "shape", "or", "list"):
            return (3, 4)
        return "something" if spec in ("", "quoted") else 1

    template = template_of(code)
    parts = [(name, spec) for _, name, spec, _ in string.Formatter().parse(template) if name]
    text = fill(template, {name: example(spec or "") for name, spec in parts})
    assert text
    assert not set("{}|") & set(text)
    assert text == text.strip()
    assert not text.endswith("."), "the full stop comes with the sentence"


FOUND = {
    "plain.py": """
        from vizapp.problem import Problem
        from vizapp.wording.problems import ProblemError

        def check(kind, values):
            code = "a.one" if kind else "a.two"
            if values:
                raise ProblemError(code, "source", size=(1, 2), **values)
            raise ProblemError("a.three", "source", (Problem("remedy.x", "", {"n": 1}),), count=3)
        """,
    "wrapped.py": """
        class OwnError(ProblemError):
            pass

        class Question(OwnError):
            def __init__(self, name):
                super().__init__("b.question", name=name)

        def make(code, name, **values):
            return Problem(code, "source", {"name": name, **values})

        def use(way):
            held = {"size": 1}
            Question("something")
            OwnError.of(Problem("b.held", "", held))
            make("b.made", "x")
            raise OwnError(f"b.{way}", step=1)

        use("walked")
        """,
    "wording/tables.py": 'TABLE = {"c.nowhere": "it is said nowhere"}',
}


def test_what_is_looked_for_is_found(tmp_path: Path) -> None:
    for name, text in FOUND.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text))
    said = ProblemCodes(tmp_path)
    found = {(raised.code.pattern.replace("\\", ""), raised.names) for raised in said.raised}
    assert found == {
        ("a.one", None),
        ("a.two", None),
        ("a.three", frozenset({"count"})),
        ("remedy.x", frozenset({"n"})),
        ("b.question", frozenset({"name"})),
        ("b.held", frozenset({"size"})),
        ("b.made", None),
        ("b.(.+)", frozenset({"step"})),
    }
    assert said.uses("b.walked")
    assert not said.uses("b.flown")
    assert not said.uses("c.nowhere")


# How a sentence is put together -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("source.none"), "There is nothing to compute from yet; open a source first."),
        (
            Problem("source.not-finite", values={"count": 1}),
            "The source holds 1 value that is NaN or infinite, and training needs numbers everywhere; replace them, "
            "or show the source in the sub-pixel lab.",
        ),
        (
            Problem("task.even-source", "source", remedies=(Problem("remedy.another-source"),)),
            "No rule can move the taps by this source: when it is smoothed, it is the same number everywhere; choose "
            "another one.",
        ),
        (
            Problem("task.even-target", "source", remedies=(Problem("remedy.another-source"),)),
            "The taps cannot be found with this source: the target is the same number everywhere; choose "
            "another one.",
        ),
        (
            Problem(
                "super-resolve.too-small",
                values={"factor": 4, "size": (12, 15), "least": 16},
                remedies=(
                    Problem("remedy.factor", values={"factors": (2, 3)}),
                    Problem("remedy.working-size-at-least", values={"size": 70}),
                    Problem("remedy.task-shuffle"),
                ),
            ),
            "This image cannot be learned from at a factor of 4: the reduced copy has 15 × 12 pixels, but at least "
            "16 a side was expected; choose a factor of 2 or 3, a working size of at least 70, or the task shuffle.",
        ),
        (
            Problem("shuffle.channels-one-fits", values={"factor": 3, "phases": 9, "channels": 12, "fitting": (2,)}),
            "A factor of 3 needs a number of channels divisible by 9, and this feature map has 12; the factor that "
            "fits is 2.",
        ),
        (Problem("of.another-version", values={"left": 3}), "of.another-version (left 3)."),
        (Problem("of.another-version"), "of.another-version."),
    ],
)
def test_a_sentence_is_whole(problem: Problem, text: str) -> None:
    assert sentence(problem) == text
    error = ProblemError.of(problem)
    assert str(error) == text
    assert error.problem == problem


def test_phrases_are_joined_as_people_do() -> None:
    assert [joined(phrases) for phrases in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a, or b", "a, b, or c"]


def test_a_value_that_is_missing_is_an_error_and_no_half_sentence() -> None:
    with pytest.raises(KeyError, match="count"):
        fill("there are {count:thing|things}", {})


def test_a_code_has_one_sentence() -> None:
    register_problems({"source.none": template_of("source.none")})
    with pytest.raises(ValueError, match=r"source\.none has a sentence already"):
        register_problems({"source.none": "another"})
