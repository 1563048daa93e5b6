"""The guarded client against real servers, and each attack again with its guard taken away."""

import logging
import socket
import threading

import httpx
import pytest

from desvelo.base.http import wire
from desvelo.base.http.client import Bearer, GuardedClient
from desvelo.base.http.errors import (
    AddressRefused,
    CredentialRefused,
    Encoded,
    HeaderRefused,
    Redirected,
    SchemeRefused,
    TimedOut,
    TooLarge,
    Unreachable,
)
from desvelo.base.http.targets import Purpose

GRAPH = "https://graph.example.org"
PUBLIC = "93.184.215.14"
OTHER_PUBLIC = "2606:4700::1111"


@pytest.fixture
def graph(servers, wires, names, answer):
    """A far end on the public Internet, as this test's Internet goes."""
    far_end = servers.start(answer(b'{"ok":1}', "Content-Type: application/json"))
    names["graph.example.org"] = [PUBLIC]
    wires.ends[PUBLIC] = far_end.port
    return far_end


@pytest.fixture
def secret(servers, wires, answer):
    """Something of ours that listens on loopback and must never be reached."""
    far_end = servers.start(answer(b"the secret"))
    wires.ends["127.0.0.1"] = far_end.port
    return far_end


def test_an_answer_comes_back_whole(client, graph):
    answer = client().request("POST", f"{GRAPH}/v1/messages?x=1", headers={"X-Kind": "text"}, content=b"{}")

    assert (answer.status_code, answer.body) == (200, b'{"ok":1}')
    assert answer.headers["content-type"] == "application/json"
    head, _, body = graph.requests[0].partition(b"\r\n\r\n")
    assert head.split(b"\r\n")[0] == b"POST /v1/messages?x=1 HTTP/1.1"
    assert b"x-kind: text" in head
    assert body == b"{}"


def test_the_address_judged_is_the_address_dialled_and_the_name_is_kept_for_tls(client, graph, wires):
    client().request("GET", f"{GRAPH}/")

    assert wires.dialled == [PUBLIC]
    assert graph.names == ["graph.example.org"]
    assert b"\r\nhost: graph.example.org\r\n" in graph.requests[0]


@pytest.mark.asvs("12.3.2")
def test_a_server_that_shows_another_name_is_not_spoken_to(client, graph, names):
    names["elsewhere.example.org"] = [PUBLIC]

    with pytest.raises(Unreachable) as failed:
        client(hosts=None).request("GET", "https://elsewhere.example.org/")

    assert failed.value.after_write is False
    assert graph.requests == []


@pytest.mark.parametrize("inside", ["127.0.0.1", f"{PUBLIC} 127.0.0.1", f"127.0.0.1 {PUBLIC}", "::1", "10.0.0.7"])
def test_a_name_that_leads_inside_is_refused_before_anything_is_dialled(client, graph, names, wires, inside):
    names["graph.example.org"] = [inside]

    with pytest.raises(AddressRefused):
        client().request("GET", f"{GRAPH}/")

    assert wires.dialled == []


def test_without_the_table_the_same_name_reaches_the_secret(client, secret, names, monkeypatch):
    names["graph.example.org"] = ["127.0.0.1"]
    monkeypatch.setattr(wire, "require_public", str)

    assert client().request("GET", f"{GRAPH}/").body == b"the secret"


@pytest.mark.asvs("1.3.6")
def test_a_name_that_changes_its_answer_between_check_and_use_gains_nothing(client, graph, secret, names, wires):
    names["graph.example.org"] = [PUBLIC, "127.0.0.1"]

    assert client().request("GET", f"{GRAPH}/").body == b'{"ok":1}'

    assert wires.dialled == [PUBLIC]
    assert names["graph.example.org"] == ["127.0.0.1"], "resolved once"
    assert secret.requests == []


def test_checking_first_and_connecting_afterwards_would_fall_for_it(servers, answer, resolve, names, monkeypatch):
    """The attack with the guard removed: an honest check, then a client that resolves again."""
    secret = servers.start(answer(b"the secret"), tls=False)
    names["graph.example.org"] = [PUBLIC, "127.0.0.1"]
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *rest, **more: real(
        resolve(host, port)[0] if host == "graph.example.org" else host, port, *rest, **more))  # fmt: skip

    checked = wire.resolve("graph.example.org", secret.port)
    fetched = httpx.get(f"http://graph.example.org:{secret.port}/", trust_env=False)

    assert checked == (PUBLIC,)
    assert fetched.content == b"the secret"


def test_the_next_address_is_tried_where_one_does_not_answer(client, graph, names, wires):
    names["graph.example.org"] = [f"{OTHER_PUBLIC} {PUBLIC}"]
    with socket.create_server(("127.0.0.1", 0)) as closed:
        wires.ends[OTHER_PUBLIC] = closed.getsockname()[1]

    assert client().request("GET", f"{GRAPH}/").status_code == 200
    assert wires.dialled == [OTHER_PUBLIC, PUBLIC]


