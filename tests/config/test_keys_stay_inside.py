"""No key leaves the memory of the processes that use it: not by core dump, environment, command line or log."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import traces
from desvelo.base.keyring import SERVICES, Keyring
from desvelo.base.postgres import bootstrap, passwords
from started import Started, eventually, folder

FEW_BYTES = 4096


@pytest.fixture(scope="module")
def desk() -> Iterator[Started]:
    """Return an installation started where core dumps are wanted: what it inherits is the wrong limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    most = FEW_BYTES if hard in range(FEW_BYTES) else hard  # another test of this process may have given it up
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (FEW_BYTES, most))
    except (ValueError, PermissionError):
        pytest.skip("only root could raise the limit of core dumps again, which another test of this process gave up")
    try:
        with folder() as data:
            running = Started(data, "up")
            yield running
            running.end()
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


@pytest.fixture(scope="module")
def secrets(desk: Started) -> dict[str, bytes]:
    ring = Keyring(desk.data / "keys")
    made = {f"service {name}": ring.service(name) for name in SERVICES}
    made |= {f"epoch {number}": ring.epoch(number) for number in ring.epochs()}
    made |= {f"intake {name}": ring.intake_private(name) for name in ring.intake_ids()}
    made |= {
        f"password {role}": passwords.read(ring.folder, role).encode()
        for role in ("postgres", bootstrap.OWNER, bootstrap.APP, bootstrap.EDGE)
    }
    return made | {"root": (ring.folder / "root.key").read_bytes()}


def core_limit(process: int) -> list[str]:
    said = Path(f"/proc/{process}/limits").read_text().splitlines()
    return next(line.split()[4:6] for line in said if line.startswith("Max core file size"))


def found(content: bytes, secrets: dict[str, bytes]) -> set[str]:
    return {name for name, raw in secrets.items() for _, form in traces.forms_of_bytes(raw) if form in content}


def test_a_child_of_this_test_would_leave_a_core_dump(desk):
    """The control: the limit that every process of the desk was given on its way."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as plain:
        assert core_limit(plain.pid)[0] == str(FEW_BYTES)
        plain.communicate(b"\n")


def test_no_process_of_the_desk_leaves_one(desk):
    limits = {process.pid: core_limit(process.pid) for process in desk.tree()}

    assert len(limits) > 6
    assert {pid: limit for pid, limit in limits.items() if limit != ["0", "0"]} == {}


def test_no_key_stands_in_an_environment_or_a_command_line(desk, secrets):
    told = {
        process.pid: Path(f"/proc/{process.pid}/environ").read_bytes()
        + Path(f"/proc/{process.pid}/cmdline").read_bytes()
        for process in desk.tree()
    }

    assert any(b"DESVELO_DATA=" in each for each in told.values())
    assert {pid: found(content, secrets) for pid, content in told.items() if found(content, secrets)} == {}


def test_a_key_given_in_the_environment_would_be_found(secrets):
    """The attack that the test above looks for: whoever reads /proc of another process of the same user."""
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, env={"KEY": secrets["service index"].hex()}
    ) as leaky:
        place = Path(f"/proc/{psutil.Process(leaky.pid).pid}/environ")
        eventually(place.read_bytes)  # empty for a moment while the program begins
        content = place.read_bytes()
        leaky.communicate(b"\n")

    assert found(content, secrets) == {"service index"}


def test_no_key_stands_in_what_was_logged(desk, secrets):
    logs = [path for path in (desk.data / "logs").rglob("*") if path.is_file()]

    assert logs != []
    assert {str(path): found(path.read_bytes(), secrets) for path in logs if found(path.read_bytes(), secrets)} == {}
    assert found(desk.stderr.encode() + desk.stdout.encode(), secrets) == set()
