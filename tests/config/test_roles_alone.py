"""Each role alone, as in production: against one external database, several of each, and every one told only its own.

Source: architecture section 3.
"""

import json
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import httpx
import psutil
import pytest

from desvelo.base.postgres import bootstrap
from desvelo.kernel.whatsapp import signature
from house import APP_SECRET, webhook_body
from sites import Site, new_database, prepared_site, run_with
from started import COMMAND, READY_SECONDS, eventually, free_port, run

STOP_SECONDS = 20


@pytest.fixture(scope="module")
def site(cluster, tmp_path_factory) -> Site:
    """Return a prepared installation with a company in it."""
    return prepared_site(cluster, tmp_path_factory.mktemp("roles"), "roles")


class Role:
    """One role alone, started as an orchestrator starts it."""

    def __init__(self, site: Site, name: str, *settings: str, log: Path, **more: str) -> None:
        self.log = log
        env = {**site.settings(*settings), **more}
        with log.open("wb") as output:
            self.process = subprocess.Popen([COMMAND, "up", "--role", name], env=env, stdout=output, stderr=output)

    @property
    def words(self) -> list[str]:
        return psutil.Process(self.process.pid).cmdline()

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send *how*; return the exit code once all that it started is gone."""
        tree = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(how)
        code = self.process.wait(timeout=STOP_SECONDS)
        _, alive = psutil.wait_procs(tree, timeout=5)
        assert alive == [], f"left behind: {alive}"
        return code


class Nodes:
    """Two edges, each with its pages behind it, and two workers."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.ports = [free_port()]
        self.ports.append(self.ports[0] + 1)
        self.roles: dict[str, Role] = {}
        for at, port in enumerate(self.ports):
            meeting = {"DESVELO_WEB_SOCKET": str(folder / f"{at}.sock"), "DESVELO_PORT": str(port)}
            self._start(site, f"web-{at}", folder, "DATABASE_URL_FILE", **meeting)
            self._start(site, f"edge-{at}", folder, "DESVELO_EDGE_DATABASE_URL_FILE", **meeting)
            self._start(site, f"worker-{at}", folder, "DATABASE_URL_FILE")

    def _start(self, site: Site, name: str, folder: Path, *settings: str, **more: str) -> None:
        self.roles[name] = Role(site, name.partition("-")[0], *settings, log=folder / f"{name}.log", **more)

    def is_ready(self, port: int) -> bool:
        try:
            return httpx.get(f"http://localhost:{port}/readyz", timeout=5, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def post(self, port: int, text: str) -> int:
        body = webhook_body(text, phone="5511900004417", name="Beatriz", wamid=f"wamid.{text}")
        headers = {
            "content-type": "application/json",
            "x-hub-signature-256": signature.sign(APP_SECRET.encode(), body),
        }
        url = f"http://localhost:{port}/webhooks/whatsapp"
        return httpx.post(url, content=body, headers=headers, timeout=10, trust_env=False).status_code

    def told(self) -> str:
        return "\n".join(f"{name}: {role.log.read_text()}" for name, role in self.roles.items())


@pytest.fixture(scope="module")
def nodes(site, tmp_path_factory) -> Iterator[Nodes]:
    started = Nodes(site, tmp_path_factory.mktemp("nodes"))
    try:
        for port in started.ports:
            eventually(lambda port=port: started.is_ready(port), seconds=READY_SECONDS, told=started.told)
        yield started
        codes = {name: role.end() for name, role in started.roles.items() if role.process.poll() is None}
        assert set(codes.values()) == {0}, codes
    finally:
        for role in started.roles.values():
            role.process.kill()
            role.process.wait()


BEAT = "SELECT at FROM process_heartbeat"
LEFT = "SELECT (SELECT count(*) FROM intake.raw), (SELECT count(*) FROM intake.quarantine)"
INBOUND = "SELECT count(*), count(DISTINCT wamid_index) FROM channel_message WHERE direction = 'in'"


def test_several_of_each_share_the_work_and_one_of_each_may_die(site, nodes):
    eventually(lambda: site.rows("SELECT count(*) FROM intake.raw") == [(0,)])
    [(others, _)] = site.rows(INBOUND)  # what the other tests of these nodes sent
    for number in range(20):
        assert nodes.post(nodes.ports[number % 2], f"um {number}") == 200
    eventually(lambda: site.rows(INBOUND) == [(others + 20, others + 20)])
    assert [name for name, role in nodes.roles.items() if role.process.poll() is not None] == [], nodes.told()
    for name in ("web-0", "edge-0", "worker-0"):
        nodes.roles[name].end(signal.SIGKILL)

    for number in range(20):
        assert nodes.post(nodes.ports[1], f"dois {number}") == 200

    eventually(
        lambda: site.rows(INBOUND) == [(others + 40, others + 40)],
        seconds=30,
        told=lambda: f"{site.rows(LEFT)}\n{nodes.told()}",
    )
    assert nodes.is_ready(nodes.ports[1])


@pytest.mark.asvs("13.2.2", "13.3.2")
def test_a_role_knows_no_secret_but_its_own(site, nodes):
    everything = site.settings(*site.urls)
    secret = set(site.urls.values())

    found = {}
    for name in ("edge-1", "web-1", "worker-1"):
        told = Path(f"/proc/{nodes.roles[name].process.pid}/environ").read_text().split("\0")
        found[name] = {each.split("=")[0] for each in told} & set(site.urls)
        assert [each for each in told if any(url in each for url in secret)] == []

    assert found == {
        "edge-1": {"DESVELO_EDGE_DATABASE_URL_FILE"},
        "web-1": {"DATABASE_URL_FILE"},
        "worker-1": {"DATABASE_URL_FILE"},
    }
    assert set(everything) > set(site.urls)


def test_no_running_process_is_the_owner_of_the_database(site, nodes):
    """Who may rewrite the log is nobody who serves: seen from the database itself, while all roles work."""
    assert nodes.post(nodes.ports[1], "quem fala com o banco") == 200
    assert nodes.is_ready(nodes.ports[1])

    connected = site.rows(
        "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    assert {row[0] for row in connected} == {bootstrap.APP, bootstrap.EDGE}
    owners = site.rows("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'ledger'")
    assert owners == [(bootstrap.OWNER,)]


def test_a_second_edge_on_the_same_port_is_refused(site, nodes, tmp_path):
    env = site.settings("DESVELO_EDGE_DATABASE_URL_FILE")
    env |= {"DESVELO_WEB_SOCKET": str(tmp_path / "web.sock"), "DESVELO_PORT": str(nodes.ports[1])}

    refused = run_with(env, "up", "--role", "edge")

    assert (refused.returncode, f"Port {nodes.ports[1]}" in refused.stderr) == (1, True)
    assert nodes.is_ready(nodes.ports[1])


def is_over(process: psutil.Process) -> bool:
    """Tell whether a process ended, also where nobody collects what orphans leave."""
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_worker_goes_on_when_whoever_started_it_ends(site, nodes, tmp_path):
    """A shell script that starts a role in the background and ends must not take it with it."""
    command = f"{COMMAND} up --role worker > {tmp_path / 'log'} 2>&1 & echo $!; read line"
    env = site.settings("DATABASE_URL_FILE")
    with subprocess.Popen(["/bin/sh", "-c", command], env=env, stdin=PIPE, stdout=PIPE, text=True) as shell:
        worker = psutil.Process(int(shell.stdout.readline()))
        eventually(lambda: (tmp_path / "log").exists() and len(worker.threads()) > 4, seconds=READY_SECONDS)
        assert worker.ppid() == shell.pid

        shell.communicate("end\n")

    [[before]] = site.rows(BEAT)
    eventually(lambda: site.rows(BEAT) > [(before,)])
    assert not is_over(worker)
    worker.terminate()
    eventually(lambda: is_over(worker))


@pytest.mark.parametrize("role", ["web", "worker"])
def test_a_database_that_was_not_prepared_is_refused_and_left_alone(cluster, tmp_path, role):
    new_database(cluster, "unprepared")
    site = Site(cluster=cluster, folder=tmp_path, name="unprepared")
    env = {**site.settings("DATABASE_URL_FILE"), "DESVELO_WEB_SOCKET": str(tmp_path / "web.sock")}

    refused = run_with(env, "up", "--role", role)

    assert (refused.returncode, "Run `desvelo prepare` once" in refused.stderr) == (1, True)
    assert site.rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


@pytest.mark.parametrize("command", [("prepare",), ("up", "--role", "worker")], ids=lambda words: words[-1])
def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path, command):
    file = tmp_path / "url"
    file.write_text("postgresql://somebody:the-password@localhost:1/desvelo", encoding="utf-8")

    refused = run(*command, data=tmp_path / "data", DATABASE_URL_FILE=str(file))

    assert refused.returncode == 1
    assert "The database does not answer: " in refused.stderr
    assert "the-password" not in refused.stderr


@pytest.mark.parametrize("role", ["edge", "web"])
def test_edge_and_web_must_know_where_they_meet(tmp_path, role):
    file = tmp_path / "url"
    file.write_text("postgresql://localhost:1/desvelo", encoding="utf-8")

    refused = run("up", "--role", role, data=tmp_path, DATABASE_URL_FILE=str(file))

    assert (refused.returncode, "DESVELO_WEB_SOCKET" in refused.stderr) == (1, True)


def test_nodes_that_prepare_at_the_same_moment_do_it_in_turn(cluster, tmp_path):
    new_database(cluster, "together")
    site = Site(cluster=cluster, folder=tmp_path, name="together")
    env = site.settings("DATABASE_URL_FILE", "DESVELO_OWNER_DATABASE_URL_FILE")

    together = [subprocess.Popen([COMMAND, "prepare"], env=env, stderr=subprocess.PIPE, text=True) for _ in range(2)]

    said = [each.communicate(timeout=90)[1] for each in together]
    assert [each.returncode for each in together] == [0, 0], said
    assert site.rows("SELECT count(*) FROM vault.installation") == [(1,)]


def test_prepare_without_an_external_database_says_what_it_needs(tmp_path):
    refused = run("prepare", data=tmp_path)

    assert (refused.returncode, "DATABASE_URL_FILE" in refused.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []


def without_intake_key(site: Site, folder: Path) -> Path:
    """Return a copy of the keys that lacks the private half that new deliveries are sealed to."""
    shutil.copytree(site.data / "keys", folder / "keys")
    key = folder / "keys" / "intake" / f"{(folder / 'keys' / 'intake' / 'current').read_text()}.key"
    key.unlink()
    return folder


def test_a_worker_without_its_intake_key_does_not_start_and_says_what_to_do(site, tmp_path):
    data = without_intake_key(site, tmp_path)
    before = site.rows("SELECT count(*) FROM intake.quarantine")

    refused = run_with({**site.settings("DATABASE_URL_FILE"), "DESVELO_DATA": str(data)}, "up", "--role", "worker")

    *_, sentence = refused.stderr.splitlines()
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "worker was not started" in sentence
    assert "desvelo intake set-aside" in sentence
    assert "Traceback" not in refused.stderr
    assert site.rows("SELECT count(*) FROM intake.quarantine") == before


def test_the_terminal_lists_what_is_set_aside_and_puts_it_back(site):
    settings = site.settings("DATABASE_URL_FILE")
    asked = [run_with(settings, "intake", act, "--json") for act in ("list", "retry", "set-aside")]

    assert [each.returncode for each in asked] == [0, 0, 0], [each.stderr for each in asked]
    assert [json.loads(each.stdout) for each in asked] == [
        {"set_aside": []}, {"put_back": 0, "stayed": 0}, {"set_aside": 0},
    ]  # fmt: skip
    assert run_with(settings, "intake", "list").stdout == "Nothing is set aside.\n"


def test_what_stays_set_aside_is_told_by_sentence_and_exit_code(site):
    site.rows_changed(
        "INSERT INTO intake.quarantine (delivery_id, pointer, reason, record, received_at) "
        "VALUES ('\\x01', '', 'not_readable', '\\x00', '2026-11-01T12:00Z')"
    )
    settings = site.settings("DATABASE_URL_FILE")

    listed, retried = run_with(settings, "intake", "list"), run_with(settings, "intake", "retry")

    site.rows_changed("DELETE FROM intake.quarantine WHERE delivery_id = '\\x01'")
    assert "since 2026-11-01 09:00  0 can go back" in listed.stdout
    assert (retried.returncode, "1 stayed" in retried.stdout) == (2, True)
