"""XML that somebody else wrote, read so that it says one thing and costs little.

UTF-8 whatever it declares; no document type, so no entities; nothing is fetched.  In what is signed there is no
comment, no CDATA and no processing instruction either: between parsers they decide where a text ends (CVE-2017-11427).

Source: security-design section 8 (SAML); ASVS v5.0.0-1.5.1; OWASP XML external entity prevention.
"""

import re
from datetime import UTC, datetime
from typing import Any, Final

from lxml import etree

from desvelo.kernel.federation.saml.errors import NotXml

LONGEST: Final = 96 * 1024
"""How many bytes are read at most: large answers of real providers, with groups, are a third of it."""
_DECLARATION: Final = re.compile(r"\A\ufeff?\s*<\?xml\s[^>]*\?>")
_INSTANT: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?Z", re.ASCII)


def parser(*, comments: bool = False) -> Any:
    """Return a parser that fetches nothing, resolves nothing and keeps to libxml2's limits."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=comments,
        remove_pis=comments,
    )


def signed(content: bytes) -> Any:
    """Return the root of what may be signed.  Raises NotXml."""
    text = _text(content)
    if "<!" in text or "<?" in _DECLARATION.sub("", text, count=1):
        raise NotXml
    return _root(text, parser())


def plain(content: bytes) -> Any:
    """Return the root of what a person of ours gave: comments are left out.  Raises NotXml."""
    text = _text(content)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NotXml
    return _root(text, parser(comments=True))


def words(element: Any) -> str:
    """Return the text of *element*, which has nothing else in it.  Raises NotXml."""
    if len(element):
        raise NotXml
    return str(element.text or "").strip()


def only(parent: Any, tag: str) -> Any:
    """Return the one child of *parent* with *tag*.  Raises NotXml where there is none, or more."""
    found = parent.findall(tag)
    if len(found) != 1:
        raise NotXml
    return found[0]


def instant(text: str | None) -> datetime:
    """Return a time as SAML writes it: in UTC, with a Z.  Raises NotXml.

    >>> instant("2026-11-27T12:00:00.1234567Z").isoformat()
    '2026-11-27T12:00:00+00:00'
    """
    found = _INSTANT.fullmatch(text or "")
    try:
        return datetime.fromisoformat(found[1]).replace(tzinfo=UTC) if found else _refuse()
    except ValueError:
        raise NotXml from None


def _refuse() -> datetime:
    raise NotXml


def _text(content: bytes) -> str:
    if len(content) > LONGEST:
        raise NotXml
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise NotXml from None
    if "\0" in text:
        raise NotXml
    return text


def _root(text: str, by: Any) -> Any:
    try:
        root = etree.fromstring(text.encode(), parser=by)
    except (etree.XMLSyntaxError, ValueError):
        raise NotXml from None
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.externalDTD is not None:
        raise NotXml
    return root