@pytest.mark.asvs("15.3.2")
def test_a_redirect_is_not_followed(client, graph, servers, secret, wires):
    moved = b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"
    wires.ends[PUBLIC] = servers.start(moved).port

    with pytest.raises(Redirected) as refused:
        client().request("GET", f"{GRAPH}/")

    assert refused.value.params == {"after_write": True, "status_code": 302}
    assert secret.requests == []


def test_a_client_that_follows_redirects_reaches_the_secret(servers, answer):
    secret = servers.start(answer(b"the secret"), tls=False)
    moved = answer(b"", f"Location: http://127.0.0.1:{secret.port}/", status="302 Found")
    far_end = servers.start(moved, tls=False)

    fetched = httpx.get(f"http://127.0.0.1:{far_end.port}/", follow_redirects=True, trust_env=False)

    assert fetched.content == b"the secret"


def test_a_body_of_exactly_the_limit_is_taken_and_one_byte_more_is_not(client, graph, servers, wires, answer):
    wires.ends[PUBLIC] = servers.start(answer(b"x" * 1000), answer(b"x" * 1001)).port
    limited = client(max_bytes=1000)

    assert len(limited.request("GET", f"{GRAPH}/").body) == 1000
    with pytest.raises(TooLarge) as refused:
        limited.request("GET", f"{GRAPH}/")
    assert refused.value.params == {"after_write": True, "max_bytes": 1000}


