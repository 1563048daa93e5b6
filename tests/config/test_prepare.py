"""A start goes on only with the keys the database was sealed with, and says so before it writes anything."""

import json
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from desvelo.base.keyring import Keyring
from desvelo.config import processes

WRONG = "The root key in the keys folder is not the one this database was sealed with."


def snapshot(installed) -> list[tuple[str, str]]:
    """Return what tells whether anything was written: every table with its rows' versions, and the migrations."""
    with psycopg.connect(installed.urls["superuser"]) as connection:
        versions = sql.SQL("SELECT array_agg(xmin::text ORDER BY ctid) FROM {}")
        names = connection.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN "
            "('public', 'ledger', 'vault', 'intake') ORDER BY 1"
        ).fetchall()
        return [
            (name, str(connection.execute(versions.format(sql.Identifier(*name.split(".")))).fetchone()))
            for (name,) in names
        ]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_preparing_again_changes_neither_keys_nor_rows(installed):
    keys, rows = files(installed.data / "keys"), snapshot(installed)

    assert installed.prepare().returncode == 0

    assert (files(installed.data / "keys"), snapshot(installed)) == (keys, rows)


def test_another_root_key_is_refused_before_anything_is_written(installed, tmp_path):
    Keyring(tmp_path / "keys").create()
    keys, rows = files(tmp_path / "keys"), snapshot(installed)

    refused = installed.prepare(data=tmp_path)

    assert (refused.returncode, WRONG in refused.stderr) == (1, True)
    assert (files(tmp_path / "keys"), snapshot(installed)) == (keys, rows)


def test_a_lost_keys_folder_is_refused_and_no_new_keys_are_made(installed, tmp_path):
    rows = snapshot(installed)

    refused = installed.prepare(data=tmp_path)

    assert (refused.returncode, WRONG in refused.stderr) == (1, True)
    assert files(tmp_path) == {}
    assert snapshot(installed) == rows


def test_a_service_key_of_another_installation_is_named(installed, tmp_path):
    shutil.copytree(installed.data / "keys", tmp_path / "keys")
    other = Keyring(tmp_path / "other")
    other.create()
    key = tmp_path / "keys" / "service" / "django.key"
    key.chmod(0o600)
    key.write_bytes((other.folder / "service" / "django.key").read_bytes())

    refused = installed.prepare(data=tmp_path)

    assert refused.returncode == 1
    assert "service/django" in refused.stderr


@pytest.fixture
def unmigrated(installed):
    """Take one migration away, as if this were the first start of a new version."""
    with psycopg.connect(installed.urls["owner"], autocommit=True) as connection:
        connection.execute("ALTER TABLE process_heartbeat RENAME TO process_heartbeat_before")
        connection.execute("DELETE FROM django_migrations WHERE app = 'outbox' AND name = '0003_heartbeat'")
    yield
    with psycopg.connect(installed.urls["owner"], autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS process_heartbeat")
        connection.execute("ALTER TABLE process_heartbeat_before RENAME TO process_heartbeat")
        connection.execute("DELETE FROM django_migrations WHERE app = 'outbox' AND name = '0003_heartbeat'")
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('outbox', '0003_heartbeat', now())"
        )
    assert installed.prepare().returncode == 0


def test_a_new_version_with_the_wrong_keys_migrates_nothing(installed, unmigrated, tmp_path):
    Keyring(tmp_path / "keys").create()
    rows = snapshot(installed)

    refused = installed.prepare(data=tmp_path)

    assert (refused.returncode, WRONG in refused.stderr) == (1, True)
    assert snapshot(installed) == rows


def test_the_whole_log_of_a_new_installation_verifies(installed):
    verified = subprocess.run(
        processes.verify(), env=installed.environment(), capture_output=True, text=True, check=False
    )

    assert json.loads(verified.stdout)["size"] == 0
