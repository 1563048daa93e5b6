from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection.detectors.net_ip import is_public_4, is_public_6

from ..marked import found  # noqa: TID252 - the tests' package has no absolute name

PUBLIC_4 = st.ip_addresses(v=4).filter(is_public_4).map(str)
PUBLIC_6 = st.ip_addresses(network="2804::/16")


@given(PUBLIC_4, st.sampled_from(["meu ip é {}", "ip: {}.", "IP {} bloqueado", "o ip público do cliente: {}"]))
def test_a_public_address_is_found_after_its_word(address, text):
    assert found(text.format(address)) == [("IP", address)]


@given(PUBLIC_6, st.booleans())
def test_a_public_address_of_version_6_is_found_short_and_long(address, long):
    written = address.exploded if long else str(address)

    assert found(f"acesso de {written} ontem") == [("IP", written)]


@pytest.mark.parametrize(
    "text",
    [
        "entrou de {IP} às 3h",
        "http://{IP}/cameras",
        "aparece {IP}:8080",
        "conecta em {IP}, porta 443",
        "bloqueado ({IP})",
        "de {IP} e 10.0.0.7",
    ],
)
def test_an_address_needs_no_word(text):
    assert found(text.replace("{IP}", "177.44.201.9")) == [("IP", "177.44.201.9")]


def test_spaces_for_dots_need_the_word():
    assert found("meu ip 189 40 71 220") == [("IP", "189 40 71 220")]
    assert "IP" not in [label for label, _ in found("tenho 189 40 71 220")]


@pytest.mark.parametrize(
    "text",
    [
        "roteador 192.168.15.1",
        "ip 10.0.0.138",
        "172.16.31.200 e 172.31.9.40",
        "ping 127.0.0.1 e 169.254.10.77",
        "ip 100.64.12.200 do CGNAT",
        "máscara 255.255.255.0",
        "dns 8.8.8.8 e 1.1.1.1",
        "versão 4.81.0.212",
        "firmware: 3.16.9.220",
        "Chrome 119.0.60.45",
        "item 7.31.2.44 do edital",
        "1.2.3.4",
        "itens 6.1.5.3 e 9.2.44.1",
        "ip 300.1.2.3",
        "valor 1.250.300.40,50",
        "1.2.3.4.5",
        "às 10:30:45, mac 00:1a:2b:3c:4d:5e",
        "::1 e fe80::1ff:fe23:4567:890a e fc00::12:34",
        "std::vector e a::b",
    ],
)
def test_private_addresses_resolvers_versions_and_times_are_left(text):
    assert found(text) == []


@pytest.mark.parametrize("private", ["10.1.2.3", "172.31.255.255", "192.168.0.1", "224.0.0.1"])
def test_the_ranges_are_those_of_the_norm(private):
    assert not is_public_4(IPv4Address(private))


def test_the_ranges_end_where_the_norm_says():
    assert is_public_4(IPv4Address("172.32.0.1"))
    assert is_public_4(IPv4Address("100.128.0.1"))
    assert is_public_6(IPv6Address("2804:14c::1"))
    assert not is_public_6(IPv6Address("4000::1"))
    assert not is_public_6(IPv6Address("::ffff:10.0.0.1"))
