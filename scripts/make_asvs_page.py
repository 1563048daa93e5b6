"""Write docs/asvs.md: each requirement with the tests that say they prove it.

``tests/support/asvs.toml`` says what a requirement means here, or why it is not met or does not apply; a test says
which it proves by its marker, ``@pytest.mark.asvs("6.3.1")``.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "asvs.md"
REQUIREMENTS = ROOT / "tests" / "support" / "asvs.toml"
MARKER = "pytest.mark.asvs"
HEAD = """# OWASP ASVS 5.0.0: requirement and test

*Made by `scripts/make_asvs_page.py` from markers on the tests and from `tests/support/asvs.toml`; do not edit here.*

Each row names a requirement of the [OWASP Application Security Verification Standard 5.0.0](https://github.com/OWASP/ASVS)
by its number (cited as `v5.0.0-…`), in our own words, and the tests that say they prove our part of it.
`tests/architecture/test_asvs_is_true.py` fails when a requirement has no test and is not named as an exception, so a
row cannot outlive its proof. Chapters V6 to V10 are whole: every requirement of Levels 1 and 2, and of Level 3 in V6
and V7, is proved, named as an exception, or named as not applying. The other chapters list what is proved so far.

**This is verification by our own tests, of the rows below. It is not a certificate, and not yet the whole of Level 2.**
A row says *partly* when the product does not yet have everything the requirement covers; what is missing stands in the
same cell.
"""


def marked(root: Path = ROOT) -> dict[str, list[str]]:
    """Return for each requirement the tests whose markers name it, as ``tests/…py::name``."""
    found: dict[str, list[str]] = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        for number, name in _in_file(path):
            found.setdefault(number, []).append(f"{path.relative_to(root).as_posix()}::{name}")
    return found


def _in_file(path: Path) -> Iterator[tuple[str, str]]:
    text = path.read_text(encoding="utf-8")
    if MARKER not in text:
        return
    for node in ast.walk(ast.parse(text)):
        for mark in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == MARKER:
                yield from ((ast.literal_eval(number), node.name) for number in mark.args)


def requirements() -> dict[str, dict[str, Any]]:
    """Return what is said of each requirement, in the order of the standard."""
    said = tomllib.loads(REQUIREMENTS.read_text(encoding="utf-8"))
    return dict(sorted(said.items(), key=lambda each: [int(part) for part in each[0].split(".")]))


def page(said: Mapping[str, Mapping[str, Any]], proofs: Mapping[str, list[str]]) -> str:
    """Return the page: what is proved, what is not met, what does not apply."""
    proved = [
        f"| v5.0.0-{number} | {each['level']} | {each['means']} | {' '.join(f'`{test}`' for test in proofs[number])} |"
        for number, each in said.items()
        if "means" in each
    ]
    parts = [HEAD, _table("| requirement | level | what it means here | tests |", proved)]
    for kind, title, column in (
        ("exception", "Named exceptions", "why it is not met, and what stands instead"),
        ("absent", "Does not apply", "what the product does not have"),
    ):
        rows = [
            f"| v5.0.0-{number} | {each['level']} | {each[kind]} |" for number, each in said.items() if kind in each
        ]
        parts += [f"## {title}\n", _table(f"| requirement | level | {column} |", rows)]
    return "\n".join(parts)


def _table(head: str, rows: list[str]) -> str:
    return "\n".join([head, "|---" * (head.count("|") - 1) + "|", *rows, ""])


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(requirements(), marked()), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
