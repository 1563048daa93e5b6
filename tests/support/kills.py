"""Kills processes of a running installation at moments that a seed decides, and counts what it hit."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field

import psutil

from started import Started, command_line, eventually, is_gone

ROLES = {
    "edge": "desvelo.config.asgi:app",
    "web": "desvelo.config.wsgi:application",
    "worker": "desvelo.config.run worker",
    "postgres": "--listen-addresses=",
}
LEAST_GAP_SECONDS, MOST_GAP_SECONDS = 0.6, 2.2
BACK_SECONDS = 60.0


@dataclass(kw_only=True)
class Killer:
    """SIGKILL, to the main process of a role or to one of those under it."""

    running: Started
    seed: int
    hit: Counter[str] = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)

    def rounds(self, count: int) -> None:
        """Kill each role *count* times, in an order and at moments of the seed's choice."""
        dice = random.Random(self.seed)
        for _ in range(count):
            for role in dice.sample(list(ROLES), k=len(ROLES)):
                time.sleep(dice.uniform(LEAST_GAP_SECONDS, MOST_GAP_SECONDS))
                self._kill(role, dice)

    def _kill(self, role: str, dice: random.Random) -> None:
        """Wait until the role stands whole, then kill one of its processes; that it is gone is what counts."""
        tree = eventually(lambda: self._whole(role), seconds=BACK_SECONDS)
        victim = dice.choice([tree[0], dice.choice(tree)])
        victim.kill()
        eventually(lambda: is_gone(victim))
        self.hit[role] += 1
        self.log.append(f"{role}{'' if victim == tree[0] else ' (one below)'}")

    def _whole(self, role: str) -> list[psutil.Process]:
        """Return the processes of a role if it stands, the main one first, with those below it where there must be."""
        try:
            below = [each for each in self.running.tree()[1:] if ROLES[role] in command_line(each)]
            tree = [below[0], *below[0].children(recursive=True)] if below else []
        except psutil.NoSuchProcess:
            return []
        return tree if len(tree) > (0 if role == "worker" else 1) else []
