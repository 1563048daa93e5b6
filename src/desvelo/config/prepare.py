"""Bring the database up to date before anything serves: migrate, grant, tie it to its keys.

Order matters: keys are made only for a database that has none, so a lost keys folder is a refusal, not a fresh start
that can open nothing.

Source: security-design D4.7.
"""

import sys

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from desvelo.base.keyring import keyring
from desvelo.config import grants
from desvelo.guards.vault import boxes, store
from desvelo.guards.vault.errors import WrongRootKey
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.sealing import keys


def main() -> int:
    """Prepare; print a sentence and return 1 when the start must not go on."""
    try:
        _prepare()
    except DesveloError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _prepare() -> None:
    keys.self_test()
    if _must_migrate():
        call_command("migrate", verbosity=0, interactive=False)
        grants.apply(settings.DESVELO.owner_database_url or settings.DESVELO.database_url or "")
    ring = keyring(settings.DESVELO.keys)
    if store.installation() is not None and not ring.exists:
        raise WrongRootKey
    ring.create()
    boxes.settle_installation()


def _must_migrate() -> bool:
    executor = MigrationExecutor(connections["default"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
