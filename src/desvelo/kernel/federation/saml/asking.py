"""How a person is sent to a provider that speaks SAML, and what ties its answer to the browser that left.

The name of the request follows from two secrets, one that only the browser keeps and one that travels as RelayState, as
PKCE and nonce do with OpenID Connect (`kernel.federation.asking`): an answer to a request that began in another browser
names another request.

Source: SAML 2.0 Core 3.4.1; Bindings 3.4.4.1; Profiles 4.1.4.1.
"""

import base64
import hashlib
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from desvelo.kernel.federation.asking import Try
from desvelo.kernel.federation.saml.names import ASSERTION, BY_POST, PERSISTENT, PROTOCOL
from desvelo.kernel.federation.saml.parties import Ours
from desvelo.kernel.sealing import context


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked: *classes* that the provider has to meet, and whether the person is asked *anew*."""

    classes: tuple[str, ...] = ()
    anew: bool = False


def request_id(trying: Try) -> str:
    """Return the name of the request: the answer has to repeat it (an xs:ID, so it begins with a line)."""
    written = context.encode(context.FORMAT, "saml", "request", trying.door, trying.state)
    return f"_{hashlib.sha256(written).hexdigest()}"


def address(sign_on: str, trying: Try, wish: Wish, *, ours: Ours, now: datetime) -> str:
    """Return where the browser goes: the provider's address with the request, deflated, and RelayState."""
    written = request(sign_on, trying, wish, ours=ours, now=now)
    deflated = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    content = deflated.compress(written.encode()) + deflated.flush()
    query = urlencode({"SAMLRequest": base64.b64encode(content).decode(), "RelayState": trying.state})
    return f"{sign_on}{'&' if '?' in sign_on else '?'}{query}"


def request(sign_on: str, trying: Try, wish: Wish, *, ours: Ours, now: datetime) -> str:
    """Return the request itself."""
    classes = "".join(f"<a:AuthnContextClassRef>{escape(each)}</a:AuthnContextClassRef>" for each in wish.classes)
    asked = f'<p:RequestedAuthnContext Comparison="exact">{classes}</p:RequestedAuthnContext>' if classes else ""
    return (
        f'<p:AuthnRequest xmlns:p="{PROTOCOL}" xmlns:a="{ASSERTION}" ID="{request_id(trying)}" Version="2.0"'
        f' IssueInstant="{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" Destination={quoteattr(sign_on)}'
        f' AssertionConsumerServiceURL={quoteattr(ours.answer_to)} ProtocolBinding="{BY_POST}"'
        f' ForceAuthn="{"true" if wish.anew else "false"}">'
        f"<a:Issuer>{escape(ours.entity)}</a:Issuer>"
        f'<p:NameIDPolicy Format="{PERSISTENT}" AllowCreate="true"/>{asked}</p:AuthnRequest>'
    )
