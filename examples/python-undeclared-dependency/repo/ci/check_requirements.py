"""Fails when the application imports a package that requirements.txt does not name."""

import ast
import re
import sys
from pathlib import Path

OWN_PACKAGES = {"app"}


def main():
    declared = declared_packages(Path("requirements.txt"))
    missing = [
        f"ERROR: No module named '{module}' in requirements.txt (imported by {file.as_posix()}:{line})"
        for file in sorted(Path("app").glob("**/*.py"))
        for module, line in imported_modules(file)
        if module not in sys.stdlib_module_names and module not in OWN_PACKAGES and module.lower() not in declared
    ]
    for problem in missing:
        print(problem)
    print(f"{len(missing)} undeclared, {len(declared)} declared")
    return 1 if missing else 0


def declared_packages(file):
    lines = (line.split("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return {re.split(r"[\s\[<>=!~;]", line)[0].lower().replace("-", "_") for line in lines if line}


def imported_modules(file):
    """Top-level names of the absolute imports, each with its first line."""
    found = {}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        else:
            continue
        for name in names:
            found.setdefault(name.split(".")[0], node.lineno)
    return found.items()


sys.exit(main())
