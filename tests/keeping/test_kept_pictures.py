"""The pictures of an experiment: in its file, or beside it, where they may have moved or been changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from kept_samples import write
from PIL import Image
from reader_in_process import experiment_at

from vizapp.document.experiment import Experiment, Source
from vizapp.keeping.kept_pictures import Digests, file_beside, file_inside, pasted
from vizapp.keeping.pictures import PictureRole, array_of
from vizapp.keeping.writing import Content, PictureToKeep
from vizapp.sources.loaded import SourceError
from vizapp.sources.reader import read_source


def kept(path: Path, experiment: Experiment, **pictures: PictureToKeep) -> Path:
    roles: dict[PictureRole, PictureToKeep] = pictures  # type: ignore[assignment]  # their names are roles
    return write(Content(experiment, pictures=roles), path)


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_pasted_pixels_come_back_as_they_are(tmp_path: Path, dtype: type, channels: int) -> None:
    most = np.iinfo(dtype).max
    values = np.random.default_rng(1).integers(0, most, (13, 2000, channels), endpoint=True).astype(dtype)
    if (dtype, channels) in {(np.uint16, 3), (np.uint16, 4)}:
        with pytest.raises(ValueError, match="no picture has"):
            pasted(values, "pasted-1")
        return
    experiment = Experiment(source=Source("memory", "pasted-1"))
    path = kept(tmp_path / "a.vizapp", experiment, source=pasted(values, "pasted-1"))
    found = read_source(path)
    assert (found.kind, found.name, found.format) == ("image", "pasted-1", "pixels")
    assert found.values.dtype == dtype
    np.testing.assert_array_equal(found.values, values)
    again = experiment_at(path)
    assert (again.experiment.source, again.pictures) == (Source("file", str(path)), {"source": "inside"})


def test_an_array_of_a_file_that_is_inside_is_read(tmp_path: Path) -> None:
    arrays = {name: np.random.default_rng(2).normal(size=(4, 5, 6)).astype(np.float32) for name in ("a", "b")}
    np.savez(tmp_path / "maps.npz", **arrays)  # type: ignore[arg-type]  # allow_pickle is not among the names
    source = Source("file", str(tmp_path / "maps.npz"), "b", "CHW")
    path = kept(tmp_path / "a.vizapp", Experiment(source=source), source=file_inside(source.location, "source"))
    (tmp_path / "maps.npz").unlink()
    found = experiment_at(path).experiment.source
    assert (found.location, found.array, found.axes) == (str(path), "b", "CHW")
    loaded = read_source(path, found.array, found.axes)
    assert loaded.name == "maps.npz"
    np.testing.assert_array_equal(loaded.values, arrays["b"])


def test_other_pictures_that_were_pasted_are_inside_too(tmp_path: Path) -> None:
    unseen = np.full((5, 7, 3), 9, np.uint8)
    experiment = Experiment(unseen=Source("memory", "pasted-2"))
    path = kept(tmp_path / "a.vizapp", experiment, unseen=pasted(unseen, "pasted-2"))
    found = experiment_at(path)
    assert found.experiment.unseen == Source("file", str(path), array_of("unseen"))
    np.testing.assert_array_equal(read_source(path, array_of("unseen")).values, unseen)
    with pytest.raises(SourceError, match="an experiment without a picture of its own"):
        read_source(path)


def test_a_picture_beside_may_have_moved_or_changed(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    picture, path = folder / "cat.png", folder / "a.vizapp"
    Image.new("RGB", (8, 8), "red").save(picture)
    experiment = Experiment(source=Source("file", str(picture)))
    kept(path, experiment, source=file_beside(str(picture), path, Digests()))
    assert experiment_at(path).pictures == {"source": "there"}
    other = folder.rename(tmp_path / "two")
    found = experiment_at(other / "a.vizapp")
    assert found.pictures == {"source": "there"}
    assert found.experiment.source.location == str(other / "cat.png")
    before = (other / "cat.png").read_bytes()
    (other / "cat.png").write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
    assert experiment_at(other / "a.vizapp").pictures == {"source": "changed"}
    (other / "cat.png").unlink()
    gone = experiment_at(other / "a.vizapp")
    assert (gone.pictures, gone.experiment.source.location) == ({"source": "missing"}, str(picture))


def test_a_file_that_has_not_changed_is_not_read_twice(tmp_path: Path) -> None:
    picture = tmp_path / "large.bin"
    picture.write_bytes(bytes(3 << 20))
    digests = Digests()
    assert len(list(digests.of(picture))) == 3
    assert not list(digests.of(picture))
    picture.write_bytes(bytes(2 << 20))
    assert len(list(digests.of(picture))) == 2
