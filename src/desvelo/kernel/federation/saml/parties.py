"""Who takes part in a sign-in by SAML, and what is known of them; nothing here needs the extra."""

from dataclasses import dataclass
from datetime import datetime

from desvelo.kernel.federation.id_token import Asserted


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """How we are known at a provider, and where it sends people back to."""

    entity: str
    answer_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Who a provider is, where people are sent (HTTP-Redirect), and its certificates, each as base64 of DER."""

    entity: str
    sign_on: str
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Who has to have said it, for whom, signed with what."""

    entity: str
    ours: Ours
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Whom an assertion means and how they showed it; *answers* is the request, *name* its own, good until *until*."""

    asserted: Asserted
    answers: str
    name: str
    until: datetime
