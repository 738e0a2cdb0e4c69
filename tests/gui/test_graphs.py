"""pyqtgraph is imported without what is not used of it, and all of it is there for whoever asks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from vizapp.gui import graphs


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("pyqtgraph.imageview", True),
        ("pyqtgraph.widgets.ColorMapWidget", True),
        ("pyqtgraph.graphicsItems.ROI", True),
        ("pyqtgraph.graphicsItems.ViewBox", False),
        ("pyqtgraph.graphicsItems.ViewBox.ViewBoxMenu", False),
        ("pyqtgraph.widgets.PlotWidget", False),
        ("pyqtgraph.functions", False),
        ("numpy.lib", False),
    ],
)
def test_only_what_is_not_drawn_with_is_left_out(name: str, left_out: bool) -> None:
    assert (graphs._LeavingOut().find_spec(name, None) is not None) == left_out


def test_a_module_in_its_place_has_every_name_but_those_of_the_language() -> None:
    nothing = graphs._Nothing("pyqtgraph.imageview")
    assert nothing.ImageView is None
    with pytest.raises(AttributeError):
        _ = nothing.__all__


@pytest.mark.slow
@pytest.mark.parametrize("broken", [False, True], ids=["as it is", "a version that needs what is left out"])
def test_what_is_left_out_can_still_be_imported(broken: bool) -> None:
    spoil = "import vizapp.gui.graphs as graphs; " if not broken else ""
    code = f"""
import sys
{spoil}
if {broken}:
    # As where a part that is used builds on one that is left out.
    import importlib.abc, importlib.util
    source = open(importlib.util.find_spec("vizapp.gui.graphs").origin).read().replace('"ViewBox"', '"NoViewBox"')
    exec(compile(source, "graphs", "exec"), globals())
else:
    pg = graphs.pg
    assert "pyqtgraph.parametertree" not in sys.modules
assert not [finder for finder in sys.meta_path if type(finder).__name__ == "_LeavingOut"]
from pyqtgraph.imageview import ImageView
assert isinstance(ImageView, type)
assert issubclass(pg.PlotWidget, pg.GraphicsView)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
