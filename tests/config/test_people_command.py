"""``desvelo people`` beside a running installation: whoever writes a role into the database is found by the worker."""

import json
import re
from collections.abc import Iterator

import pytest

from ran_before import demo_folder
from started import Started, eventually, rows, run

REFUSED = "SELECT 1 FROM access_grant WHERE refused_at IS NOT NULL"
ROLE = "UPDATE access_user SET role = %s WHERE email LIKE 'rui@%%' RETURNING 1"


@pytest.fixture(scope="module")
def demo() -> Iterator[Started]:
    with demo_folder() as data:
        running = Started(data, "demo", "--no-browser", "--json")
        yield running
        assert running.end() == 0, running.stderr


def rui(demo: Started) -> dict[str, object]:
    ran = run("people", "list", "--demo", "--json", data=demo.data)
    assert ran.returncode == 0, ran.stderr
    return next(each for each in json.loads(ran.stdout)["people"] if each["email"].startswith("rui@"))


def vouch(demo: Started, held: dict[str, object], *, role: str):
    teams = [word for team in held["teams"] for word in ("--team", team)]
    named = ("--role", role, "--passkeys", str(held["passkeys"]), *teams)
    return run("people", "vouch", held["email"], *named, "--demo", data=demo.data)


def test_a_written_role_is_refused_by_the_worker_and_the_account_comes_back_only_as_it_was(demo):
    before = rui(demo)
    assert (before["role"], before["refused_at"]) == ("supervisor", None)
    assert vouch(demo, before, role="supervisor").returncode == 1

    rows(demo.info["database_url"], ROLE, "dpo")
    eventually(lambda: rows(demo.info["database_url"], REFUSED), seconds=120)  # the command loads for a second
    assert rui(demo)["refused_at"]

    refused = vouch(demo, before, role="supervisor")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "The database says otherwise: role dpo" in refused.stderr
    rows(demo.info["database_url"], ROLE, "supervisor")
    vouched = vouch(demo, before, role="supervisor")
    assert vouched.returncode == 0
    assert "REFUSED" not in vouched.stdout
    assert rui(demo) == before
    assert run("verify-ledger", "--demo", data=demo.data).returncode == 0


def test_a_person_of_it_gets_a_code_and_nobody_else(demo):
    login = next(each["email"] for each in demo.info["accounts"] if each["role"] == "it")

    given = run("people", "recover", login, "--demo", data=demo.data)
    refused = run("people", "recover", "rui@aurora.example", "--demo", data=demo.data)

    assert (given.returncode, re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}\n", given.stdout) is None) == (
        0,
        False,
    )
    assert (refused.returncode, refused.stdout, "No active account of IT" in refused.stderr) == (1, "", True)
