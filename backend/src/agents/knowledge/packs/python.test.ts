import { describe, expect, it } from "vitest";
import { diagnoseLines, testPack } from "../testing/rule-examples.ts";
import { PYTHON } from "./python.ts";
import { PYTHON_PACKAGES } from "./python-packages.ts";
import { PYTHON_TOOLS } from "./python-tools.ts";

const FRAME = '  File "/home/runner/work/shop/shop/app/load.py", line 9, in load';

testPack("Python", PYTHON, {
  "python/standard-module-not-imported": {
    is: [
      `${FRAME}\n    return json.load(f)\nNameError: name 'json' is not defined`,
      "E       NameError: name 'json' is not defined\n\napp/load.py:9: NameError",
    ],
    isNot: ["name 'json' is defined twice"],
  },
  "python/alias-moved-to-collections-abc": {
    is: [`${FRAME}\n    from collections import Mapping\nImportError: cannot import name 'Mapping' from 'collections'`],
    isNot: [`${FRAME}\nImportError: cannot import name 'Maping' from 'collections'`],
  },
  "python/module-not-in-requirements": {
    is: ["ERROR: No module named 'cryptography' in requirements.txt (imported by app/tokens.py:1)"],
    isNot: ["ModuleNotFoundError: No module named 'cryptography'"],
  },
  "python/missing-module": {
    is: [
      "ModuleNotFoundError: No module named 'requests'",
      "E   ModuleNotFoundError: No module named 'shop'",
      "ModuleNotFoundError: No module named 'google.protobuf'",
    ],
    isNot: ["ImportError: cannot import name 'a' from 'b'"],
  },
  "python/missing-submodule": {
    is: [
      "E   ModuleNotFoundError: No module named 'shop.cart'",
      "ModuleNotFoundError: No module named 'shop.cart'; 'shop' is not a package",
      "ModuleNotFoundError: No module named 'requests.packages.urllib3'",
    ],
    isNot: ["ModuleNotFoundError: No module named 'shop'", "ModuleNotFoundError: No module named 'google.protobuf'"],
  },
  "python/removed-module": {
    is: [
      "E   ModuleNotFoundError: No module named 'imp'",
      "ModuleNotFoundError: No module named 'distutils.core'",
      "ModuleNotFoundError: No module named 'telnetlib'",
    ],
    isNot: [
      "ModuleNotFoundError: No module named 'importlib_metadata'",
      "DeprecationWarning: the imp module is deprecated",
    ],
  },
  "python/syntax-error": {
    is: [`${FRAME}\n    def f(:\n          ^\nSyntaxError: invalid syntax`],
    isNot: ["SyntaxError is what a parser raises"],
  },
});

testPack("Python's tools", PYTHON_TOOLS, {
  "python/no-tests": {
    is: ["============================ no tests ran in 0.01s ============================"],
    isNot: ["============================ 3 passed in 0.01s ============================"],
  },
  "python/pytest-arguments": {
    is: ["ERROR: file or directory not found: tests/a.py", "__main__.py: error: unrecognized arguments: --cov"],
    isNot: ["no tests ran in 0.00s"],
  },
  "python/ruff-format": {
    is: ["Would reformat: app/load.py\n1 file would be reformatted"],
    isNot: ["1 file reformatted"],
  },
  "python/black": {
    is: ["would reformat app/load.py\nOh no!\n1 file would be reformatted"],
    isNot: ["reformatted app/load.py"],
  },
  "python/isort": {
    is: ["ERROR: /src/app/load.py Imports are incorrectly sorted and/or formatted."],
    isNot: ["Imports are sorted"],
  },
  "python/ruff-all-fixable": {
    is: ["F401 [*] `os` imported but unused\n --> a.py:1:8\n\nFound 1 error.\n[*] 1 fixable with the `--fix` option."],
    isNot: [
      "F401 [*] `os` imported but unused\n --> a.py:1:8\n\nFound 2 errors.\n[*] 1 fixable with the `--fix` option.",
    ],
  },
  "python/lint": {
    is: ["./app/load.py:9:80: E501 line too long (92 > 79 characters)"],
    isNot: ["app/load.py:9: note: see the docs"],
  },
  "python/ruff": {
    is: ["E711 Comparison to `None` should be `cond is None`\n --> a.py:7:9\n\nFound 1 error."],
    isNot: ["ABC123 Something else\nno place"],
  },
  "python/type-error": {
    is: ['src/cart.py:41: error: Argument 1 to "add" has incompatible type "str"; expected "int"  [arg-type]'],
    isNot: ["src/cart.py:41: note: by default"],
  },
  "python/hook-changed-files": {
    is: ["trim trailing whitespace....Failed\n- hook id: trailing-whitespace\n- files were modified by this hook"],
    isNot: ["trim trailing whitespace....Passed"],
  },
  "python/missing-fixture": { is: ["E       fixture 'client' not found"], isNot: ["fixture client found"] },
  "python/attribute-removed": {
    is: ["AttributeError: module 'numpy' has no attribute 'int'"],
    isNot: ["AttributeError: 'Cart' object has no attribute 'totl'"],
  },
  "python/name-not-exported": {
    is: ["ImportError: cannot import name 'url_quote' from 'werkzeug.urls' (/x/werkzeug/urls.py)"],
    isNot: ["import name 'a'"],
  },
  "python/exception": {
    is: [`Traceback (most recent call last):\n${FRAME}\n    raise ValueError("no")\nValueError: no`],
    isNot: ["ValueError: a line without a traceback"],
  },
});

testPack("Python's packages", PYTHON_PACKAGES, {
  "python/hashes-differ": {
    is: ["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package"],
    isNot: ["Successfully installed foo-1.0"],
  },
  "python/wrong-python": {
    is: ["ERROR: Package 'foo' requires a different Python: 3.8.18 not in '>=3.10'"],
    isNot: ["Python 3.8.18"],
  },
  "python/no-such-version": {
    is: ["ERROR: No matching distribution found for reqests==2.0"],
    isNot: ["Requirement already satisfied: requests"],
  },
  "python/version-conflict": {
    is: ["ERROR: Cannot install a and b because these package versions have conflicting dependencies."],
    isNot: ["Installing collected packages: a, b"],
  },
  "python/package-does-not-build": {
    is: ["  ERROR: Failed building wheel for lxml"],
    isNot: ["Building wheel for lxml (setup.py): finished with status 'done'"],
  },
  "python/uv-lock-out-of-date": {
    is: ["error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided."],
    isNot: ["Resolved 42 packages in 312ms"],
  },
  "python/poetry-lock-out-of-date": {
    is: ["pyproject.toml changed significantly since poetry.lock was last generated. Run `poetry lock`"],
    isNot: ["Installing dependencies from lock file"],
  },
  "python/externally-managed": {
    is: ["error: externally-managed-environment"],
    isNot: ["the environment is managed"],
  },
});

describe("a module of Python that is missing", () => {
  it("is never a requirement to add when it is one of a package that is there, or was removed from Python", () => {
    for (const module of ["app.cores", "requests.cores", "imp", "asyncore"]) {
      const { diagnosis, fix } = diagnoseLines(`ModuleNotFoundError: No module named '${module}'`);
      expect(fix.kind).toBe("manual");
      expect(diagnosis.title).not.toContain("not installed");
    }
    const removed = diagnoseLines("ModuleNotFoundError: No module named 'imp'");
    expect(removed.diagnosis.title).toBe("Python 3.12 has no module `imp` any more");
    expect(diagnoseLines("ModuleNotFoundError: No module named 'requests'").fix.kind).toBe("script");
  });
});
