"""The wheel holds the shared library of the C interface beside the Python files.

The library is the file that the environment variable JIANGBU_LIBRARY names, else the one
that `examples/run` builds. Its machine is in the wheel's tag; Python's version is not, for
nothing is compiled here.
"""
import os
import pathlib
import shutil

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py
from wheel.bdist_wheel import bdist_wheel

LIBRARY = "libjiangbu-c.so.0"
HERE = pathlib.Path(__file__).resolve().parent


def library():
    built = HERE.parents[1] / "build/release/src" / LIBRARY
    path = pathlib.Path(os.environ.get("JIANGBU_LIBRARY") or built)
    if not path.is_file():
        raise SystemExit(f"{path}: no such library. Build it with examples/run, or name one in "
                         "the environment variable JIANGBU_LIBRARY")
    return path


class BuildWithLibrary(build_py):
    def run(self):
        super().run()
        target = pathlib.Path(self.build_lib) / "jiangbu" / LIBRARY
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(library(), target)


class PlatformWheel(bdist_wheel):
    def get_tag(self):
        return ("py3", "none", super().get_tag()[2])


class WithLibrary(Distribution):
    def has_ext_modules(self):
        return True


setup(distclass=WithLibrary,
      cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": PlatformWheel})
