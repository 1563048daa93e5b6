"""How a URL is read, and which hosts a purpose may call."""

import socket

import pytest

from desvelo.base.http import targets
from desvelo.base.http.errors import AddressRefused, HostRefused, SchemeRefused
from desvelo.base.http.targets import Purpose
from desvelo.base.http.wire import PinnedBackend, resolve

GRAPH = Purpose(name="graph", hosts=frozenset({"graph.facebook.com"}))
ANYONE = Purpose(name="webhooks", hosts=None)


def refusal(url: str, purpose: Purpose = ANYONE, loopback: str | None = None) -> str:
    with pytest.raises(HostRefused) as refused:
        admit(url, purpose, loopback)
    return refused.value.params["reason"]


def admit(url: str, purpose: Purpose = ANYONE, loopback: str | None = None) -> targets.Target:
    target = targets.parse(url)
    origin = targets.parse_loopback(loopback) if loopback else None
    targets.require_admitted(target, purpose=purpose, loopback=origin)
    return target


# Spellings of 127.0.0.1 and of local names that one library or another takes for an address or a host.
TRICKS = [
    ("https://127.0.0.1/", "address"),
    ("https://[::1]/", "address"),
    ("https://[::ffff:127.0.0.1]/", "address"),
    ("https://2130706433/", "not_a_name"),
    ("https://0x7f000001/", "not_a_name"),
    ("https://0x7f.0.0.1/", "not_a_name"),
    ("https://0177.0.0.1/", "not_a_url"),
    ("https://017700000001/", "not_a_name"),
    ("https://127.1/", "not_a_name"),
    ("https://127.0.0.1./", "not_a_name"),
    ("https://1.2.3.0x4/", "not_a_name"),
    ("https://localhost/", "not_a_name"),
    ("https://localhost./", "not_a_name"),
    ("https://intranet/", "not_a_name"),
    ("https://a..b/", "not_a_name"),
    ("https://-a.example.org/", "not_a_name"),
    ("https://a_b.example.org/", "not_a_name"),
    ("https://example.org%2eevil.example/", "not_a_name"),
    ("https://①②⑦.⓪.⓪.①/", "not_plain"),
    ("https://127。0。0。1/", "not_plain"),
    ("https://1２7.0.0.1/", "not_plain"),
    ("https://ⓛocalhost/", "not_plain"),
    ("https://example.org\\@127.0.0.1/", "not_plain"),
    ("https://exa\tmple.org/", "not_plain"),
    ("https://example.org/a b", "not_plain"),
    ("https://example.org/\r\nX: y", "not_plain"),
    (" https://example.org/", "not_plain"),
    ("https://graph.facebook.com@127.0.0.1/", "user_information"),
    ("https://user:word@example.org/", "user_information"),
    ("https:///path", "missing"),
    ("https://example.org:0/", "port"),
    ("https://example.org:22/", "port"),
    ("https://example.org:443x/", "not_a_url"),
    ("https://[fe80::1%25eth0]/", "address"),
    ("", "not_plain"),
]


@pytest.mark.asvs("1.3.6")
@pytest.mark.parametrize(("url", "reason"), TRICKS)
def test_a_host_in_disguise_is_refused_before_anything_is_resolved(url, reason):
    assert refusal(url) == reason


@pytest.mark.parametrize("url", ["http://example.org/", "ftp://example.org/", "file:///etc/passwd", "//example.org/"])
def test_only_https_leaves_this_machine(url):
    with pytest.raises(SchemeRefused):
        admit(url)


def test_a_plain_name_is_admitted_and_read_once():
    target = admit("https://Hooks.Example.NET/a/b?c=d#e")

    assert (target.host, target.port, target.origin) == ("hooks.example.net", 443, "https://hooks.example.net")
    assert target.url.raw_path == b"/a/b?c=d"


@pytest.mark.asvs("13.2.4")
@pytest.mark.parametrize(
    "host", ["facebook.com", "x.graph.facebook.com", "graph.facebook.com.example.org", "graph-facebook.com"]
)
def test_a_host_beside_the_list_is_refused(host):
    assert refusal(f"https://{host}/", GRAPH) == "not_on_the_list"


def test_a_host_on_the_list_is_admitted():
    assert admit("https://graph.facebook.com/v1", GRAPH).host == "graph.facebook.com"


def test_plain_http_is_admitted_to_the_configured_loopback_origin_alone():
    sandbox = "http://127.0.0.1:8791"

    assert admit("http://127.0.0.1:8791/v1/messages", GRAPH, sandbox).origin == sandbox
    for other in ("http://127.0.0.1:8792/", "http://127.0.0.2:8791/", "http://127.0.0.1/", "http://[::1]:8791/"):
        with pytest.raises(SchemeRefused):
            admit(other, GRAPH, sandbox)
    assert refusal("https://127.0.0.1:8791/", ANYONE, sandbox) == "address"


def test_plain_http_to_loopback_is_refused_where_no_sandbox_is_configured():
    with pytest.raises(SchemeRefused):
        admit("http://127.0.0.1:8791/", GRAPH)


@pytest.mark.parametrize(
    ("origin", "error"),
    [
        ("https://127.0.0.1:8791", SchemeRefused),
        ("http://localhost:8791", HostRefused),
        ("http://10.0.0.1:8791", HostRefused),
        ("http://127.0.0.1", HostRefused),
        ("http://127.0.0.1:8791/path", HostRefused),
        ("http://user@127.0.0.1:8791", HostRefused),
    ],
)
def test_nothing_but_a_loopback_address_with_its_port_can_be_the_sandbox(origin, error):
    with pytest.raises(error):
        targets.parse_loopback(origin)


@pytest.mark.parametrize("spelling", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "①②⑦.⓪.⓪.①", "1２7.0.0.1"])
def test_the_system_reads_the_disguises_as_loopback_and_the_address_table_still_stops_them(spelling):
    """The first guard removed: the name goes straight to the resolver, which believes it."""
    assert resolve(spelling, 443) == ("127.0.0.1",)

    with pytest.raises(AddressRefused):
        PinnedBackend(resolve=resolve, network=socket, loopback=None).connect_tcp(spelling, 443)
