"""What stops a start says in one sentence what to do, on stderr, with exit code 1, and changes nothing."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from started import folder, free_port, run

OBEYING_MODES = ("setpriv", "--bounding-set=-dac_override")


@pytest.fixture
def data() -> Iterator[Path]:
    with folder() as path:
        yield path


def refused(answer: "subprocess.CompletedProcess[str]", *words: str) -> None:
    assert (answer.returncode, answer.stdout) == (1, "")
    *_, sentence = answer.stderr.splitlines()
    assert sentence.endswith(".")
    assert "Traceback" not in answer.stderr
    assert [word for word in words if word not in sentence] == []


@pytest.mark.parametrize("command", ["demo", "up"])
def test_a_used_port_is_named_with_the_option_that_changes_it(data, command):
    with socket.create_server(("127.0.0.1", free_port())) as taken:
        port = str(taken.getsockname()[1])

        refused(run(command, "--port", port, data=data), port, "--port", "already in use")

    assert not (data / "postgres").exists()


@pytest.mark.parametrize("command", ["demo", "up", "verify-ledger", "export-ledger out.jsonl"])
def test_a_misspelt_setting_stops_every_command(data, command):
    refused(run(*command.split(), data=data, DESVELO_PROTECTION="off"), "DESVELO_PROTECTION", "docs/settings.md")
    assert list(data.iterdir()) == []


def test_a_path_through_a_file_is_no_data_folder(data):
    (data / "file").write_text("content", encoding="utf-8")

    refused(run("demo", "--no-browser", data=data / "file" / "inside"), str(data / "file"), "--data")


def test_a_folder_this_user_may_not_write_is_named_with_the_option_that_changes_it(data):
    data.chmod(0o555)

    answer = run("demo", "--no-browser", data=data, before=OBEYING_MODES if os.geteuid() == 0 else ())

    data.chmod(0o755)
    refused(answer, str(data), "--data", "permission denied")


def test_a_folder_of_somebody_else_is_left_as_it_was(data):
    (data / "thesis.odt").write_text("years of work", encoding="utf-8")

    refused(run("demo", "--no-browser", data=data), str(data), "not made by Desvelo", "--data")

    assert [path.name for path in data.iterdir()] == ["thesis.odt"]


def test_a_database_of_somebody_else_is_left_as_it_was(data):
    (data / "postgres").mkdir()
    (data / "postgres" / "PG_VERSION").write_text("14\n", encoding="ascii")

    refused(run("demo", "--no-browser", data=data), str(data / "postgres"), "not made by Desvelo", "--data")

    assert [path.name for path in (data / "postgres").iterdir()] == ["PG_VERSION"]


@pytest.mark.parametrize("words", [(), ("dance",), ("demo", "--prot", "1"), ("up", "--role", "cook")])
def test_an_unknown_command_or_option_shows_how_to_use_it(words):
    answer = run(*words)

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("usage: desvelo")


@pytest.mark.parametrize("role", ["edge", "web", "worker"])
def test_a_role_alone_says_which_settings_it_needs(data, role):
    refused(run("up", "--role", role, data=data), "DATABASE_URL_FILE")


def test_where_nothing_is_installed_there_is_no_log_to_verify_and_none_is_made(data):
    refused(run("verify-ledger", data=data), str(data), "--data")

    assert list(data.iterdir()) == []
