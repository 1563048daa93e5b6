"""Who starts it: an ordinary user, root that may mount, root that may not, root that is alone."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest

from desvelo.base.postgres import identity, place
from desvelo.base.postgres.binaries import Binaries
from desvelo.base.postgres.order import User
from desvelo.base.postgres.route import first_closed

from .other_users import NAMELESS, ORDINARY, alone_in_a_user_namespace, as_ordinary, without_mounting
from .sites import PROGRAM, Site, copy, query, until

ROOT = os.geteuid() == 0
AS_ROOT = pytest.mark.skipif(not ROOT, reason="about what root does")


def owner(path: Path) -> int:
    return path.stat().st_uid


@pytest.fixture
def reachable(run_folder: Path, template: Path, programs: Binaries):
    """A site with a whole cluster under folders that everybody may enter, unlike pytest's own."""
    home = Path(tempfile.mkdtemp(dir=run_folder))
    home.chmod(0o711)
    for name in ("postgres", "keys"):
        copy(template / name, home / name)
    site = Site(home=home, run=run_folder / "run", programs=programs)
    yield site
    for cluster in site.clusters:
        cluster.stop()
    shutil.rmtree(home)


@pytest.fixture
def home(run_folder: Path):
    """A home folder of an ordinary user, closed to everybody else."""
    folder = Path(tempfile.mkdtemp(dir=run_folder))
    if ROOT:
        os.chown(folder, ORDINARY, ORDINARY)
    yield folder
    shutil.rmtree(folder)


def ordinary_command(home: Path, *, uid: int = ORDINARY) -> list[str]:
    program = [sys.executable, "-P", str(PROGRAM), str(home / "data" / "postgres"), str(home / "keys"), "/nowhere"]
    return as_ordinary(program, uid=uid)


# --- an ordinary user


def test_an_ordinary_user_makes_starts_and_stops_it_directly(home: Path, elsewhere) -> None:
    supervisor = elsewhere(ordinary_command(home))

    words = supervisor.words()

    expected = ORDINARY if ROOT else os.geteuid()
    assert psutil.Process(words["pid"]).uids().effective == expected
    assert owner(home / "data" / "postgres" / "pgdata") == expected
    assert query(words["url"], "SELECT current_setting('data_checksums')") == [("on",)]
    assert words["url"].endswith("?host=" + quote(f"{home}/data/postgres/socket", safe=""))
    assert supervisor.stop() == {"stopped": True, "exit_code": 0}
    assert not (home / "data" / "postgres" / "pgdata" / "postmaster.pid").exists()


