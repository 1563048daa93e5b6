"""What whoever guesses does: wrong passwords, the right one with wrong codes, names nobody has; from everywhere."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from brute.door import Answer, Door
from visitor import totp

WRONG_PASSWORD, WRONG_CODE, NOBODY = "wrong password", "right password, wrong code", "nobody's name"
_KINDS = (WRONG_PASSWORD, WRONG_CODE, NOBODY)
_STEP_SECONDS = 30


@dataclass(frozen=True)
class Victim:
    """Whose account is tried: the attacker knows the password, and not the code."""

    email: str
    password: str
    totp_secret: str

    def right_codes(self) -> set[str]:
        """Return what could be accepted about now: an attacker's luck would be no finding."""
        step = int(time.time()) // _STEP_SECONDS
        return {totp(self.totp_secret, step + each) for each in range(-3, 4)}


@dataclass
class Found:
    """What the tries came to: answers by kind and status, and how many got in."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    entered: int = 0
    failed: list[str] = field(default_factory=list)
    addresses: int = 0

    @property
    def tries(self) -> int:
        return sum(self.statuses.values())


def addresses(count: int) -> Iterator[str]:
    """Yield *count* addresses 127.0.x.y, in as many networks as there can be."""
    for number in range(count):
        yield f"127.0.{number % 250 + 1}.{number // 250 + 2}"


def run(port: int, victim: Victim, *, tries: int, sources: int, seed: int, hands: int = 8) -> Found:
    """Try *tries* times from *sources* addresses, *hands* at once."""
    found = Found(addresses=sources)
    chance = random.Random(seed)
    plans = [
        (address, [(chance.choice(_KINDS), chance.getrandbits(48)) for _ in range(tries // sources)])
        for address in addresses(sources)
    ]
    with ThreadPoolExecutor(hands) as pool:
        for statuses, entered, failed in pool.map(lambda each: _from(port, victim, *each), plans):
            found.statuses.update(statuses)
            found.entered += entered
            found.failed += failed
    return found


def _from(
    port: int, victim: Victim, address: str, plan: list[tuple[str, int]]
) -> tuple[list[tuple[str, int]], int, list[str]]:
    """Try what is planned from one address, in one browser; return the answers, how often it was in, what failed."""
    door = Door(port, address)
    answers: list[tuple[str, int]] = []
    entered, failed = 0, []
    try:
        for kind, number in plan:
            answer = _tried(door, victim, kind, number)
            entered += answer.status == 302
            answers.append((kind, answer.status))
        entered += door.get("/conta/seguranca").status == 200
    except OSError as error:
        failed.append(f"{address}: {error!r}")
    return answers, entered, failed


def _tried(door: Door, victim: Victim, kind: str, number: int) -> Answer:
    if kind == NOBODY:
        return door.give_password(f"nobody{number}@{victim.email.partition('@')[2]}", f"wrong horse {number}")
    if kind == WRONG_PASSWORD:
        return door.give_password(victim.email, f"wrong horse {number}")
    answer = door.give_password(victim.email, victim.password)
    return door.give_code(_wrong_code(victim, number)) if answer.status == 302 else answer


def _wrong_code(victim: Victim, number: int) -> str:
    right = victim.right_codes()
    return next(code for each in range(100) if (code := f"{(number + each) % 1_000_000:06d}") not in right)
