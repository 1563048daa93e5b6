"""F1 to F3: processes die, at a moment of the seed's choice or at their n-th write."""

import time

import psutil

from chaos import syscalls
from chaos.site import Site
from started import eventually, is_gone

UNTOUCHED_SECONDS = 6.0
MOST_CALLS = 40


def kill_edge_at_a_write(site: Site) -> None:
    """F1: the edge dies at its n-th write-class system call; n counts up from strike to strike."""
    _kill_at_a_write(site, "F1", "edge")


def kill_worker_at_a_write(site: Site) -> None:
    """F2: the worker dies at its n-th write-class system call: claiming, sealing, storing, sending."""
    _kill_at_a_write(site, "F2", "worker")


def _kill_at_a_write(site: Site, fault: str, role: str) -> None:
    victim = site.working(role)
    at = site.turns[fault] % MOST_CALLS + 1
    site.turns[fault] += 1
    with syscalls.tampered([victim], f"{syscalls.WRITES}:signal=SIGKILL:when={at}"):
        give_up_at = time.monotonic() + UNTOUCHED_SECONDS
        while not is_gone(victim) and time.monotonic() < give_up_at:
            time.sleep(0.02)
    if is_gone(victim):
        site.count(fault, f"{role} at write {at}")


def kill_edge(site: Site) -> None:
    """F1: the edge dies at a moment of the seed's choice."""
    _kill(site, "F1", "edge")


def kill_worker(site: Site) -> None:
    """F2: the worker dies at a moment of the seed's choice."""
    _kill(site, "F2", "worker")


def kill_postgres(site: Site) -> None:
    """F3: the postmaster dies, or one of its children, or all of them."""
    _kill(site, "F3", "postgres")


def _kill(site: Site, fault: str, role: str) -> None:
    tree = site.standing(role)
    victims = site.dice.choice([tree[:1], [site.dice.choice(tree)], tree])
    for victim in victims:
        try:
            victim.kill()
        except psutil.NoSuchProcess:
            continue
    eventually(lambda: all(map(is_gone, victims)))
    site.count(fault, f"{role} ({len(victims)} of {len(tree)} processes)")
