"""What tests share: a real PostgreSQL of their own, an installation with keys, a few people, messages that arrive.

The cluster starts when a test first asks for the database, one for each process of pytest; the kernel's never do.

A test runs in a transaction that is rolled back.  One that needs other connections to see what it wrote (another
thread, the edge) asks for ``committed`` as well, and pays for it.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest

import house as company
import ran_before
import tables

# How long an example takes says how busy the machine is, not whether the claim holds.
hypothesis.settings.register_profile("desvelo", deadline=None)
hypothesis.settings.load_profile("desvelo")

_DATA = Path(tempfile.mkdtemp(prefix="desvelo-test-"))
(_DATA / "static").mkdir()
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
    if not hasattr(config, "workerinput"):  # what xdist gives to each process of one run
        ran_before.begin()
        config.add_cleanup(ran_before.end)
    if config.pluginmanager.hasplugin("django"):
        import django
        from django.conf import settings

        from desvelo.base.processes import dumps

        # Programs run inside this process would lower its limit for good, and test_keys_stay_inside needs to raise it.
        dumps.leave_none = lambda: None
        django.setup()
        # pytest-django may have read the settings with the data folder of the process that started this one
        settings.DESVELO = replace(settings.DESVELO, data=_DATA)


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
    described["OPTIONS"] = databases.BINDING
    connections["default"].settings_dict.update(described)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, cluster) -> Iterator[None]:
    """Make the keys, tie the test database to them and grant the roles, as ``desvelo up`` does."""
    from argon2 import PasswordHasher
    from django.conf import settings
    from django.db import connection

    from desvelo.base.keyring import keyring
    from desvelo.config import grants
    from desvelo.guards.access import passwords
    from desvelo.guards.vault import boxes

    keyring(settings.DESVELO.keys).create()
    with django_db_blocker.unblock():
        boxes.settle_installation()
        grants.apply(cluster.superuser_url(connection.settings_dict["NAME"]))
    # Six people are made for every test; how dear a real hash is has a test of its own.
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # A connection that a cancelled task was still making would keep the database from being dropped.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def db(request, django_db_setup, django_db_blocker) -> Iterator[None]:
    """Open the database: in a transaction that is rolled back, or for real in a test that asks for ``committed``."""
    from django.db import connection

    # The file of signed checkpoints outlives a transaction that is rolled back; each test begins without one.
    shutil.rmtree(_DATA / "anchors", ignore_errors=True)
    if "committed" not in request.fixturenames:
        request.getfixturevalue("_django_db_helper")
        yield
        return
    with django_db_blocker.unblock():
        yield
        tables.empty(connection)
        connection.close()


@pytest.fixture
def committed(db) -> None:
    """Let what the test writes be committed, for other connections to see; the tables are emptied afterwards."""


@pytest.fixture
def url_of(cluster, db) -> Callable[[str], str]:
    """Return how a role (``desvelo_app``, ``desvelo_edge``, ``postgres``) reaches the test's database."""
    from django.db import connection

    from desvelo.base.postgres import passwords

    name = connection.settings_dict["NAME"]
    return lambda role: cluster.url(role, passwords.read(_DATA / "keys", role), name)


@pytest.fixture
def house(db) -> company.House:
    """Return the company."""
    return company.build()


Arrive = Callable[..., str]


@pytest.fixture
def arrive(house) -> Arrive:
    """Let a customer's message arrive, from the sealed delivery on; return the conversation's public id."""
    from desvelo.guards.vault import queries as vault
    from desvelo.service.channel import intake
    from desvelo.service.desk import queries as desk

    def _arrive(text: str, *, phone: str = "5511900004417", name: str = "Beatriz Nogueira", wamid: str = "") -> str:
        wamid = wamid or f"wamid.{os.urandom(8).hex()}"
        company.put_delivery(company.webhook_body(text, phone=phone, name=name, wamid=wamid))
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
