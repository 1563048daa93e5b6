"""``desvelo sandbox``: what it prints, what its page promises, and how it ends."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from sandbox.receiver import Receiver
from sandbox.running import free_port

from desvelo.config import standalone_sandbox
from desvelo.config.cli import main

PAGE = (Path(__file__).parents[2] / "docs/sandbox.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"<!-- example: (.+?) -->\n```sh\n(.+?)```", PAGE, re.DOTALL)
PATIENCE = 20


class Running:
    """The command, started as a person starts it."""

    def __init__(self, *options):
        command = [
            sys.executable,
            "-m",
            "desvelo.config.cli",
            "sandbox",
            "--json",
            "--port",
            str(free_port()),
            *options,
        ]
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("DESVELO_", "DATABASE_"))}
        self.process = subprocess.Popen(
            command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        self.info = json.loads(self.process.stdout.readline() or "{}")
        assert self.info, self.process.stderr.read()

    def stop(self, signal_number=signal.SIGTERM):
        self.process.send_signal(signal_number)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()
        return code


@pytest.fixture
def running():
    found = Running()
    yield found
    if found.process.poll() is None:
        found.stop()


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples are written for curl")
def test_every_example_of_the_page_does_what_it_says(running):
    receiver = Receiver().start()
    info = running.info
    named = {
        "GRAPH": info["graph_url"],
        "CONTROL": info["control_url"],
        "NUMBER": info["phone_number_id"],
        "ACCOUNT": info["waba_id"],
        "APP": info["app_id"],
        "TOKEN": info["access_token"],
        "SECRET": info["app_secret"],
        "HOOK": receiver.url,
    }

    for expected, script in EXAMPLES:
        done = subprocess.run(
            [shutil.which("bash"), "-euo", "pipefail", "-c", script],
            env={**os.environ, **named, "no_proxy": "*"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, script + done.stdout + done.stderr
        assert expected in done.stdout, script + done.stdout

    assert len(EXAMPLES) == 8
    receiver.wait_for(3)
    receiver.stop()


def test_the_page_names_every_fault_that_is_no_code(running):
    known = httpx.get(f"{running.info['control_url']}/faults", trust_env=False).json()["known"]

    assert [kind for kind in known if not kind.isdigit() and f"`{kind}`" not in PAGE] == []


def test_the_page_names_every_option_and_setting():
    from desvelo.sandbox.config import Config

    options = set(re.findall(r"--[a-z-]+", Path(standalone_sandbox.__file__).read_text(encoding="utf-8")))

    assert sorted(option for option in options if option not in PAGE) == []
    assert [name for name in Config.__struct_fields__ if f"`{name}`" not in PAGE] == []


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_and_frees_the_port(ends):
    running = Running()

    assert running.stop(ends) == 0

    with pytest.raises(httpx.ConnectError):
        httpx.get(running.info["control_url"], trust_env=False)


def test_a_file_gives_settings_and_options_win_over_it(tmp_path):
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({"access_token": "EAAmine", "seed": 3, "graph_version": "v23.0"}), encoding="utf-8")
    running = Running("--config", str(path), "--graph-version", "v24.0")

    assert (running.info["access_token"], running.info["graph_url"].rsplit("/", 1)[1]) == ("EAAmine", "v24.0")
    running.stop()


@pytest.mark.parametrize(
    ("content", "says"),
    [('{"app_secret": 5}', "app_secret"), ("[]", "not a JSON object"), ('{"webhook_url": "ftp://x"}', "webhook_url")],
)
def test_a_file_that_is_wrong_stops_the_start_with_a_sentence(tmp_path, capsys, content, says):
    path = tmp_path / "mine.json"
    path.write_text(content, encoding="utf-8")

    assert main(["sandbox", "--config", str(path)]) == 1

    error = capsys.readouterr().err
    assert error.startswith("The sandbox cannot start: ")
    assert says in error
