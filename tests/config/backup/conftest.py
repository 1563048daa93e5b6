"""A small installation in a database of its own keys, and what its backups are made with."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import arrived_files
from house import NOW

CANARIES = {"5511900004417": "Jabuticaba", "5511900000001": "Pitangueira"}
PICTURE = b"\xff\xd8 Sagui-de-tufos " * 5_000


@dataclass(frozen=True)
class Living:
    """An installation with two customers who wrote, and a picture of the first."""

    data: Path
    folder: Path
    contacts: dict[str, UUID]

    @property
    def key(self) -> bytes:
        from desvelo.base.keyring import Keyring

        return Keyring(self.data / "keys").service("backup")

    def back_up(self, *, at: datetime = NOW) -> Path:
        """Write a set, as the program does."""
        from desvelo.config.backup import making

        self.folder.mkdir(exist_ok=True)
        return making.run(self.folder, now=at)

    def problems(self, found: Path) -> list[Any]:
        from desvelo.config.backup import command

        return command.problems_of(found, self.key, None)


@pytest.fixture
def living(committed, house, arrive, settings, tmp_path, url_of) -> Living:  # noqa: PLR0917  what it is made of
    """Return it, with everything it holds committed."""
    from desvelo.base.keyring import Keyring
    from desvelo.guards.audit import actions as audit
    from desvelo.guards.vault import queries

    data = tmp_path / "data"
    shutil.copytree(settings.DESVELO.keys, data / "keys", ignore=shutil.ignore_patterns("db"))
    settings.DESVELO = replace(
        settings.DESVELO, data=data, database_url=url_of("desvelo_app"), owner_database_url=url_of("postgres")
    )
    settings.LEDGER_ORIGIN = f"desvelo/{Keyring(data / 'keys').fingerprint().hex()[:16]}"
    for phone, word in CANARIES.items():
        arrive(f"bom dia, moro na {word}, meu cpf é 529.982.247-25", phone=phone, name=f"{word} Silva")
    arrived_files.keep(arrived_files.picture(), PICTURE)
    audit.sequence()
    audit.checkpoint(now=NOW)
    contacts = {phone: queries.contact_with_phone(phone) for phone in CANARIES}
    return Living(data=data, folder=tmp_path / "out", contacts=contacts)


@pytest.fixture
def erase() -> Callable[[UUID], None]:
    """Return how a contact is erased, and put on the list."""
    from desvelo.guards.vault import erased_file, erasing
    from desvelo.guards.vault.erasures import Scope, What

    def _erase(contact: UUID) -> None:
        erasing.expire(What(scope=Scope.CONTACT, contact=contact, object=None), now=NOW)
        erased_file.note(now=NOW)

    return _erase


def change_manifest(found: Path, **other: object) -> None:
    """Write other things into a manifest, without the key."""
    path = found / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **other}))