def test_a_sigkill_of_an_ordinary_users_supervisor_stops_it_cleanly(home: Path, elsewhere) -> None:
    supervisor = elsewhere(ordinary_command(home))
    pid = supervisor.words()["pid"]

    supervisor.kill()

    until(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    assert not (home / "data" / "postgres" / "pgdata" / "postmaster.pid").exists()


def test_the_temporary_socket_folder_of_an_ordinary_user_is_private(home: Path, elsewhere) -> None:
    deep = home / ("x" * 100)
    supervisor = elsewhere(ordinary_command(deep))

    assert query(supervisor.words()["url"], "SELECT 1") == [(1,)]

    base = place._TEMPORARY / f"desvelo-{ORDINARY if ROOT else os.geteuid()}"
    assert base.stat().st_mode & 0o777 == 0o700
    supervisor.stop()
    if ROOT:
        shutil.rmtree(base)


@AS_ROOT
def test_a_user_whom_the_machine_does_not_know_is_told_before_anything_is_made(home: Path, elsewhere) -> None:
    os.chown(home, NAMELESS, NAMELESS)

    answer = elsewhere(ordinary_command(home, uid=NAMELESS)).words()

    assert answer == {
        "code": "postgres.user_without_name",
        "sentence": "The user with number 54321 has no name on this machine, and PostgreSQL makes no database for a "
        "user without one. Start Desvelo as a user of /etc/passwd, or set DATABASE_URL to a PostgreSQL of your own.",
    }
    assert not (home / "keys").exists()


# --- root


@AS_ROOT
def test_root_runs_it_as_postgres_or_nobody_and_the_files_stay_where_they_are(site: Site) -> None:
    cluster = site.running()
    process = psutil.Process(cluster.pid)
    user = identity.of_postgres()

    assert (process.uids(), process.gids()) == ((user.uid,) * 3, (user.gid,) * 3)
    assert Path(f"/proc/{cluster.pid}/status").read_text().count("Groups:\t \n") == 1
    assert "NoNewPrivs:\t1" in Path(f"/proc/{cluster.pid}/status").read_text()
    assert {owner(path) for path in site.pgdata.rglob("*") if not path.is_symlink()} == {user.uid}
    assert {owner(path) for path in [site.home, site.data, site.keys, site.keys / "db" / "postgres"]} == {0}


@AS_ROOT
def test_a_machine_without_a_postgres_user_uses_nobody(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = identity.of_postgres(["no-such-user", "nobody"])
    assert nobody == User(name="nobody", uid=65534, gid=65534)
    monkeypatch.setattr(identity, "of_postgres", lambda: nobody)

    cluster = site.running()

    assert psutil.Process(cluster.pid).uids().effective == 65534
    assert owner(site.pgdata) == 65534


@AS_ROOT
def test_data_made_for_one_user_is_given_to_the_other(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.pgdata / "link").symlink_to(site.keys / "db" / "postgres")
    identity.give(site.pgdata, User(name="nobody", uid=65534, gid=65534))

    site.running()

    assert owner(site.pgdata / "base") == identity.of_postgres().uid
    assert owner(site.keys / "db" / "postgres") == 0


def places(mounts: str, below: Path) -> set[str]:
    """Return the mount points below a folder; in a chroot each is first mounted on itself."""
    return {line.split()[1] for line in mounts.splitlines() if line.split()[1].startswith(str(below))}


@AS_ROOT
def test_the_mounts_are_seen_by_the_database_alone(site: Site) -> None:
    cluster = site.running()
    ours, its = Path("/proc/self/mounts").read_text(), Path(f"/proc/{cluster.pid}/mounts").read_text()

    assert str(site.run) not in ours
    assert len(places(its, site.run)) == 1 + len(site.programs.folders)
    assert Path(f"/proc/{cluster.pid}/ns/mnt").readlink() != Path("/proc/self/ns/mnt").readlink()

    home = Path(query(cluster.superuser_url(), "SHOW data_directory")[0][0]).parent
    assert home.parent == site.run
    cluster.stop()
    assert not home.exists()


@AS_ROOT
def test_without_mounting_a_folder_the_user_can_reach_works(reachable: Site, elsewhere) -> None:
    supervisor = elsewhere(without_mounting(reachable.command()))

    words = supervisor.words()

    assert query(words["url"], "SELECT current_setting('data_directory')") == [(str(reachable.pgdata),)]
    assert supervisor.stop() == {"stopped": True, "exit_code": 0}


@AS_ROOT
def test_without_mounting_a_closed_parent_is_named_with_a_folder_that_works(reachable: Site, elsewhere) -> None:
    reachable.home.chmod(0o700)

    answer = elsewhere(without_mounting(reachable.command())).words()

    user = identity.of_postgres().name
    assert answer == {
        "code": "postgres.unreachable",
        "sentence": f"PostgreSQL refuses to run as root, and the user “{user}” it runs as cannot enter "
        f"{reachable.home}. This container may not mount folders for it. Use a folder that user can reach, such as "
        "--data /var/lib/desvelo, or start Desvelo as an ordinary user.",
    }
    assert reachable.home.stat().st_mode & 0o777 == 0o700


@AS_ROOT
def test_without_mounting_a_new_folder_made_by_us_can_be_reached(run_folder: Path, elsewhere) -> None:
    """The folder that the sentence above advises: it does not exist yet, and its parents are open to all."""
    home = run_folder / "var-lib-desvelo"
    command = [sys.executable, "-P", str(PROGRAM), str(home / "postgres"), str(home / "keys"), str(run_folder / "run")]

    supervisor = elsewhere(without_mounting(command))

    assert query(supervisor.words()["url"], "SELECT 1") == [(1,)]
    assert (home / "keys").stat().st_mode & 0o777 == 0o700
    supervisor.stop()
    shutil.rmtree(home)


@AS_ROOT
def test_a_root_that_is_alone_in_its_namespace_is_told_to_be_somebody(reachable: Site, elsewhere) -> None:
    probe = subprocess.run(alone_in_a_user_namespace(["true"]), capture_output=True, check=False)
    if probe.returncode != 0:
        pytest.skip("this kernel gives no user namespace")

    answer = elsewhere(alone_in_a_user_namespace(reachable.command())).words()

    user = identity.of_postgres().name
    assert answer == {
        "code": "postgres.user_not_changeable",
        "sentence": f"PostgreSQL refuses to run as root, and this root may not become the user “{user}”. Start "
        "Desvelo as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.",
    }


@AS_ROOT
def test_the_refusal_names_the_topmost_closed_folder(run_folder: Path) -> None:
    closed = run_folder / "open" / "closed"
    (closed / "below" / "data").mkdir(parents=True)
    closed.chmod(0o700)
    (closed / "below").chmod(0o700)
    stranger = User(name="stranger", uid=54321, gid=54321)
    mine = User(name="mine", uid=os.geteuid(), gid=os.getegid())

    assert first_closed(closed / "below" / "data", user=mine) == closed / "below" / "data"
    assert first_closed(closed / "below" / "data", user=stranger) == closed
