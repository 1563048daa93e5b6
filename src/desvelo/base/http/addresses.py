"""Which addresses are out on the public Internet, by our own table.

``ipaddress.is_global`` is not asked: Python 3.11.7 calls several of the ranges below global (``64:ff9b:1::/48``,
``5f00::/16``, ``2002::/16`` around a private address), and its answers change with the Python in use.  IPv6 is a list
of what is admitted, because most of it is not assigned to anyone: only ``2000::/3``, less what is refused inside it.

Source: security-design D11.2; IANA special-purpose address registries for IPv4 and IPv6, read 2026-11-23.

>>> require_public("93.184.215.14")
IPv4Address('93.184.215.14')
>>> require_public("::ffff:127.0.0.1")
Traceback (most recent call last):
    ...
desvelo.base.http.errors.AddressRefused: http.address_refused (after_write=False, reason=mapped_ipv4)
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from desvelo.base.http.errors import AddressRefused

_INSIDE = frozenset({"loopback", "private", "shared"})
_PUBLIC_IPV6 = IPv6Network("2000::/3")

_REFUSED_IPV4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), reason)
    for network, reason in (
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
    )
)

# First match wins; the ranges outside 2000::/3 stand here only to name their reason.
_REFUSED_IPV6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), reason)
    for network, reason in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::/96", "compatible_ipv4"),
        ("::ffff:0:0/96", "mapped_ipv4"),
        ("::ffff:0:0:0/96", "translated_ipv4"),
        ("64:ff9b::/96", "translated_ipv4"),
        ("64:ff9b:1::/48", "translated_ipv4"),
        ("100::/64", "discard"),
        ("2001::/32", "tunnel"),
        ("2001::/23", "protocol_assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "tunnel"),
        ("3fff::/20", "documentation"),
        ("5f00::/16", "segment_routing"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link_local"),
        ("fec0::/10", "site_local"),
        ("ff00::/8", "multicast"),
    )
)


def require_public(text: str) -> IPv4Address | IPv6Address:
    """Return the address written in *text* if a stranger may make us call it.

    Raises AddressRefused.
    """
    address = _parse(text)
    reason = _refusal(address)
    if reason is not None:
        raise AddressRefused(reason=reason)
    return address


def require_inside(text: str) -> IPv4Address | IPv6Address:
    """Return the address written in *text* if it is public or of a company's own network; for what operators name.

    Link-local stays refused: there the clouds hand out credentials.  Raises AddressRefused.
    """
    address = _parse(text)
    reason = _refusal(address)
    if reason is not None and reason not in _INSIDE:
        raise AddressRefused(reason=reason)
    return address


def _parse(text: str) -> IPv4Address | IPv6Address:
    """Read one canonical form only: a zone (``%eth0``) or any other spelling is refused."""
    try:
        address = ip_address(text)
    except ValueError:
        raise AddressRefused(reason="not_an_address") from None
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        raise AddressRefused(reason="zone")
    return address


def _refusal(address: IPv4Address | IPv6Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((reason for network, reason in _REFUSED_IPV4 if address in network), None)
    named = next((reason for network, reason in _REFUSED_IPV6 if address in network), None)
    if named is None and address not in _PUBLIC_IPV6:
        return "unassigned"
    return named
