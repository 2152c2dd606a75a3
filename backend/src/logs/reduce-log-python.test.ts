import { describe, expect, it } from "vitest";
import { reduceLog } from "./reduce-log.ts";
import { asGitHubJob, readMarkedLog } from "./testing/marked-log.ts";

const CASES: Record<string, [command: string, output: string]> = {
  "a pytest failure before its summary": [
    "pytest",
    `
============================= test session starts ==============================
collected 3 items

tests/test_error_page.py ..F                                             [100%]

=================================== FAILURES ===================================
»_________________________________ test_total __________________________________
»
»    def test_total():
»>       assert total([1, 2]) == 4
»E       assert 3 == 4
»E        +  where 3 = total([1, 2])
»
»tests/test_total.py:5: AssertionError
=========================== short test summary info ============================
FAILED tests/test_total.py::test_total - assert 3 == 4
========================= 1 failed, 2 passed in 0.12s ==========================`,
  ],
  "a module that is missing while tests are collected": [
    "pytest -q",
    `
==================================== ERRORS ====================================
»______________________ ERROR collecting tests/test_api.py ______________________
»ImportError while importing test module '/home/runner/work/shop/shop/tests/test_api.py'.
»Hint: make sure your test modules/packages have valid Python names.
»Traceback:
»tests/test_api.py:1: in <module>
»    import requests
»E   ModuleNotFoundError: No module named 'requests'
=========================== short test summary info ============================
ERROR tests/test_api.py
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!`,
  ],
  "a chained traceback as one range": [
    "python manage.py migrate",
    `
Applying migrations: error_log.0001_initial... OK
»Traceback (most recent call last):
»  File "/home/runner/work/shop/shop/db.py", line 12, in connect
»    return pool[name]
»KeyError: 'default'
»
»The above exception was the direct cause of the following exception:
»
»Traceback (most recent call last):
»  File "/home/runner/work/shop/shop/manage.py", line 22, in <module>
»    main()
»django.db.utils.OperationalError: no such table: orders`,
  ],
  "a unittest failure": [
    "python3 -m unittest",
    `
.F
======================================================================
»FAIL: test_sum (tests.test_sum.Sum.test_sum)
»----------------------------------------------------------------------
»Traceback (most recent call last):
»  File "/home/runner/work/a/a/tests/test_sum.py", line 9, in test_sum
»    self.assertEqual(1, 2)
»AssertionError: 1 != 2

----------------------------------------------------------------------
Ran 2 tests in 0.001s

FAILED (failures=1)`,
  ],
  "a syntax error without a traceback": [
    "python3 tool.py",
    `
»  File "/home/runner/work/a/a/tool.py", line 3
»    def f(:
»          ^
»SyntaxError: invalid syntax`,
  ],
  "type errors": [
    "mypy src",
    `
»src/shop/cart.py:41: error: Argument 1 to "add" has incompatible type "str"; expected "int"  [arg-type]
»src/shop/cart.py:57: error: "Cart" has no attribute "totl"; maybe "total"?  [attr-defined]
»src/shop/cart.py:57: note: See https://mypy.readthedocs.io/en/stable
Found 2 errors in 1 file (checked 14 source files)`,
  ],
  "ruff's new format": [
    "ruff check .",
    `
»F401 [*] \`os\` imported but unused
» --> app/load.py:1:8
»  |
»1 | import os
»  |        ^^
»2 | import sys
»  |
»help: Remove unused import: \`os\`
»
»E711 Comparison to \`None\` should be \`cond is None\`
» --> app/load.py:7:9
»  |
»7 |     if x == None:
»  |             ^^^^
»  |

Found 2 errors.
[*] 1 fixable with the \`--fix\` option.`,
  ],
  "flake8 lines": [
    "flake8",
    `
»./app/load.py:1:1: F401 'os' imported but unused
»./app/load.py:9:80: E501 line too long (92 > 79 characters)`,
  ],
  "black's list of files": [
    "black --check .",
    `
»would reformat /home/runner/work/a/a/app/load.py
»would reformat /home/runner/work/a/a/app/save.py
»
»Oh no! 💥 💔 💥
»2 files would be reformatted, 11 files would be left unchanged.`,
  ],
  "a requirement that does not exist": [
    "pip install -r requirements.txt",
    `
Collecting flask==3.0.0
  Downloading flask-3.0.0-py3-none-any.whl (99 kB)
»ERROR: Could not find a version that satisfies the requirement reqests==2.0 (from versions: none)
»ERROR: No matching distribution found for reqests==2.0`,
  ],
  "a file that ruff would write differently": [
    "ruff format --check .",
    `
»unformatted: File would be reformatted
» --> lint_bad.py:3:1
»  |
»2 | from typing import *
»  - def f( a,b ):
»3 +
»4 + def f(a, b):
»5 |     x = 1
»  |

1 file would be reformatted, 1 file already formatted`,
  ],
  "poetry's word on its lock file": [
    "poetry install",
    `
Installing dependencies from lock file

»pyproject.toml changed significantly since poetry.lock was last generated. Run \`poetry lock [--no-update]\` to fix the lock file.`,
  ],
  "too little coverage where all tests pass": [
    "python3 -m pytest --cov",
    `
shop.py       6      2    67%   4, 6
TOTAL         6      2    67%

»FAIL Required test coverage of 90% not reached. Total coverage: 66.67%

============================== 1 passed in 0.01s ===============================`,
  ],
  "doctest's failure": [
    "python3 -m doctest mod.py",
    `
**********************************************************************
»File "/home/runner/work/a/a/mod.py", line 4, in mod.add
»Failed example:
»    add(1, 2)
»Expected:
»    4
»Got:
»    3
**********************************************************************
1 items had failures:
   1 of   1 in mod.add`,
  ],
  "pyright's errors with their file": [
    "npx pyright",
    `
»/home/runner/work/a/a/types_bad.py
»  /home/runner/work/a/a/types_bad.py:3:16 - error: Argument of type "str | None" cannot be assigned
»    Type "str | None" is not assignable to type "Sized"
»  /home/runner/work/a/a/types_bad.py:5:12 - error: Type "int" is not assignable to return type "str"
1 error, 0 warnings, 0 informations`,
  ],
  "the failing test, not what a passing one logged before": [
    "python manage.py test",
    `
..Internal Server Error: /boom/
Traceback (most recent call last):
  File "/home/runner/work/a/a/shop/views.py", line 9, in boom
    raise ValueError("expected by a test")
ValueError: expected by a test
...F......
======================================================================
»FAIL: test_total (shop.tests.CartTests.test_total)
»----------------------------------------------------------------------
»Traceback (most recent call last):
»  File "/home/runner/work/a/a/shop/tests.py", line 14, in test_total
»    self.assertEqual(total([1, 1]), 3)
»AssertionError: 2 != 3

----------------------------------------------------------------------
Ran 12 tests in 0.412s`,
  ],
  "the exit of the second program, not the exception that the first one survived": [
    "make check",
    `
Traceback (most recent call last):
  File "/home/runner/work/a/a/warm.py", line 9, in warm
    raise ValueError("no cache")
ValueError: no cache
going on without a cache
checking the packages
checking the settings
»error: metadata-generation-failed
make: *** [Makefile:3: check] Error 1`,
  ],
  "what bandit found": [
    "bandit -r src",
    `
Test results:
»>> Issue: [B602:subprocess_popen_with_shell_equals_true] subprocess call with shell=True
»   Severity: High   Confidence: High
»   Location: src/cart.py:12:4
»12	    subprocess.Popen(cmd, shell=True)

--------------------------------------------------
Code scanned:`,
  ],
  "packages that conda cannot bring together": [
    "conda env create -f environment.yml",
    `
Solving environment: ...working... failed

»LibMambaUnsatisfiableError: Encountered problems while solving:
»  - nothing provides requested numpy 9.9.9**
»
»Could not solve for environment specs
»The following package could not be installed
»└─ numpy 9.9.9**  does not exist (perhaps a typo or a missing channel).`,
  ],
  "a package that twine refuses": [
    "twine check --strict dist/*",
    `
Checking dist/shop-1.0.0-py3-none-any.whl: PASSED
»Checking dist/shop-1.0.0.tar.gz: FAILED
»ERROR    long_description has syntax errors in markup
»         line 12: Warning: Title underline too short.`,
  ],
  "a test that took its worker with it": [
    "pytest -n 4",
    `
[gw0] node down: Not properly terminated
F
=================================== FAILURES ===================================
»______________________________ tests/test_a.py _________________________________
»[gw0] linux -- Python 3.11.9 /opt/python
»worker 'gw0' crashed while running 'tests/test_a.py::test_segv'
=========================== short test summary info ============================
FAILED tests/test_a.py::test_segv`,
  ],
  "a migration that was not made": [
    "python manage.py makemigrations --check --dry-run",
    `
»Migrations for 'shop':
»  shop/migrations/0004_item_colour.py
»    - Add field colour to item`,
  ],
  "Django's system check": [
    "python manage.py check --fail-level WARNING",
    `
»SystemCheckError: System check identified some issues:
»
»ERRORS:
»shop.Item.price: (fields.E130) DecimalFields must define a 'decimal_places' attribute.
»
»WARNINGS:
»?: (security.W004) You have not set a value for the SECURE_HSTS_SECONDS setting.

System check identified 2 issues (0 silenced).`,
  ],
};

describe("evidence in Python logs", () => {
  it.each(Object.entries(CASES))("is %s", (_name, [command, output]) => {
    const { text, first, last } = readMarkedLog(asGitHubJob(command, output));
    const log = reduceLog(text);
    expect(log.candidates[0]).toMatchObject({ startLine: first, endLine: last });
    expect(log.failingStep).toEqual({ name: `Run ${command}`, command });
  });
});
