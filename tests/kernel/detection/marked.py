"""Messages with their expected findings written inside: ``cpf {CPF:529.982.247-25}``."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from desvelo.kernel.detection.reading import Context
from desvelo.kernel.detection.scanning import scan

_MARK = re.compile(r"\{([A-Z_]+):([^}]*)\}")


class Marked(NamedTuple):
    text: str
    expected: list[tuple[str, str]]
    question: str | None
    previous: str | None = None


def unmark(line: str, question: str | None = None, previous: str | None = None) -> Marked:
    expected = [(label, value) for label, value in _MARK.findall(line)]
    return Marked(_MARK.sub(r"\2", line), expected, question, previous)


def found(text: str, *, question: str | None = None, previous: str | None = None) -> list[tuple[str, str]]:
    findings = scan(text, Context(question=question, previous=previous))
    return [(finding.label, text[finding.start : finding.end]) for finding in findings]


def written(path: Path) -> Iterator[Marked]:
    question = previous = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("Q> "):
            question = line.removeprefix("Q> ")
        elif line.startswith("P> "):
            previous = line.removeprefix("P> ").replace("\\n", "\n")
        elif line and not line.startswith("# "):
            yield unmark(line.replace("\\n", "\n"), question, previous)
            question = previous = None