def test_an_endless_body_is_dropped_while_it_comes(client, graph, servers, wires):
    sent = []

    def endless(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not over.is_set():
            connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
            sent.append(0x10000)

    wires.ends[PUBLIC] = servers.start(script=endless).port

    with pytest.raises(TooLarge):
        client(max_bytes=100_000).request("GET", f"{GRAPH}/")

    assert sum(sent) < 20_000_000, "what the kernel's buffers hold, not the whole"


def test_a_compressed_answer_is_refused_because_its_size_is_unknown(client, graph, servers, wires, answer):
    far_end = servers.start(answer(b"\x1f\x8b", "Content-Encoding: gzip"))
    wires.ends[PUBLIC] = far_end.port

    with pytest.raises(Encoded):
        client().request("GET", f"{GRAPH}/")

    assert b"accept-encoding: identity" in far_end.requests[0]


def drip(connection: socket.socket, over: threading.Event) -> None:
    """Give one byte at a time, each soon enough for a timeout between bytes."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n")
    for _ in range(24):
        connection.sendall(b"x")
        over.wait(0.05)


@pytest.mark.asvs("16.5.2")
def test_a_server_that_drips_runs_out_of_time(client, graph, servers, wires):
    wires.ends[PUBLIC] = servers.start(script=drip).port

    with pytest.raises(TimedOut) as failed:
        client(timeout_seconds=0.8).request("GET", f"{GRAPH}/")

    assert failed.value.after_write is True


def test_a_timeout_between_bytes_would_wait_for_the_drip_to_its_end(servers):
    far_end = servers.start(script=drip, tls=False)

    assert httpx.get(f"http://127.0.0.1:{far_end.port}/", timeout=0.8, trust_env=False).content == b"x" * 24


def test_silence_before_the_request_was_sent_is_not_ambiguous(client, graph, wires):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        wires.ends[PUBLIC] = mute.getsockname()[1]

        with pytest.raises(TimedOut) as failed:
            client(timeout_seconds=0.2).request("POST", f"{GRAPH}/", content=b"{}")

    assert failed.value.after_write is False


@pytest.mark.asvs("16.5.2")
def test_silence_after_the_request_was_sent_is_ambiguous(client, graph, servers, wires):
    far_end = servers.start(script=lambda _connection, over: over.wait(5))
    wires.ends[PUBLIC] = far_end.port

    with pytest.raises(TimedOut) as failed:
        client(timeout_seconds=0.8).request("POST", f"{GRAPH}/", content=b"{}")

    assert failed.value.after_write is True
    assert len(far_end.requests) == 1


def test_a_server_that_hangs_up_after_the_request_leaves_an_ambiguous_result(client, graph, servers, wires):
    wires.ends[PUBLIC] = servers.start(script=lambda _connection, _over: None).port

    with pytest.raises(Unreachable) as failed:
        client().request("POST", f"{GRAPH}/", content=b"{}")

    assert failed.value.after_write is True


@pytest.mark.parametrize("known", [True, False])
def test_a_server_that_is_not_there_has_received_nothing(client, graph, names, wires, known):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        wires.ends[PUBLIC] = closed.getsockname()[1]
    if not known:
        del names["graph.example.org"]

    with pytest.raises(Unreachable) as failed:
        client().request("POST", f"{GRAPH}/", content=b"{}")

    assert failed.value.after_write is False


def test_a_cookie_is_never_sent_back(client, graph, servers, wires, answer):
    far_end = servers.start(answer(b"", "Set-Cookie: who=me; Path=/"))
    wires.ends[PUBLIC] = far_end.port
    guarded = client()

    guarded.request("GET", f"{GRAPH}/")
    guarded.request("GET", f"{GRAPH}/")

    assert [b"cookie" in request.lower() for request in far_end.requests] == [False, False]


def test_an_ordinary_client_would_send_it_back(servers, answer):
    far_end = servers.start(answer(b"", "Set-Cookie: who=me; Path=/"), tls=False)

    with httpx.Client(trust_env=False) as ordinary:
        ordinary.get(f"http://127.0.0.1:{far_end.port}/")
        ordinary.get(f"http://127.0.0.1:{far_end.port}/")

    assert [b"cookie: who=me" in request.lower() for request in far_end.requests] == [False, True]


def test_a_proxy_in_the_environment_is_not_used(client, graph, servers, answer, monkeypatch):
    proxy = servers.start(answer(b"from the proxy"), tls=False)
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")

    assert client().request("GET", f"{GRAPH}/").body == b'{"ok":1}'

    assert proxy.requests == []


def test_an_ordinary_client_would_use_it(servers, answer, monkeypatch):
    proxy = servers.start(answer(b"from the proxy"), tls=False)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)

    assert httpx.get("http://graph.example.org/").content == b"from the proxy"


def test_a_token_goes_to_its_own_origin(client, graph):
    client().request("GET", f"{GRAPH}/", bearer=Bearer(token="EAAB1", origin=GRAPH))

    assert b"\r\nauthorization: Bearer EAAB1\r\n" in graph.requests[0]


@pytest.mark.parametrize(
    "origin", ["https://hooks.example.net", "https://graph.example.org:8443", "http://graph.example.org"]
)
def test_a_token_goes_nowhere_else(client, graph, wires, origin):
    with pytest.raises(CredentialRefused):
        client().request("GET", f"{GRAPH}/", bearer=Bearer(token="EAAB1", origin=origin))

    assert wires.dialled == []


@pytest.mark.parametrize("name", ["Authorization", "cookie", "HOST", "Transfer-Encoding", "Accept-Encoding"])
def test_a_caller_does_not_write_the_headers_that_are_ours(client, graph, wires, name):
    with pytest.raises(HeaderRefused):
        client().request("GET", f"{GRAPH}/", headers={name: "x"})

    assert wires.dialled == []


@pytest.mark.parametrize("headers", [{"x-a": "1\r\nhost: evil"}, {"x-a": "é"}, {"x a": "1"}, {"x-a": ""}])
def test_a_header_that_could_write_another_is_refused_and_not_repeated(client, graph, wires, headers):
    with pytest.raises(HeaderRefused) as refused:
        client().request("GET", f"{GRAPH}/", headers=headers)

    assert str(refused.value) == "http.header_refused (after_write=False, reason=not_plain)"
    assert wires.dialled == []


def test_a_token_with_a_line_break_is_refused_and_not_repeated(client, graph):
    with pytest.raises(HeaderRefused) as refused:
        client().request("GET", f"{GRAPH}/", bearer=Bearer(token="EAAB1\r\nx: y", origin=GRAPH))

    assert "EAAB1" not in repr(refused.value) + repr(Bearer(token="EAAB1", origin=GRAPH))


def test_one_connection_serves_many_requests_to_one_name(client, graph):
    guarded = client()

    for _ in range(3):
        guarded.request("GET", f"{GRAPH}/")

    assert (graph.connection_count, len(graph.requests)) == (1, 3)


def test_two_names_at_one_address_do_not_share_a_connection(client, graph, names):
    names["hooks.example.net"] = [PUBLIC]
    guarded = client(hosts=None)

    guarded.request("GET", f"{GRAPH}/")
    guarded.request("GET", "https://hooks.example.net/")

    assert graph.names == ["graph.example.org", "hooks.example.net"]


def test_the_sandbox_is_reached_by_plain_http_at_its_own_origin_only(servers, answer):
    sandbox, neighbour = servers.start(answer(b"pong"), tls=False), servers.start(answer(b"no"), tls=False)
    purpose = Purpose(name="graph", hosts=frozenset({"graph.facebook.com"}))

    with GuardedClient(purpose=purpose, loopback_origin=f"http://127.0.0.1:{sandbox.port}") as guarded:
        token = Bearer(token="t", origin=f"http://127.0.0.1:{sandbox.port}")
        assert guarded.request("GET", f"http://127.0.0.1:{sandbox.port}/ping", bearer=token).body == b"pong"
        with pytest.raises(SchemeRefused):
            guarded.request("GET", f"http://127.0.0.1:{neighbour.port}/")

    assert f"\r\nhost: 127.0.0.1:{sandbox.port}\r\n".encode() in sandbox.requests[0]
    assert neighbour.requests == []


def test_nothing_of_a_url_is_logged(client, graph, caplog):
    with caplog.at_level(logging.INFO):
        client().request("GET", f"{GRAPH}/?phone=5511987654321")

    assert caplog.records == []
