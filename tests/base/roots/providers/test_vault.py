"""The root in Vault's transit engine, against a server that answers as the documentation says."""

import pytest

import root_contract
import transit
from desvelo.base.http.client import GuardedClient
from desvelo.base.http.errors import AddressRefused, HostRefused, SchemeRefused
from desvelo.base.http.targets import Purpose
from desvelo.base.roots import root as roots
from desvelo.base.roots.root import RootUnavailable, RootUnknown


@pytest.fixture
def server(tmp_path):
    with transit.running(tmp_path) as running:
        yield running


def test_it_keeps_the_word_of_a_root(server, tmp_path):
    root_contract.holds(server.place(), server.place("other"), tmp_path)


def test_it_asks_as_the_documentation_says(server, tmp_path):
    root = roots.of(server.place(), tmp_path)

    wrapped = root.wrap(b"purpose", b"key")
    root.unwrap(b"purpose", wrapped)
    root.fingerprint()

    assert wrapped.startswith(b"vault:v1:")
    assert server.asked[:2] == [
        ("/v1/transit/encrypt/desvelo", {"plaintext": "a2V5", "associated_data": "cHVycG9zZQ=="}),
        ("/v1/transit/decrypt/desvelo", {"ciphertext": wrapped.decode(), "associated_data": "cHVycG9zZQ=="}),
    ]
    assert (server.asked[2][0], server.asked[2][1]["key_version"]) == ("/v1/transit/hmac/desvelo", 1)


def test_a_new_token_is_taken_from_its_file(server, tmp_path):
    root = roots.of(server.place(), tmp_path)
    server.token_file.write_text("hvs.expired")
    with pytest.raises(RootUnavailable, match="http_403"):
        root.wrap(b"p", b"k")

    server.token_file.write_text(transit.TOKEN)

    assert root.unwrap(b"p", root.wrap(b"p", b"k")) == b"k"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((503, {"errors": ["Vault is sealed"]}), "http_503"),
        ((404, {"errors": []}), "http_404"),
        ((200, {"errors": []}), "not_understood"),
        ((200, []), "not_understood"),
        ((400, {"errors": ["no handler"]}), "http_400"),
    ],
)
def test_an_answer_that_helps_nobody_is_a_reason_and_not_a_key(server, tmp_path, answer, reason):
    server.answer = answer

    with pytest.raises(RootUnavailable) as refused:
        roots.of(server.place(), tmp_path).make()

    assert refused.value.params["reason"] == reason
    assert transit.TOKEN not in f"{refused.value} {refused.value.params}"


def test_a_server_that_nobody_vouches_for_gets_no_token(server, tmp_path):
    with pytest.raises(RootUnavailable, match=r"http\.unreachable"):
        roots.of(server.place().split("&ca-file")[0], tmp_path).make()

    assert server.asked == []


def test_a_server_that_does_not_answer_is_named(server, tmp_path):
    place = server.place().replace(str(server.port), "1", 1)

    with pytest.raises(RootUnavailable, match=r"https://localhost:1/transit/keys/desvelo .*http\.unreachable"):
        roots.of(place, tmp_path).make()


@pytest.mark.parametrize(
    "place",
    [
        "http://vault.example/transit/keys/k?token-file=/t",
        "https://u:p@vault.example/transit/keys/k?token-file=/t",
        "https://vault.example/transit/keys/k",
        "https://vault.example/transit/keys/k?token-file=relative",
        "https://vault.example/transit/keys/k?token-file=/t&token=hvs.secret",
        "https://vault.example/transit/k?token-file=/t",
    ],
)
def test_a_place_that_is_unsafe_or_unclear_is_refused(tmp_path, place):
    with pytest.raises(RootUnknown) as refused:
        roots.of(f"vault:{place}", tmp_path)

    assert "hvs.secret" not in str(refused.value)


def test_only_what_the_operator_named_may_lie_inside(server):
    """The guard that is widened for this provider alone: one origin, https, and never where clouds keep credentials."""
    inside = Purpose(name="root", hosts=None, origin=f"https://localhost:{server.port}")
    elsewhere = f"https://localhost:{server.port + 1}/"
    with GuardedClient(purpose=inside) as client:
        with pytest.raises(HostRefused):
            client.request("GET", elsewhere)
        with pytest.raises(SchemeRefused):
            client.request("GET", f"http://localhost:{server.port}/")
    with (
        GuardedClient(purpose=inside, resolve=lambda *_: ("169.254.169.254",)) as client,
        pytest.raises(AddressRefused, match="link_local"),
    ):
        client.request("GET", f"https://localhost:{server.port}/")
    with (
        GuardedClient(purpose=Purpose(name="any", hosts=None), resolve=lambda *_: ("10.0.0.1",)) as client,
        pytest.raises(AddressRefused, match="private"),
    ):
        client.request("GET", "https://vault.example/")
