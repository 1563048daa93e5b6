"""Keys of one test's own, under the root that the database of the tests is tied to, so that it may destroy some."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import connection

from desvelo.base.keyring import Keyring, keyring
from house import NOW


@contextmanager
def epoch_one(settings: Any, folder: Path) -> Iterator[Keyring]:
    """Give a copy of the keys with the first epoch alone alive, made now; afterwards the database is as it was."""
    from desvelo.guards.vault import rotating

    shutil.copytree(settings.DESVELO.keys, folder / "keys")
    settings.DESVELO = replace(settings.DESVELO, data=folder)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault.epoch SET made_at = %s, due_at = %s", [NOW, NOW + rotating.LIFE])
    yield keyring(folder / "keys")
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM vault.contact_key; DELETE FROM vault.epoch; "
            "INSERT INTO vault.epoch VALUES (1, now(), now() + interval '7 days')"
        )
