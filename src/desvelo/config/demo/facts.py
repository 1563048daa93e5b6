"""What a demonstration is made of, made once and kept with its data: secrets, accounts, the number.

Nothing here belongs to anybody: the names are invented, the numbers lie outside what is assigned or are the well-known
test values.
"""

import base64
import os
import secrets
from pathlib import Path

import msgspec

from desvelo.kernel.authority import Role

COMPANY = "Clínica Aurora"
TEAMS = (("Agenda", "calendar-days"), ("Financeiro", "wallet"))
CUSTOMER = ("5511900004417", "Beatriz Nogueira")
PEOPLE = (
    ("Marina Lopes", Role.AGENT, "marina", ("Agenda",)),
    ("Denise Couto", Role.AGENT, "denise", ("Financeiro",)),
    ("Rui Pinho", Role.SUPERVISOR, "rui", ("Agenda", "Financeiro")),
    ("Helena Teles", Role.DPO, "helena", ()),
    ("Caio Prado", Role.IT, "caio", ()),
    ("Lúcia Arantes", Role.AUDITOR, "lucia", ()),
)


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the demonstration, with what signs them in."""

    name: str
    role: str
    email: str
    password: str
    totp_secret: str
    teams: tuple[str, ...]

    def totp_bytes(self) -> bytes:
        """Return the secret as bytes."""
        return base64.b32decode(self.totp_secret)


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything random about one demonstration."""

    app_secret: str
    verify_token: str
    access_token: str
    accounts: tuple[Account, ...]
    phone_number_id: str = "106540352242922"
    waba_id: str = "102290129340398"
    app_id: str = "900000000000001"
    display_phone_number: str = "+55 11 90000-0100"


def load_or_make(data: Path) -> Facts:
    """Return the facts of the demonstration in *data*, made at its first start."""
    path = data / "demo" / "facts.json"
    if path.exists():
        return msgspec.json.decode(path.read_bytes(), type=Facts)
    facts = _make()
    write_private(path, msgspec.json.encode(facts))
    return facts


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this user may read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    temporary.rename(path)


def email_of(person: tuple[str, Role, str, tuple[str, ...]]) -> str:
    """Return the address a person of the demonstration signs in with."""
    return _email(person[2])


def _email(login: str) -> str:
    return f"{login}@aurora.example"


def _make() -> Facts:
    return Facts(
        app_secret=secrets.token_hex(16),
        verify_token=secrets.token_urlsafe(24),
        access_token="EAA" + secrets.token_urlsafe(48).replace("-", "x").replace("_", "y"),
        accounts=tuple(
            Account(
                name=name,
                role=role.value,
                email=_email(login),
                password=secrets.token_urlsafe(15),
                totp_secret=base64.b32encode(secrets.token_bytes(20)).decode("ascii"),
                teams=teams,
            )
            for name, role, login, teams in PEOPLE
        ),
    )
