"""The running product as the faults see it: the processes of each role, and whether they stand."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import psutil
import psycopg

from chaos.meta import Generator
from kills import BACK_SECONDS, ROLES
from started import Started, command_line, eventually, rows


@dataclass(kw_only=True)
class Site:
    """What strikes: where, by which luck, and what it has done so far."""

    running: Started
    generator: Generator
    dice: random.Random
    has_time: bool = False
    hit: Counter[str] = field(default_factory=Counter)
    turns: Counter[str] = field(default_factory=Counter)
    pictures: int = 0
    frozen: list[tuple[float, float]] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def standing(self, role: str) -> list[psutil.Process]:
        """Wait until *role* stands whole; return its processes, the main one first."""
        return eventually(lambda: self._whole(role), seconds=BACK_SECONDS)

    def working(self, role: str) -> psutil.Process:
        """Return the process of *role* that does the work: the one below, where granian has one."""
        return self.standing(role)[-1 if role != "postgres" else 0]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what the database answers, however long it takes to come back from a fault before this one."""
        answered = eventually(lambda: self._answer(query), seconds=BACK_SECONDS)
        return list(answered[0])

    def _answer(self, query: str) -> tuple[list[tuple[Any, ...]], ...]:
        try:
            return (rows(self.running.info["database_url"], query),)
        except psycopg.Error:
            return ()

    def count(self, fault: str, what: str, times: int = 1) -> None:
        """Put on record that *fault* struck."""
        self.hit[fault] += times
        self.log.append(f"{time.strftime('%H:%M:%S')} {fault} {what}")

    def _whole(self, role: str) -> list[psutil.Process]:
        try:
            below = [each for each in self.running.tree()[1:] if ROLES[role] in command_line(each)]
            tree = [below[0], *below[0].children(recursive=True)] if below else []
        except psutil.NoSuchProcess:
            return []
        return tree if len(tree) > (0 if role == "worker" else 1) else []
