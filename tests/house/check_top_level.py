#!/usr/bin/env python3
"""The top level holds what it may hold and nothing else."""
from repository import files, finish

ALLOWED = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "README.zh-CN.md",
           "include", "src", "rules", "examples", "tests", "bindings"}

finish([f"{path.parts[0]}: may not stand at the top level" for path in files()
        if path.parts[0] not in ALLOWED and not path.parts[0].startswith(".")])
