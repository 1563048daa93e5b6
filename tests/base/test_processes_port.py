"""Is a port free?  Asked of real sockets."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desvelo.base.processes import port
from desvelo.base.processes.errors import HostUnknown, PortInUse


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(("127.0.0.1", 0))
        found.listen()
        yield found


def test_a_port_that_somebody_shares_is_in_use_although_sharing_it_would_work(listener: socket.socket) -> None:
    number = listener.getsockname()[1]

    with pytest.raises(PortInUse) as raised:
        port.require_free("127.0.0.1", number)

    assert str(raised.value) == (
        f"Port {number} on 127.0.0.1 is already in use, perhaps by a Desvelo that still runs. "
        "Stop that program, or choose another port with --port."
    )
    with socket.socket() as sharing:  # what granian does: without the question it would listen too
        sharing.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        sharing.bind(("127.0.0.1", number))
        sharing.listen()


def test_a_free_port_is_free_and_stays_free(listener: socket.socket) -> None:
    number = listener.getsockname()[1]
    listener.close()

    port.require_free("127.0.0.1", number)
    port.require_free("127.0.0.1", number)


def test_a_connection_that_waits_out_its_end_does_not_count(listener: socket.socket) -> None:
    number = listener.getsockname()[1]
    caller = socket.create_connection(("127.0.0.1", number))
    answered, _ = listener.accept()
    answered.close()  # the side that closes first waits: TIME_WAIT stays on our port
    caller.close()
    listener.close()

    port.require_free("127.0.0.1", number)

    with socket.socket() as plain, pytest.raises(OSError, match="in use"):
        plain.bind(("127.0.0.1", number))


def test_localhost_is_in_use_when_any_of_its_addresses_is(listener: socket.socket) -> None:
    with pytest.raises(PortInUse):
        port.require_free("localhost", listener.getsockname()[1])


def test_every_address_of_the_machine_includes_the_one_in_use(listener: socket.socket) -> None:
    with pytest.raises(PortInUse):
        port.require_free("0.0.0.0", listener.getsockname()[1])  # noqa: S104 - the claim is about it


@pytest.mark.parametrize("host", ["198.51.100.7", "not a host", "example.invalid", "x" * 300])
def test_an_address_that_is_not_ours_is_refused_with_a_sentence(host: str) -> None:
    with pytest.raises(HostUnknown, match="is not an address of this machine"):
        port.require_free(host, 8000)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a right up")
def test_a_port_kept_for_root_is_told() -> None:
    first_free = int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text())
    if first_free <= 1:
        pytest.skip("this machine keeps no port for root")
    code = "from desvelo.base.processes import port; port.require_free('127.0.0.1', 1)"
    give_up = ["/usr/bin/setpriv", "--bounding-set=-net_bind_service", "--inh-caps=-net_bind_service"]

    answer = subprocess.run([*give_up, sys.executable, "-P", "-c", code], capture_output=True, text=True, check=False)

    assert answer.stderr.splitlines()[-1] == (
        "desvelo.base.processes.errors.PortForbidden: This user may not listen on port 1 of 127.0.0.1. "
        "Choose a port above 1023 with --port."
    )


def test_an_answer_tells_whether_somebody_listens(listener: socket.socket) -> None:
    number = listener.getsockname()[1]

    assert port.answers("127.0.0.1", number)

    listener.close()
    assert not port.answers("127.0.0.1", number)
