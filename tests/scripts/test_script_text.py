"""Every script is plain and has nothing that it does not use; what cannot be written as one says so."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
import test_deformable_scripts
import test_subpixel_scripts
from script_cases import Case, write_sources

from vizapp.document.brought import BroughtSpec
from vizapp.document.deformable import DeformableSpec
from vizapp.document.deformable_tasks import ScaledShapesSpec
from vizapp.document.experiment import Experiment, Source
from vizapp.document.networks import NetworkLayer
from vizapp.document.subpixel import SubpixelSpec
from vizapp.document.subpixel_changes import Puzzle
from vizapp.document.subpixel_tasks import ShuffleSpec
from vizapp.document.upsamplers import UpsamplerSpec
from vizapp.scripts.draft import Draft
from vizapp.scripts.request import ScriptRequest
from vizapp.scripts.subpixel.upsamplers import write_network
from vizapp.scripts.write import experiment_script
from vizapp.sources.images import image_of_pixels
from vizapp.sources.raw_pixels import RawPixels
from vizapp.wording.problems import ProblemError

CASES = {**test_deformable_scripts.CASES, **test_subpixel_scripts.CASES}
ALLOWED = {"io", "zipfile", "math", "numpy", "torch", "torch.nn.functional", "PIL", "torchvision.ops"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("texts")
    write_sources(made)
    return made


@pytest.mark.parametrize("name", CASES)
def test_script_holds_what_it_uses_and_no_more(name: str, folder: Path):
    text = CASES[name].script(folder, 50)
    tree = ast.parse(text)
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= ALLOWED
    assert "vizapp" not in text.replace(str(folder / CASES[name].source), "")
    assert "$" not in text
    assert max(map(len, text.splitlines())) <= max(118, len(f'SOURCE = "{folder}/{CASES[name].source}"'))
    assert unused_names(tree) == []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name != "__init__":
            assert ast.get_docstring(node), node.name
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 45


def unused_names(tree: ast.Module) -> list[str]:
    """Return the imports, settings and functions of a script that nothing else in it reads."""
    made: list[str] = []
    for node in tree.body:
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                made += [alias.asname or alias.name.partition(".")[0] for alias in names]
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                made.append(name)
            case ast.Assign(targets=[ast.Name(id=name)]) if name.isupper():
                made.append(name)
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return sorted(set(made) - read)


def refused(spec: DeformableSpec | SubpixelSpec, folder: Path, source: str = "colour.png") -> str:
    with pytest.raises(ProblemError) as error:
        Case(spec, source).script(folder, 50)
    return str(error.value)


def test_what_is_no_short_script_says_so(folder: Path):
    assert "taught" in refused(DeformableSpec(taught=3), folder)
    assert "classifier" in refused(DeformableSpec(task=ScaledShapesSpec()), folder)
    assert "Offsets from a file" in refused(DeformableSpec(task=BroughtSpec()), folder)
    network = NetworkLayer(str(folder / "weights.safetensors"), "up", 12)
    assert "network" in refused(SubpixelSpec(task=ShuffleSpec(network=network)), folder)
    puzzle = SubpixelSpec(task=ShuffleSpec(), phase_order=(1, 0, 2, 3), puzzle=Puzzle(1))
    assert "puzzle" in refused(puzzle, folder)
    assert "image" in refused(SubpixelSpec(), folder, "map.npy")


def test_source_that_is_in_no_file_or_was_converted_says_so(folder: Path):
    pasted = image_of_pixels(RawPixels(10, 10, 30, "RGB", memoryview(bytes(300))), "pasted image")
    with pytest.raises(ProblemError, match="pasted"):
        experiment_script(ScriptRequest(Experiment(source=Source("memory", "1")), pasted, 50, 192))
    from PIL import Image

    cmyk = Image.fromarray(np.full((9, 9, 4), 90, np.uint8), "CMYK")
    cmyk.save(folder / "print.jpg")
    assert "CMYK" in refused(DeformableSpec(), folder, "print.jpg")


def test_path_with_quotes_and_bytes_is_read_again(folder: Path):
    import shutil

    odd = folder / 'it\'s a "photo" \\ größe.png'
    shutil.copy(folder / "colour.png", odd)
    tree = ast.parse(Case(DeformableSpec(), odd.name).script(folder, 50))
    assigned = next(each for each in tree.body if isinstance(each, ast.Assign))
    assert ast.literal_eval(assigned.value) == str(odd)


def test_as_many_steps_as_are_asked_for(folder: Path):
    assert "\nSTEPS = 137\n" in Case(DeformableSpec()).script(folder, 137)


def test_an_upsampler_that_no_script_knows_is_refused():
    class Unwritten(UpsamplerSpec):
        """Registers nothing but itself."""

    with pytest.raises(ProblemError) as refused:
        write_network(Draft("A network."), SubpixelSpec(), Unwritten(), even=False)
    assert refused.value.problem.code == "script.other-upsampler"
