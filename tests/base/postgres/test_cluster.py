"""A real cluster through its life: made once, started, killed in every way, started again."""

import os
import shutil
import signal
import stat
import subprocess
import threading
from pathlib import Path

import psutil
import psycopg
import pytest

from desvelo.base.postgres import identity
from desvelo.base.postgres.cluster import Cluster
from desvelo.base.postgres.errors import (
    AlreadyRunning,
    DiedAtStart,
    ForeignMajorVersion,
    NotReadyInTime,
    PasswordMissing,
    PasswordWrong,
)
from desvelo.base.processes import session as sessions
from desvelo.base.processes.errors import StartedFromThread
from desvelo.base.processes.supervisor import Supervisor

from .sites import query, until


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def kill_everything(cluster: Cluster) -> None:
    """End every process of the cluster at once, as a power cut would."""
    assert cluster.pid is not None
    postmaster = psutil.Process(cluster.pid)
    postmaster.suspend()
    for process in [*postmaster.children(recursive=True), postmaster]:
        process.kill()
    until(lambda: cluster.poll() is not None)


# --- made once


def test_a_cluster_is_made_with_checksums_utf8_and_passwords(empty) -> None:
    cluster = empty.running()

    asked = ("data_checksums", "server_encoding", "lc_collate", "password_encryption")
    found = query(
        cluster.superuser_url(),
        "SELECT current_setting('data_checksums'), current_setting('server_encoding'), "
        "(SELECT datcollate FROM pg_database WHERE datname = 'postgres'), current_setting('password_encryption')",
    )
    assert dict(zip(asked, found[0], strict=True)) == {
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "lc_collate": "C.UTF-8",
        "password_encryption": "scram-sha-256",
    }
    assert query(cluster.superuser_url(), "SELECT DISTINCT type, auth_method FROM pg_hba_file_rules ORDER BY 1") == [
        ("host", "reject"),
        ("local", "scram-sha-256"),
    ]


def test_the_second_prepare_makes_nothing(site) -> None:
    before = (site.pgdata / "PG_VERSION").stat().st_mtime_ns, (site.keys / "db" / "postgres").read_bytes()

    site.cluster().prepare()

    assert ((site.pgdata / "PG_VERSION").stat().st_mtime_ns, (site.keys / "db" / "postgres").read_bytes()) == before


def test_the_superusers_password_is_nowhere_but_in_its_file(empty) -> None:
    cluster = empty.running()
    password = (empty.keys / "db" / "postgres").read_bytes().strip()

    files = [path for path in empty.home.rglob("*") if path.is_file() and not path.is_relative_to(empty.keys)]

    assert len(files) > 900
    assert [path for path in files if password in path.read_bytes()] == []
    assert password.decode() not in " ".join(psutil.Process(cluster.pid).cmdline())
    assert password.decode() not in str(psutil.Process(cluster.pid).environ())


def test_an_initdb_cut_short_by_a_sigkill_leaves_nothing_half(empty, elsewhere) -> None:
    supervisor = elsewhere(empty.command())
    until(lambda: bool(list(empty.data.glob("pgdata.new-*/PG_VERSION"))))
    supervisor.kill()
    assert not empty.pgdata.exists()

    cluster = empty.running()

    assert query(cluster.superuser_url(), "SELECT 1") == [(1,)]
    assert [path.name for path in empty.data.glob("pgdata*")] == ["pgdata"]


# --- reachable only by whom it should be


def test_it_listens_on_a_socket_in_a_closed_folder_and_on_no_port(site) -> None:
    cluster = site.running()
    postmaster = psutil.Process(cluster.pid)

    assert {each.family.name for each in postmaster.net_connections("all")} == {"AF_UNIX"}
    socket_folder = Path(query(cluster.superuser_url(), "SHOW unix_socket_directories")[0][0])
    assert socket_folder.stat().st_mode & 0o777 == 0o700
    assert (socket_folder / ".s.PGSQL.5432").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("password", ["", "wrong"])
def test_the_socket_opens_to_nobody_without_the_password(site, password: str) -> None:
    cluster = site.running()

    with pytest.raises(psycopg.OperationalError, match=r"no password supplied|password authentication failed"):
        psycopg.connect(cluster.url("postgres", password, "postgres"))


def test_a_url_survives_every_character() -> None:
    cluster = Cluster.__new__(Cluster)
    cluster._place = type("Place", (), {"sockets": Path("/run/x")})()

    url = cluster.url("ro le", "p@ss/w:rd?#%é", "data base")

    found = psycopg.conninfo.conninfo_to_dict(url)
    assert found == {"user": "ro le", "password": "p@ss/w:rd?#%é", "dbname": "data base", "host": "/run/x"}


# --- paths


