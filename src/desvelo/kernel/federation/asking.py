"""How a person is sent to an identity provider, and what ties the way back to the browser that left.

The verifier of PKCE and the nonce follow from two secrets, one that only the browser keeps and one that travels as
``state``: they need not be stored, and whoever has one of the two alone can compute neither.

Source: OpenID Connect Core 1.0 section 3.1.2.1; RFC 7636 sections 4.1 and 4.2; RFC 9700 section 2.1.1.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from desvelo.kernel.federation.discovery import Discovery
from desvelo.kernel.sealing import context

SCOPE = "openid"
"""Nothing else is asked for: who it is says the subject, and what people are called is known here already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One way to a provider and back: *door* stays in the browser, *state* goes along."""

    door: str
    state: str

    @property
    def verifier(self) -> str:
        """What the token endpoint is shown (43 characters)."""
        return self._derived("verifier")

    @property
    def challenge(self) -> str:
        """What the provider is told at first: the verifier's SHA-256."""
        return _encoded(hashlib.sha256(self.verifier.encode()).digest())

    @property
    def nonce(self) -> str:
        """What the ID token has to repeat."""
        return self._derived("nonce")

    def _derived(self, what: str) -> str:
        return _encoded(hashlib.sha256(context.encode(context.FORMAT, "oidc", what, self.door, self.state)).digest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of the provider: how old the sign-in may be, which classes, whether the person is asked anew."""

    max_age: timedelta
    acr: tuple[str, ...] = ()
    anew: bool = False


def address(discovery: Discovery, trying: Try, wish: Wish, *, client_id: str, redirect_uri: str) -> str:
    """Return where the browser goes."""
    query = {
        "response_type": "code",
        "scope": SCOPE,
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "state": trying.state,
        "nonce": trying.nonce,
        "code_challenge": trying.challenge,
        "code_challenge_method": "S256",
        "max_age": str(int(wish.max_age.total_seconds())),
        **({"acr_values": " ".join(wish.acr)} if wish.acr else {}),
        **({"prompt": "login"} if wish.anew else {}),
    }
    joint = "&" if "?" in discovery.authorization_endpoint else "?"
    return f"{discovery.authorization_endpoint}{joint}{urlencode(query)}"


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
