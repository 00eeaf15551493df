"""The wheel holds the shared library of the C interface beside the Python files.

The library is the file that the environment variable JIANGBU_LIBRARY names, else the one
that `examples/run` builds. The libraries it needs, but for those of the compiler and the
system, are laid beside it, each with its licence; _library.py loads them first. Its machine is in the
wheel's tag; Python's version is not, for nothing is compiled here.
"""
import os
import pathlib
import re
import shutil
import subprocess

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py
from wheel.bdist_wheel import bdist_wheel

LIBRARY = "libjiangbu-c.so.0"
# Every Linux of the wheel's tag has these.
SYSTEM = re.compile(r"(?:libc|libm|libstdc\+\+|libgcc_s|libpthread|libdl)\.so\.")
HERE = pathlib.Path(__file__).resolve().parent


def library():
    built = HERE.parents[1] / "build/release/src" / LIBRARY
    path = pathlib.Path(os.environ.get("JIANGBU_LIBRARY") or built)
    if not path.is_file():
        raise SystemExit(f"{path}: no such library. Build it with examples/run, or name one in "
                         "the environment variable JIANGBU_LIBRARY")
    return path


def needed(path):
    """Name and file of each library that `path` needs besides the system's."""
    listing = subprocess.run(["ldd", path], capture_output=True, text=True, check=True).stdout
    for name, file in re.findall(r"^\s*(\S+) => (/\S+)", listing, re.MULTILINE):
        if not SYSTEM.match(name):
            yield name, pathlib.Path(file)


def licence_of(file):
    """What Debian says of the package a file is from; nothing elsewhere."""
    if not shutil.which("dpkg-query"):
        return None
    found = subprocess.run(["dpkg-query", "-S", file.resolve()], capture_output=True, text=True,
                           check=False).stdout
    text = pathlib.Path("/usr/share/doc", found.split(":")[0], "copyright")
    return text if found and text.is_file() else None


class BuildWithLibrary(build_py):
    def run(self):
        super().run()
        target = pathlib.Path(self.build_lib) / "jiangbu"
        target.mkdir(parents=True, exist_ok=True)
        path = library()
        shutil.copyfile(path, target / LIBRARY)
        for name, file in needed(path):
            shutil.copyfile(file, target / name)
            licence = licence_of(file)
            if licence:
                shutil.copyfile(licence, target / f"{name}.licence.txt")


class PlatformWheel(bdist_wheel):
    def get_tag(self):
        return ("py3", "none", super().get_tag()[2])


class WithLibrary(Distribution):
    def has_ext_modules(self):
        return True


setup(distclass=WithLibrary,
      cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": PlatformWheel})
