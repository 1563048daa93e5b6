"""Bring the database up to date before anything serves: migrate, grant, tie it to its keys.

Order matters: keys are made only for a database that has none, so a lost keys folder is a refusal, not a fresh start
that can open nothing.

Source: security-design D4.7.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from desvelo.base import clock
from desvelo.base.keyring import Keyring, keyring
from desvelo.base.processes.errors import StartRefused
from desvelo.config import grants, ledger_standing
from desvelo.guards.access import grants as access_grants
from desvelo.guards.access import passwords
from desvelo.guards.vault import boxes, store, taking_over
from desvelo.guards.vault.errors import WrongRootKey
from desvelo.kernel.sealing import keys

_ANSWER_SECONDS = 10
_PREPARE_LOCK = 0x64765F70726570


class DatabaseSilent(StartRefused):
    """The database cannot be reached, or does not let this role in."""

    code = "prepare.database_silent"
    sentence = "The database does not answer: {reason}. Check that it runs, and the URL in DATABASE_URL_FILE."

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)


def main() -> int:
    """Prepare.  Raises DatabaseSilent, WrongRootKey, KeyMissing, SelfTestFailed or LedgerBehind: nothing may start."""
    with answering() as held:
        held.execute("SELECT pg_advisory_lock(%s)", [_PREPARE_LOCK])  # nodes that start together prepare in turn
        _prepare(is_restored=sys.argv[2:] == ["restored"])
    return 0


@contextmanager
def answering() -> Iterator[psycopg.Connection]:
    """Give a connection of its own.  Raises DatabaseSilent, with what the driver said and never the URL."""
    try:
        held = psycopg.connect(settings.DESVELO.database_url or "", connect_timeout=_ANSWER_SECONDS, autocommit=True)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise DatabaseSilent(reason=reason[-1].rstrip(".")) from None
    with held:
        yield held


def is_installed() -> bool:
    """Tell whether this database was prepared before, by whatever version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('vault.installation') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def must_migrate() -> bool:
    """Tell whether this version knows a change the database has not seen."""
    executor = MigrationExecutor(connections["default"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def require_sound_ciphers() -> None:
    """Refuse a machine whose ciphers or randomness are not what they should be.  Raises SelfTestFailed."""
    keys.self_test()
    passwords.self_test()


def require_own_keys(ring: Keyring) -> None:
    """Refuse, before anything is written, keys that are not those this database was sealed with, or not all of them.

    Raises WrongRootKey, and KeyMissing with the name of an epoch that rows need or of a service key.
    """
    found = store.installation()
    if found is None:
        return
    if not ring.exists or ring.fingerprint() != found[1]:
        raise WrongRootKey
    boxes.require_keys(ring)


def _prepare(*, is_restored: bool) -> None:
    require_sound_ciphers()
    ring = keyring(settings.DESVELO.keys)
    if is_installed():
        require_own_keys(ring)
        if not is_restored:  # of a base just restored, ``reopening`` judges the log, and nothing starts before
            ledger_standing.require()
    if must_migrate():
        call_command("migrate", verbosity=0, interactive=False)
        grants.apply(settings.DESVELO.owner_database_url or settings.DESVELO.database_url or "")
    ring.create()
    boxes.settle_installation()
    access_grants.adopt(now=clock.wall())
    taking_over.adopt(now=clock.wall())
