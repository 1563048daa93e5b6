"""Print what was measured: a table for people, or one JSON document for programs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.catalogue import Measure
from benchmarks.figures import Figure, Reference, Verdict, number
from benchmarks.machine import Machine

_HEAD = ("", "value", "budget", "", "reference", "ratio", "budget", "")
_LEFT = (0, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One benchmark that ran, with what the machine was like meanwhile."""

    measure: Measure
    figures: tuple[Figure, ...]
    fsync_us: float
    load_before: float
    load_after: float
    seconds: float

    @property
    def missed(self) -> int:
        """Return how many budgets were missed, ratios included."""
        verdicts = [each.verdict for each in self.figures]
        verdicts += [each.verdict_beside(other) for each in self.figures for other in each.references]
        return verdicts.count(Verdict.MISSED)


def table(machine: Machine, result: Result) -> str:
    """Return the table of one benchmark."""
    rows = [_HEAD, *(row for figure in result.figures for row in _rows(figure))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([f"{result.measure.name}: {result.measure.about}", _circumstances(machine, result), *lines, ""])


def document(machine: Machine, results: Iterable[Result]) -> str:
    """Return everything as JSON."""
    content = {"machine": asdict(machine), "benchmarks": [_described(result) for result in results]}
    return json.dumps(content, ensure_ascii=False, indent=2)


def summary(results: Sequence[Result]) -> str:
    """Return the last line: how many budgets were missed, and where."""
    missed = {result.measure.name: result.missed for result in results if result.missed}
    if not missed:
        return "Every budget was met."
    return "Missed budgets: " + ", ".join(f"{name} {count}" for name, count in missed.items()) + "."


def _circumstances(machine: Machine, result: Result) -> str:
    load = f"load {result.load_before:.2f} before, {result.load_after:.2f} after"
    return f"{machine.cpus} x {machine.cpu}, fsync {result.fsync_us:.0f} µs, {load}, {result.seconds:.0f} s"


def _rows(figure: Figure) -> Iterator[tuple[str, ...]]:
    value = f"{number(figure.value)} {figure.unit}".rstrip()
    yield (figure.name, value, _text(figure.budget), figure.verdict.value, "", "", "", "")
    for reference in figure.references:
        shown = f"{reference.name}: {number(reference.value)} {figure.unit}".rstrip()
        ratio = f"{figure.ratio(reference):.2f}" if figure.ratio(reference) >= 1 else f"{figure.ratio(reference):.3f}"
        verdict = figure.verdict_beside(reference).value
        yield ("", "", "", "", shown, ratio, _text(reference.budget), verdict)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if column in _LEFT else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return ("  " + "  ".join(cells)).rstrip()


def _text(budget: object) -> str:
    return "" if budget is None else str(budget)


def _described(result: Result) -> dict[str, Any]:
    return {
        "name": result.measure.name,
        "about": result.measure.about,
        "fsync_us": round(result.fsync_us, 1),
        "load_before": result.load_before,
        "load_after": result.load_after,
        "seconds": round(result.seconds, 1),
        "figures": [_described_figure(figure) for figure in result.figures],
    }


def _described_figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "budget": _text(figure.budget),
        "verdict": figure.verdict.value,
        "references": [_described_reference(figure, reference) for reference in figure.references],
    }


def _described_reference(figure: Figure, reference: Reference) -> dict[str, Any]:
    return {
        "name": reference.name,
        "value": reference.value,
        "ratio": figure.ratio(reference),
        "budget": _text(reference.budget),
        "verdict": figure.verdict_beside(reference).value,
    }
