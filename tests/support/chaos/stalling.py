"""F5, F6, F20: what should go on stands still."""

import time
from collections.abc import Callable

import psutil
import psycopg

from chaos import climbing
from chaos.site import Site
from started import eventually

_STANDBY = "chaos_absent"
_WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
_CANCEL = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
FROZEN_SECONDS = 5.5
CANCELS, CANCEL_GAP_SECONDS = 12, 0.3
LEAST_STILL_SECONDS, MOST_STILL_SECONDS = 2.0, 6.0
LONG_STILL_SECONDS = 60.0


def freeze_standby(site: Site) -> None:
    """F5: the one synchronous standby does not answer; nothing may be acknowledged until it does."""
    _frozen(site, "F5", lambda: time.sleep(FROZEN_SECONDS))


def cancel_while_waiting(site: Site) -> None:
    """F6: whoever waits for the standby is cancelled; PostgreSQL then calls the commit done, with a warning."""

    def cancel() -> None:
        for _ in range(CANCELS):
            site.rows(_CANCEL)
            time.sleep(CANCEL_GAP_SECONDS)

    _frozen(site, "F6", cancel)


def _frozen(site: Site, fault: str, meanwhile: Callable[[], None]) -> None:
    """Let commits wait for a standby that is not there, and note from when to when no commit was durable."""
    site.standing("postgres")
    info = site.running.info
    eventually(lambda: _wants(info, _STANDBY), seconds=60)
    try:
        eventually(lambda: site.rows(_WAITING), seconds=20)
        begin = time.time()
        meanwhile()
        site.frozen.append((begin, time.time()))
    finally:
        eventually(lambda: _wants(info, ""), seconds=60)
    site.count(fault, "no commit could be durable")


def _wants(info: dict[str, str], standby: str) -> bool:
    """Name the synchronous standby; tell whether the database heard it."""
    try:
        climbing.order(info, f"ALTER SYSTEM SET synchronous_standby_names = '{standby}'")
        climbing.order(info, "SELECT pg_reload_conf()")
    except psycopg.Error:
        return False
    return True


def stop_worker_for_a_while(site: Site) -> None:
    """F20: the worker, which also numbers the ledger, stands still (once for a minute) and goes on as before."""
    worker = site.working("worker")
    seconds = site.dice.uniform(LEAST_STILL_SECONDS, MOST_STILL_SECONDS)
    if site.has_time and not site.hit["F20"]:
        seconds = LONG_STILL_SECONDS
    try:
        worker.suspend()
        time.sleep(seconds)
        worker.resume()
    except psutil.NoSuchProcess:
        return
    site.count("F20", f"worker still for {seconds:.1f} s")
