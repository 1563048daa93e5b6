"""A start refuses, before it writes anything, when a key is missing that what is stored needs, and names it (D4.7)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from desvelo.base.keyring import Keyring
from desvelo.config import processes

WITHOUT_THE_CHECK = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "desvelo.config.settings"
import django
django.setup()
from desvelo.config import prepare
prepare.boxes.require_keys = lambda _: None
sys.exit(prepare.main())
"""


@pytest.fixture
def copied(installed, tmp_path) -> Path:
    shutil.copytree(installed.data / "keys", tmp_path / "keys")
    return tmp_path / "keys"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(installed) -> list[tuple]:
    with psycopg.connect(installed.urls["superuser"]) as connection:
        return connection.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables ORDER BY 1"
        ).fetchall()


@pytest.mark.parametrize("name", ["epoch/000001", "service/index", "service/audit-signing", "service/totp"])
def test_a_missing_key_is_named_and_none_is_made_in_its_place(installed, copied, name):
    (copied / f"{name}.key").unlink()
    before = files(copied), written(installed)

    refused = installed.prepare(data=copied.parent)

    assert (refused.returncode, f"The key “{name}” is missing" in refused.stderr) == (1, True)
    assert (files(copied), written(installed)) == before


@pytest.mark.parametrize("name", ["epoch/000001", "service/index"])
def test_without_the_check_a_new_one_takes_its_place_and_opens_nothing(installed, copied, name):
    """The harm: the desk would start, and everything sealed or indexed before would be closed for ever."""
    lost = Keyring(installed.data / "keys")._open(name)
    (copied / f"{name}.key").unlink()

    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_CHECK],
        env=installed.environment(data=copied.parent),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert Keyring(copied)._open(name) != lost


@pytest.mark.parametrize("name", ["epoch/000001", "service/channel-token"])
def test_a_role_alone_is_refused_too(installed, copied, name):
    (copied / f"{name}.key").unlink()

    refused = subprocess.run(
        processes.prepared(),
        env=installed.environment(data=copied.parent),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (refused.returncode, name in refused.stderr) == (1, True)


@pytest.mark.parametrize("primitive", ["argon2id", "ed25519", "random"])
def test_a_machine_that_computes_wrongly_is_refused_before_anything_is_written(installed, tmp_path, primitive):
    """The real start, in a process whose cipher is broken."""
    broken = {
        "argon2id": "from desvelo.guards.access import passwords; passwords._KNOWN_ANSWER = b'0' * 32",
        "ed25519": "from desvelo.kernel.sealing import known_answers as k; k._ED25519_SIGNATURE = bytes(64)",
        "random": "from desvelo.kernel.sealing import keys; keys.self_test.__kwdefaults__['random'] = bytes",
    }[primitive]
    program = f"{broken}\nimport sys\nfrom desvelo.config import run\nsys.exit(run.main('prepare'))"
    before = written(installed)

    refused = subprocess.run(
        [sys.executable, "-c", program],
        env=installed.environment(data=tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert f"does not compute {primitive} as it should" in refused.stderr
    assert (files(tmp_path), written(installed)) == ({}, before)


def test_a_root_that_does_not_answer_stops_the_start_by_its_name(installed, tmp_path, copied):
    place = f"vault:https://localhost:1/transit/keys/desvelo?token-file={tmp_path / 'token'}"
    (tmp_path / "token").write_text("hvs.x")

    refused = subprocess.run(
        processes.prepare(),
        env={**installed.environment(data=copied.parent), "DESVELO_ROOT_KEY": place},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert "The root key at https://localhost:1/transit/keys/desvelo cannot be used" in refused.stderr
    assert os.linesep.join(refused.stderr.splitlines()).count("Traceback") == 0