def test_a_data_path_longer_than_a_socket_path_may_be_works(empty) -> None:
    empty.home = empty.home / ("long" * 30) / ("name" * 30)

    cluster = empty.running()

    assert query(cluster.superuser_url(), "SELECT 1") == [(1,)]


def test_a_data_path_with_spaces_commas_quotes_and_accents_works(empty) -> None:
    empty.home = empty.home / "Clínica São João, d'Oeste = 100%"

    cluster = empty.running()

    assert query(cluster.superuser_url(), "SELECT 1") == [(1,)]


def test_no_folder_above_the_data_changes_its_permissions(empty) -> None:
    parents = [empty.home, *empty.home.parents]
    empty.home.mkdir()
    empty.home.chmod(0o700)
    before = [(path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in parents]

    empty.running().stop()

    assert [(path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in parents] == before
    assert stat.S_IMODE(empty.home.stat().st_mode) == 0o700


# --- stopped, killed, started again


def test_a_clean_stop_leaves_no_pid_file_no_socket_and_the_folder_free(site) -> None:
    cluster = site.running()
    sockets = Path(query(cluster.superuser_url(), "SHOW unix_socket_directories")[0][0])

    cluster.stop()

    assert not (site.pgdata / "postmaster.pid").exists()
    assert not (sockets / ".s.PGSQL.5432").exists()
    assert site.data.joinpath("postgres.log").read_text().splitlines()[-1].endswith("database system is shut down")
    site.running()


def test_rows_committed_before_every_process_is_killed_are_there_afterwards(site) -> None:
    cluster = site.running()
    with psycopg.connect(cluster.superuser_url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (number integer)")
        for number in range(100):
            connection.execute("INSERT INTO kept VALUES (%s)", [number])
        kill_everything(cluster)
    assert (site.pgdata / "postmaster.pid").exists()

    cluster.start()
    cluster.wait_ready(seconds=60)

    assert query(cluster.superuser_url(), "SELECT count(*), sum(number) FROM kept") == [(100, 4950)]


def test_the_pid_in_an_old_pid_file_may_belong_to_another_program_by_now(site, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = site.running()
    kill_everything(cluster)
    user = identity.of_postgres()
    who = {} if user is None else {"user": user.uid}
    with subprocess.Popen(["/bin/sleep", "600"], **who) as stranger:
        pid_file = site.pgdata / "postmaster.pid"
        _, *rest = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(stranger.pid), *rest]) + "\n")

        with monkeypatch.context() as unguarded:
            unguarded.setattr(Cluster, "_stale_pid", lambda _self: {})
            cluster.start()
            with pytest.raises(DiedAtStart, match=r'FATAL:  lock file "postmaster.pid" already exists'):
                cluster.wait_ready(seconds=60)

        cluster.start()
        cluster.wait_ready(seconds=60)

        assert stranger.poll() is None
        stranger.kill()


def test_a_sigkill_of_the_supervisor_stops_the_database_cleanly(site, elsewhere) -> None:
    supervisor = elsewhere(site.command())
    pid = supervisor.words()["pid"]

    supervisor.kill()

    until(lambda: is_gone(pid))
    assert not (site.pgdata / "postmaster.pid").exists()
    assert "database system is shut down" in (site.data / "postgres.log").read_text().splitlines()[-1]


def test_a_start_right_after_a_sigkill_of_the_supervisor_waits_for_the_former_database(site, elsewhere) -> None:
    supervisor = elsewhere(site.command())
    first = supervisor.words()
    query(first["url"], "CREATE TABLE kept AS SELECT 7 AS number")
    supervisor.kill()

    cluster = site.running()

    assert query(cluster.superuser_url(), "SELECT number FROM kept") == [(7,)]
    assert cluster.pid != first["pid"]


def test_a_second_supervisor_is_refused_with_a_sentence_and_the_first_goes_on(site, elsewhere) -> None:
    cluster = site.running()

    answer = elsewhere(site.command()).words()

    assert answer == {
        "code": "postgres.already_running",
        "sentence": f"Another Desvelo is already running on the data in {site.data}. Use that one, stop it first, "
        "or choose another folder with --data.",
    }
    with pytest.raises(AlreadyRunning):
        site.cluster().start()
    assert query(cluster.superuser_url(), "SELECT 1") == [(1,)]


def test_it_may_not_be_started_from_a_thread_because_it_would_stop_with_it(
    site, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = site.cluster()
    cluster.prepare()

    def in_a_thread() -> list[BaseException]:
        raised: list[BaseException] = []

        def start() -> None:
            try:
                cluster.start()
                cluster.wait_ready(seconds=60)
            except StartedFromThread as error:
                raised.append(error)

        thread = threading.Thread(target=start)
        thread.start()
        thread.join()
        return raised

    assert len(in_a_thread()) == 1
    assert cluster.pid is None

    monkeypatch.setattr(sessions.threading, "main_thread", threading.current_thread)  # the guard removed
    assert in_a_thread() == []
    until(lambda: cluster.poll() is not None)
    assert cluster.poll() == 0  # a clean stop that nobody asked for


def test_a_database_that_is_killed_comes_back_under_the_supervisor(site) -> None:
    cluster = site.cluster()
    cluster.prepare()
    pids: list[int] = []

    def kill_and_ask_to_stop() -> None:
        pids.append(cluster.pid or 0)
        os.kill(pids[0], signal.SIGKILL)
        try:
            until(lambda: cluster.pid not in {None, pids[0]})
            until(cluster.is_ready, seconds=60)
            pids.append(cluster.pid or 0)
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    with Supervisor() as supervisor:
        supervisor.start(cluster, ready=cluster.is_ready)
        other = threading.Thread(target=kill_and_ask_to_stop)
        other.start()
        supervisor.run_until_signal()
        other.join()

    assert len(set(pids)) == 2
    assert not (site.pgdata / "postmaster.pid").exists()


def test_a_stopped_database_that_hangs_is_stopped_the_hard_way_and_repairs_itself(
    site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desvelo.base.postgres.cluster._STOP_SECONDS", 0.05)
    monkeypatch.setattr("desvelo.base.postgres.cluster._QUIT_SECONDS", 0.05)
    cluster = site.running()
    query(cluster.superuser_url(), "CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(cluster.pid, signal.SIGSTOP)

    cluster.stop()

    monkeypatch.undo()
    assert query(site.running().superuser_url(), "SELECT number FROM kept") == [(7,)]


# --- refused


def test_data_of_another_major_version_is_refused_and_nothing_is_started(stub) -> None:
    (stub.pgdata / "PG_VERSION").write_text("15\n")

    with pytest.raises(ForeignMajorVersion) as raised:
        stub.cluster().prepare()

    assert str(raised.value) == (
        f"The data in {stub.data} was made by PostgreSQL 15, but the programs found are PostgreSQL 18. Nothing was "
        "changed. Set DESVELO_POSTGRES_BIN to the programs of PostgreSQL 15; to change version, dump with the old "
        "programs and restore into a new folder."
    )
    assert not (stub.data / "postgres.log").exists() or "starting" not in (stub.data / "postgres.log").read_text()


def test_a_refused_prepare_lets_the_folder_go(stub) -> None:
    shutil.move(stub.keys, stub.home / "moved")
    first = stub.cluster()
    with pytest.raises(PasswordMissing, match="Restore the keys folder that belongs to this data"):
        first.prepare()

    shutil.move(stub.home / "moved", stub.keys)
    stub.cluster().prepare()


def test_a_password_is_never_made_anew_for_data_that_exists(stub) -> None:
    (stub.keys / "db" / "postgres").unlink()

    with pytest.raises(PasswordMissing):
        stub.cluster().prepare()
    with pytest.raises(PasswordMissing):
        stub.cluster().start()
    assert not (stub.keys / "db" / "postgres").exists()


def test_keys_of_another_installation_are_told_at_once(site) -> None:
    (site.keys / "db" / "postgres").write_text("of another\n")
    cluster = site.cluster()
    cluster.prepare()
    cluster.start()

    with pytest.raises(PasswordWrong, match=r"does not accept the password in .*/keys/db/postgres\."):
        cluster.wait_ready(seconds=60)


def test_a_database_that_dies_at_its_start_is_told_with_its_reason_and_its_log(site) -> None:
    (site.pgdata / "postgresql.conf").write_text("no such setting\n")
    cluster = site.cluster()
    cluster.prepare()
    cluster.start()

    with pytest.raises(DiedAtStart) as raised:
        cluster.wait_ready(seconds=60)

    sentence = str(raised.value)
    assert sentence.startswith(f"The database in {site.data} did not start: FATAL:  configuration file ")
    assert sentence.endswith(f"contains errors The whole log: {site.data}/postgres.log")
    assert "\n" not in sentence


def test_a_database_that_does_not_answer_in_time_is_told_and_still_runs(site, monkeypatch) -> None:
    cluster = site.running()
    (site.data / "postgres.log").write_text("")
    os.kill(cluster.pid, signal.SIGSTOP)
    monkeypatch.setattr("desvelo.base.postgres.cluster._ANSWER_SECONDS", 2)
    try:
        with pytest.raises(NotReadyInTime, match=r"was not ready after 0\.01"):
            cluster.wait_ready(seconds=0.01)
        assert cluster.pid is not None
    finally:
        os.kill(cluster.pid or 0, signal.SIGCONT)
