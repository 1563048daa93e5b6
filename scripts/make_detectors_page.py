"""Make ``docs/detectors.md`` from the detectors, their policies and what was measured.

.venv/bin/python scripts/make_detectors_page.py
"""

import ast
import doctest
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from desvelo.kernel.detection import catalogue, policies
from desvelo.kernel.detection.catalogue import Detector, shipped
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.detection.measured import MEASURED
from desvelo.kernel.detection.scanning import scan

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/detectors.md"
_CERTAINTIES = ("CHECKED", "CONTEXT", "SHAPE")
_HAPPENS = {Handling.SEAL: "sealed", Handling.DISCARD: "discarded on arrival"}
_INTRODUCTION = """# Detectors

<!-- Made by scripts/make_detectors_page.py; a test checks that it is current. -->

What is looked for in every message, by which rule, and what happens to it. **Masking misses.** How often is measured on
{data} data in messages that no rule was made by, and printed below: *missed* is the mean share of a datum that stayed
readable. Overall {missed:.1%} was missed, and {alarms:.1%} of {lookalikes} look-alikes (orders, protocols, prices) were
covered for nothing. What was missed can be hidden by hand; what was covered wrongly can be reported.

Certainty says how a finding is known: **checked** by its own check digits or a form nothing else has, by its
**context** (the words around it, or the question it answers), or by its **shape** alone.

Beside the detectors stands a **small linear model** ([0047](decisions/0047-a-model-beside-the-rules.md)): it reads what
they left, adds what the words around speak for, and never uncovers anything. Its findings carry the rule
`learned/signs`, the certainty of a shape, and are explained as all others are: by what they vanish without.
"""
_DETECTORS = """
## Detectors

| detector | label | finds | certainty | shown of an example | source |
|---|---|---|---|---|---|
"""
_POLICIES = """
## What happens, by label

*Warn*: the customer is told not to send this by chat. *By form*: whoever needs it asks by secure form. Who may compare
or see it is said by role, inside their own teams, with an entry in the ledger for each try.

| label | tier | value | warn | by form | compare | see | missed |
|---|---|---|---|---|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    introduction = _INTRODUCTION.format(
        data=MEASURED.data, missed=MEASURED.missed, alarms=MEASURED.alarms, lookalikes=MEASURED.lookalikes
    )
    rows = [_row(detector) for detector in shipped().detectors]
    return "".join((introduction, _DETECTORS, *rows, _POLICIES, *map(_policy, shipped().labels), *_not_yet()))


def _row(detector: Detector) -> str:
    name = detector.code.replace(".", "_")
    module = importlib.import_module(f"{catalogue.SHIPPED}.{name}")
    told = (module.__doc__ or "").split("\n\n")
    link = f"[`{detector.code}`](../src/desvelo/kernel/detection/detectors/{name}.py)"
    finds = " ".join(told[0].split()).rstrip(".")
    source = next((" ".join(part.removeprefix("Source:").split()) for part in told if part.startswith("Source:")), "")
    certainty = ", ".join(_certainties(module))
    cells = (link, detector.label.code, finds, certainty, _shown(detector, module.__doc__ or ""), source.rstrip("."))
    return _cells(*cells)


def _certainties(module: ModuleType) -> list[str]:
    """Return the certainties that the code of a detector names; where it leaves them to what it is made of, those."""
    named = _named(module)
    if named.isdisjoint(_CERTAINTIES):
        named = named.union(*map(_named, _made_of(module)))
    return [certainty.lower() for certainty in _CERTAINTIES if certainty in named]


def _made_of(module: ModuleType) -> list[ModuleType]:
    """Return the modules of detection that *module* took something from, but for those that every detector does."""
    names = {
        value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", "")
        for value in vars(module).values()
    }
    ours = {name for name in names if isinstance(name, str) and name.startswith("desvelo.kernel.detection.")}
    common = {f"desvelo.kernel.detection.{name}" for name in ("catalogue", "finding", "labels", "reading")}
    return [importlib.import_module(name) for name in sorted(ours - common - {module.__name__})]


def _named(module: ModuleType) -> set[str]:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def _shown(detector: Detector, told: str) -> str:
    """Return what a chip shows of the first example of the detector's own documentation in which it finds something."""
    for text in _examples(told):
        for finding in scan(text):
            if finding.detector == detector.code:
                hint = detector.label.hint(text[finding.start : finding.end])
                return f"`{hint}`" if hint else "nothing"
    return "nothing"


def _examples(told: str) -> Iterator[str]:
    for example in doctest.DocTestParser().get_examples(told):
        for node in ast.walk(ast.parse(example.source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def _policy(label: Label) -> str:
    policy = policies.of(label)
    missed = MEASURED.missed_by_label.get(label.code)
    return _cells(
        f"`{label.code}`",
        policy.tier.value,
        _HAPPENS[policy.handling],
        _yes(policy.warn),
        _yes(policy.ask_by_form),
        _roles(policy.compare),
        _roles(policy.reveal),
        "–" if missed is None else f"{missed:.1%}",
    )


def _not_yet() -> Iterator[str]:
    missing = [f"`{code}`" for code in policies.GUIDELINES if code not in {label.code for label in shipped().labels}]
    if missing:
        yield f"\nNot looked for yet, so always missed: {', '.join(missing)}.\n"


def _yes(value: bool) -> str:  # noqa: FBT001  one cell of a table
    return "yes" if value else "no"


def _roles(roles: frozenset[str]) -> str:
    return ", ".join(sorted(roles)) or "nobody"


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    sys.stderr.write(f"{PAGE.relative_to(ROOT)} written\n")


if __name__ == "__main__":
    main()
