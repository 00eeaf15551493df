"""The libraries that the wheel brings are the ones that are used."""
import pathlib
import re

import pytest

import jiangbu

FOLDER = pathlib.Path(jiangbu.__file__).parent
MAPS = pathlib.Path("/proc/self/maps")


@pytest.mark.skipif(not MAPS.is_file(), reason="no /proc")
@pytest.mark.parametrize("name", ["libjiangbu-c", "libyaml-cpp", "libfmt", "libsimdjson"])
def test_a_library_comes_from_the_wheel(name: str) -> None:
    loaded = set(re.findall(rf"(/\S*/{re.escape(name)}\.so\S*)", MAPS.read_text()))
    assert loaded and {pathlib.Path(path).parent for path in loaded} == {FOLDER}


def test_each_library_of_others_has_its_licence() -> None:
    others = [path for path in FOLDER.glob("*.so.*")
              if not path.name.startswith("libjiangbu") and not path.name.endswith(".txt")]
    assert len(others) == 3
    if pathlib.Path("/usr/bin/dpkg-query").is_file():
        assert all(path.with_name(path.name + ".licence.txt").is_file() for path in others)
