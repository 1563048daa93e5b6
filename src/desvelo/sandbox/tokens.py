"""Access tokens: whose they are, what they may do, and until when.

Source: whatsapp-cloud-api sections 18.1 and 18.2.
"""

import hmac
from dataclasses import dataclass
from secrets import token_hex
from typing import Final, Literal

from desvelo.sandbox.clock import Clock
from desvelo.sandbox.config import Config

MANAGEMENT: Final = "whatsapp_business_management"
MESSAGING: Final = "whatsapp_business_messaging"
SCOPES: Final = (MANAGEMENT, MESSAGING)
Kind = Literal["SYSTEM_USER", "USER", "APP"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token; *expires_at* is 0 when it never does."""

    value: str
    kind: Kind = "SYSTEM_USER"
    scopes: tuple[str, ...] = SCOPES
    expires_at: int = 0
    issued_at: int = 1_790_000_000

    def may(self, scope: str) -> bool:
        """Say whether the token carries a permission; the app's own token manages the app."""
        return self.kind == "APP" or scope in self.scopes


class Tokens:
    """The tokens of one account."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self._clock = clock
        self.app_token = Token(value=f"{config.app_id}|{config.app_secret}", kind="APP", scopes=())
        self._known = [Token(value=config.access_token), self.app_token]

    def issue(self, *, kind: Kind, scopes: tuple[str, ...], lives_seconds: int) -> Token:
        """Make a new token; it never expires when *lives_seconds* is 0."""
        now = int(self._clock.now())
        token = Token(
            value="EAA" + token_hex(24),
            kind=kind,
            scopes=scopes,
            expires_at=now + lives_seconds if lives_seconds else 0,
            issued_at=now,
        )
        self._known.append(token)
        return token

    def revoke(self, value: str) -> bool:
        """Forget a token; False when there was none."""
        before = len(self._known)
        self._known = [one for one in self._known if one.value != value]
        return len(self._known) < before

    def find(self, value: str) -> Token | None:
        """Return the token with this value, expired or not; every one is compared in constant time."""
        found = [one for one in self._known if hmac.compare_digest(one.value.encode(), value.encode())]
        return found[0] if found else None

    def is_expired(self, token: Token) -> bool:
        """Say whether the token's time is over."""
        return token.expires_at != 0 and self._clock.now() >= token.expires_at
