"""What tests share: a real PostgreSQL of their own, an installation with keys, a few people, a way for messages to arrive.

The cluster starts when a test first asks for the database, one for each process of pytest; tests of the kernel never do.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from house import APP_SECRET, NOW, PASSWORD, PHONE_NUMBER_ID, TOTP_SECRET, House, put_delivery, webhook_body

_DATA = Path(tempfile.mkdtemp(prefix="desvelo-test-"))
os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "desvelo.config.settings",
        "DESVELO_DATA": str(_DATA),
        "DESVELO_MODE": "demo",
        "DESVELO_LANGUAGE": "pt-br",
    }
)


def pytest_configure(config: pytest.Config) -> None:
    """Set Django up, unless this run is without it."""
    if config.pluginmanager.hasplugin("django"):
        import django

        django.setup()


@pytest.fixture(scope="session")
def cluster() -> Iterator["Cluster"]:  # noqa: F821  imported where it is used, so the kernel's tests need no PostgreSQL
    """Return a running cluster with the three roles."""
    from desvelo.base.postgres import binaries, bootstrap
    from desvelo.base.postgres.cluster import Cluster

    running = Cluster(_DATA / "postgres", _DATA / "keys", binaries.find(None))
    running.prepare()
    running.start()
    running.wait_ready()
    bootstrap.ensure(running.superuser_url(), bootstrap.role_passwords(_DATA / "keys"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(cluster) -> None:
    """Point Django at the cluster, as the superuser, who may create the test database."""
    from django.db import connections

    from desvelo.base.config import databases

    described = databases.from_url(cluster.superuser_url())
    described["OPTIONS"] = {}
    connections["default"].settings_dict.update(described)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Make the keys and tie the test database to them, as ``desvelo up`` does."""
    from django.conf import settings

    from desvelo.base.keyring import keyring
    from desvelo.guards.vault import boxes

    keyring(settings.DESVELO.keys).create()
    with django_db_blocker.unblock():
        boxes.settle_installation()


@pytest.fixture
def house(db) -> House:
    """Return the company; everybody's password and code secret are ``PASSWORD`` and ``TOTP_SECRET``."""
    from desvelo.guards.access import actions as access
    from desvelo.guards.access import queries
    from desvelo.kernel.authority import Role
    from desvelo.service.channel import actions as channel

    agenda, financeiro = access.create_team(name="Agenda"), access.create_team(name="Financeiro")
    people = {
        "marina": ("Marina Lopes", Role.AGENT, (agenda,)),
        "denise": ("Denise Couto", Role.AGENT, (financeiro,)),
        "rui": ("Rui Pinho", Role.SUPERVISOR, (agenda, financeiro)),
        "helena": ("Helena Teles", Role.DPO, ()),
        "caio": ("Caio Prado", Role.IT, ()),
    }
    for login, (name, role, teams) in people.items():
        new = access.NewUser(
            email=f"{login}@aurora.example",
            name=name,
            role=role,
            password=PASSWORD,
            teams=teams,
            totp_secret=TOTP_SECRET,
        )
        access.create_user(new, now=NOW)
    number = channel.connect_number(
        channel.Connection(
            phone_number_id=PHONE_NUMBER_ID,
            waba_id="102290129340398",
            display="+55 11 90000-0100",
            access_token="EAAtest_token",
            app_id="1",
            app_secret=APP_SECRET,
            verify_token="verify-me",
            first_team=agenda,
        ),
        now=NOW,
    )
    actors = {login: queries.actor_named(name) for login, (name, _, _) in people.items()}
    return House(agenda=agenda, financeiro=financeiro, number=number, actors=actors)


Arrive = Callable[..., str]


@pytest.fixture
def arrive(house) -> Arrive:
    """Let a customer's message arrive, from the sealed delivery on; return the conversation's public id."""
    from desvelo.guards.vault import queries as vault
    from desvelo.service.channel import intake
    from desvelo.service.desk import queries as desk

    def _arrive(text: str, *, phone: str = "5511900004417", name: str = "Beatriz Nogueira", wamid: str = "") -> str:
        put_delivery(webhook_body(text, phone=phone, name=name, wamid=wamid or f"wamid.{os.urandom(8).hex()}"))
        intake.take_in()
        contact = vault.contact_with_phone(phone)
        return desk.conversation_of(contact)

    return _arrive


@pytest.fixture
def audit_tags(db) -> Callable[[], list[tuple[str, str]]]:
    """Return what is on record so far, as (tag, result), oldest first."""

    def _tags() -> list[tuple[str, str]]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.tag, e.result FROM ledger.entry e "
                "LEFT JOIN ledger.pending p ON p.entry_id = e.id LEFT JOIN ledger.leaf l ON l.entry_id = e.id "
                "ORDER BY p.arrival IS NOT NULL, coalesce(l.index, p.arrival)"
            )
            return cursor.fetchall()

    return _tags
