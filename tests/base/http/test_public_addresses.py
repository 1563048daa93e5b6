"""The table of addresses a stranger may make us call, edge by edge."""

import doctest
import ipaddress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desvelo.base.http import addresses
from desvelo.base.http.addresses import require_public
from desvelo.base.http.errors import AddressRefused

# From the IANA special-purpose address registries and D11.2, typed here a second time on purpose: network, reason.
REFUSED = [
    ("0.0.0.0/8", "this_network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link_local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol_assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "relay"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::ffff:0:0/96", "mapped_ipv4"),
    ("::ffff:0:0:0/96", "translated_ipv4"),
    ("64:ff9b::/96", "translated_ipv4"),
    ("64:ff9b:1::/48", "translated_ipv4"),
    ("100::/64", "discard"),
    ("2001::/32", "tunnel"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "tunnel"),
    ("3fff::/20", "documentation"),
    ("5f00::/16", "segment_routing"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link_local"),
    ("fec0::/10", "site_local"),
    ("ff00::/8", "multicast"),
]
# The addresses just outside those ranges that belong to the public Internet.
NEIGHBOURS = [
    "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.255", "192.0.3.0",
    "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255",
    "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "2000::", "2001:200::", "2001:db7:ffff::1",
    "2001:db9::", "2001:ffff::1", "2003::", "2606:4700::1111", "3ffe::1", "3fff:1000::",
]  # fmt: skip


def reason(text: str) -> str:
    with pytest.raises(AddressRefused) as refused:
        require_public(text)
    return refused.value.params["reason"]


@pytest.mark.asvs("1.3.6")
@pytest.mark.parametrize(("network", "expected"), REFUSED)
def test_a_special_range_is_refused_from_its_first_address_to_its_last(network, expected):
    whole = ipaddress.ip_network(network)

    assert reason(str(whole[0])) == expected
    assert reason(str(whole[-1])) == expected
    assert reason(str(whole[whole.num_addresses // 2])) == expected


@pytest.mark.parametrize("address", NEIGHBOURS)
def test_the_address_beside_a_special_range_is_admitted(address):
    assert require_public(address) == ipaddress.ip_address(address)


@settings(deadline=None)  # a busy machine is not a failure
@given(st.ip_addresses())
@example(ipaddress.ip_address("64:ff9b:1::a00:1"))
@example(ipaddress.ip_address("192.0.0.10"))
def test_what_is_admitted_is_global_to_python_too(address):
    try:
        admitted = require_public(str(address))
    except AddressRefused:
        return

    assert admitted == address
    assert address.is_global


@settings(deadline=None)  # a busy machine is not a failure
@given(st.ip_addresses(v=6))
def test_nothing_outside_2000_3_is_admitted(address):
    if int(address) >> 125 != 0b001:
        assert reason(str(address))


@settings(deadline=None)  # a busy machine is not a failure
@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_an_ipv6_one_is_never_admitted(inner):
    number = int(inner)

    for outer in (number, 0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert reason(str(ipaddress.IPv6Address(outer)))


@pytest.mark.parametrize(
    "spelling",
    ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.0.1.", "①②⑦.⓪.⓪.①", "1２7.0.0.1", "", "localhost"],
)
def test_only_the_one_canonical_spelling_is_an_address(spelling):
    assert reason(spelling) == "not_an_address"


def test_an_address_with_a_zone_is_refused():
    assert reason("2606:4700::1111%eth0") == "zone"


@pytest.mark.parametrize("leads_inside", ["64:ff9b::a00:1", "fec0::1", "ff02::1", "192.88.99.1"])
def test_asking_python_instead_would_admit_these(leads_inside):
    """The attack with the guard removed: ``is_global`` says yes to each."""
    assert ipaddress.ip_address(leads_inside).is_global
    assert reason(leads_inside)


def test_the_examples_of_the_module_are_true():
    assert doctest.testmod(addresses).failed == 0
