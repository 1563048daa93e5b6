"""The generator as a child of the run, and all it said."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

RATE, CUSTOMERS = 60, 50
LONGEST_END_SECONDS = 420


@dataclass(kw_only=True)
class Told:
    """What the generator said, sorted by what it speaks of."""

    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    statuses: dict[str, set[str]] = field(default_factory=dict)
    struck: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    poisons: int = 0
    figures: dict[str, Any] = field(default_factory=dict)


class Generator:
    """Runs until ``end``; its words are kept in a file, so a pipe that nobody reads cannot stop it."""

    def __init__(self, folder: Path, *, info: dict[str, Any], seed: int) -> None:
        settings = {
            "url": info["webhook_url"],
            "secret": info["app_secret"],
            "number": info["phone_number_id"],
            "count": 0,
            "rate": RATE,
            "customers": CUSTOMERS,
            "seed": seed,
        }
        (folder / "generator.json").write_text(json.dumps(settings), encoding="utf-8")
        self._said = folder / "generator.out"
        with self._said.open("wb") as out:
            command = [sys.executable, "-m", "chaos.generator", str(folder / "generator.json")]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=out, text=True, cwd=Path(__file__).parents[1]
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no generator behind, however the run ends."""
        self._process.kill()
        self._process.communicate()

    def order(self, **what: str) -> None:
        """Ask for something; raises BrokenPipeError when it is no more."""
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()

    def end(self) -> Told:
        """Ask it to end, wait until it got every acknowledgement, and return all it said."""
        self._process.communicate(timeout=LONGEST_END_SECONDS)
        return self.told()

    def told(self) -> Told:
        """Return what it said so far."""
        told = Told()
        for line in self._said.read_text(encoding="utf-8").splitlines():
            _sort(json.loads(line), told)
        return told


def _sort(fact: dict[str, Any], told: Told) -> None:
    match fact:
        case {"acknowledged": _}:
            told.acknowledged.append(fact)
        case {"given_up": text}:
            told.given_up.append(text)
        case {"status": text, "step": step}:
            told.statuses.setdefault(text, set()).add(step)
        case {"struck": _}:
            told.struck.append(fact)
        case {"poison": _}:
            told.poisons += 1
        case {"wrong": text}:
            told.wrong.append(text)
        case _:
            told.figures = fact
