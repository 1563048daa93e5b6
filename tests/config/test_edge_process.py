"""The process that faces the Internet: it can close and cannot open, and it is made of little."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from desvelo.base.keyring import Keyring
from desvelo.kernel.sealing.intake import BatchOpener
from desvelo.service.channel import app_secrets

PROGRAM = Path(__file__).with_name("edge_program.py")
SUPPORT = PROGRAM.parents[1] / "support"
SECRET = "the secret of the app"


@pytest.fixture
def edge_folder(installed, tmp_path) -> Path:
    """Return a data folder that holds what the edge may have: a public key and the secrets of the door."""
    ring = Keyring(installed.data / "keys")
    current = ring.current_intake()
    (tmp_path / "keys" / "intake").mkdir(parents=True)
    for name in ("current", f"{current}.pub"):
        (tmp_path / "keys" / "intake" / name).write_bytes((ring.folder / "intake" / name).read_bytes())
    stored = app_secrets.StoredSecret(id="app", secret=SECRET, phone_number_ids=("1",))
    app_secrets.write(tmp_path / "keys", app_secrets.DoorFile(apps=(stored,)))
    return tmp_path


@pytest.fixture
def ran(installed, edge_folder):
    environment = installed.environment(data=edge_folder)
    environment |= {
        "DESVELO_WEB_SOCKET": str(edge_folder / "web.sock"),
        "PYTHONPATH": os.pathsep.join([str(SUPPORT), environment.get("PYTHONPATH", "")]),
    }
    del environment["DESVELO_OWNER_DATABASE_URL_FILE"], environment["DATABASE_URL_FILE"]
    yield subprocess.run(
        [sys.executable, str(PROGRAM), SECRET], env=environment, capture_output=True, text=True, check=False
    )
    with psycopg.connect(installed.urls["superuser"]) as connection:
        connection.execute("TRUNCATE intake.raw, intake.batch")


def test_it_takes_a_delivery_in_without_root_key_private_half_or_django(installed, ran):
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {"webhook": 200, "events": 401, "loaded": []}
    with psycopg.connect(installed.urls["superuser"]) as connection:
        [row] = connection.execute(
            "SELECT r.delivery_id, r.record, b.id, b.key_id, b.sealed_key FROM intake.raw r JOIN intake.batch b "
            "ON b.id = r.batch_id"
        ).fetchall()
    delivery, record, batch, key_id, sealed_key = row
    assert key_id == Keyring(installed.data / "keys").current_intake()
    assert b"whatsapp" not in record
    private = Keyring(installed.data / "keys").intake_private(key_id)
    assert BatchOpener(private, batch.bytes, sealed_key).open(delivery, record).startswith(b'{"object"')


def test_an_edge_without_a_database_or_a_way_to_the_pages_does_not_start(tmp_path):
    environment = {**os.environ, "DESVELO_DATA": str(tmp_path), "DESVELO_MODE": "main"}

    command = [sys.executable, "-c", "import desvelo.config.asgi"]
    refused = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert refused.returncode != 0
    assert "config.refused" in refused.stderr
