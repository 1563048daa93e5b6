"""Bring the database up to date before anything serves: migrate, grant, tie it to its keys.

Order matters: keys are made only for a database that has none, so a lost keys folder is a refusal, not a fresh start
that can open nothing.

Source: security-design D4.7.
"""

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from desvelo.base.keyring import Keyring, keyring
from desvelo.config import grants
from desvelo.guards.vault import boxes, store
from desvelo.guards.vault.errors import WrongRootKey
from desvelo.kernel.sealing import keys


def main() -> int:
    """Prepare; raise WrongRootKey, KeyMissing or SelfTestFailed when the start must not go on."""
    _prepare()
    return 0


def _prepare() -> None:
    keys.self_test()
    ring = keyring(settings.DESVELO.keys)
    if _is_installed():
        _require_own_keys(ring)
    if _must_migrate():
        call_command("migrate", verbosity=0, interactive=False)
        grants.apply(settings.DESVELO.owner_database_url or settings.DESVELO.database_url or "")
    ring.create()
    boxes.settle_installation()


def _is_installed() -> bool:
    """Tell whether this database was prepared before, by whatever version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('vault.installation') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def _require_own_keys(ring: Keyring) -> None:
    """Refuse, before anything is written, keys that are not the ones this database was sealed with."""
    found = store.installation()
    if found is not None and (not ring.exists or ring.fingerprint() != found[1]):
        raise WrongRootKey


def _must_migrate() -> bool:
    executor = MigrationExecutor(connections["default"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
