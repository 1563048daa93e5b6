"""A URL, parsed once: whom it names, and whether this purpose may call them.

Everything later (the connection, TLS, the Host header) uses what is parsed here, so no second reading can disagree.
A host is refused unless it is plainly written: lower-case ASCII names with dots.  Numbers in disguise (decimal, hex,
octal, circled or full-width digits), addresses written as hosts, user information and control characters do not get
as far as the resolver; should one ever, ``addresses`` still judges what it resolves to.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address

import httpx

from desvelo.base.http.errors import HostRefused, SchemeRefused

_PLAIN_URL = re.compile(r"[!-\[\]-~]+")  # visible ASCII; a backslash is read as "/" by some and not by others
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
_LONGEST_NAME = 253
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Target:
    """One URL and the origin it belongs to."""

    url: httpx.URL
    scheme: str
    host: str
    port: int

    @property
    def authority(self) -> str:
        """Host and port as the Host header writes them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What has to be equal for two URLs to speak to the same party."""
        return f"{self.scheme}://{self.authority}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What one kind of request may reach, how long it may take, how much it may bring back.

    *hosts* is None for addresses that customers give us: then any public host is admitted.  *domain* admits every host
    below one name, for a party that answers from many.  *origin* is instead one https origin that the operator's own
    settings name, as nobody else can: it alone is admitted, at its own port, and may lie inside the company's network.
    """

    name: str
    hosts: frozenset[str] | None
    domain: str | None = None
    origin: str | None = None
    timeout_seconds: float = 10.0
    max_bytes: int = 1_000_000


def parse(url: str) -> Target:
    """Split *url* into its parts.  Raises SchemeRefused, HostRefused."""
    if not _PLAIN_URL.fullmatch(url):
        raise HostRefused(reason="not_plain")
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL:
        raise HostRefused(reason="not_a_url") from None
    if parsed.scheme not in _PORTS:
        raise SchemeRefused
    if parsed.userinfo:
        raise HostRefused(reason="user_information")
    if not parsed.host:
        raise HostRefused(reason="missing")
    port = _PORTS[parsed.scheme] if parsed.port is None else parsed.port
    return Target(url=parsed, scheme=parsed.scheme, host=parsed.host, port=port)


def origin_of(url: str) -> str:
    """Return the origin of *url*.  Raises SchemeRefused, HostRefused."""
    return parse(url).origin


def parse_loopback(origin: str) -> Target:
    """Read the one origin that plain http may reach: a loopback address, written as one, with its port.

    Raises SchemeRefused, HostRefused.
    """
    target = parse(origin)
    if target.scheme != "http":
        raise SchemeRefused
    if target.host not in {"127.0.0.1", "::1"}:
        raise HostRefused(reason="not_loopback")
    if target.url.port is None or target.url.raw_path != b"/":
        raise HostRefused(reason="not_an_origin")
    return target


def require_admitted(target: Target, *, purpose: Purpose, loopback: Target | None) -> None:
    """Pass when *purpose* may call *target*.  Raises SchemeRefused, HostRefused."""
    if loopback is not None and target.origin == loopback.origin:
        return
    if target.scheme != "https":
        raise SchemeRefused
    if purpose.origin is not None:
        if target.origin != origin_of(purpose.origin):
            raise HostRefused(reason="not_on_the_list")
        return
    require_name(target.host)
    if target.port != _PORTS["https"]:
        raise HostRefused(reason="port")
    if not _is_listed(target.host, purpose):
        raise HostRefused(reason="not_on_the_list")


def require_name(host: str) -> None:
    """Pass when *host* is a full domain name in its one plain form.  Raises HostRefused."""
    if _is_address(host):
        raise HostRefused(reason="address")
    if len(host) > _LONGEST_NAME or not _NAME.fullmatch(host):
        raise HostRefused(reason="not_a_name")


def _is_listed(host: str, purpose: Purpose) -> bool:
    if purpose.hosts is None or host in purpose.hosts:
        return True
    return purpose.domain is not None and host.endswith(f".{purpose.domain}")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
