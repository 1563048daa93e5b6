"""The business: its number, its app's subscriptions, its tokens, templates, groups and blocked people.

Source: whatsapp-cloud-api sections 5, 15, 18 and 20.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.buckets import CALLS_PER_HOUR, Buckets
from desvelo.sandbox.clock import Clock
from desvelo.sandbox.config import Config
from desvelo.sandbox.subscriptions import Subscriptions
from desvelo.sandbox.templates import Templates
from desvelo.sandbox.tokens import Tokens

FREE_SERVICE_MESSAGES: Final = 1_000


@dataclass(slots=True, kw_only=True)
class Number:
    """What can be set on the business number."""

    is_registered: bool = True
    pin: str | None = None
    wrong_pins: int = 0
    last_pin_at: float = 0.0
    pin_locked_until: float = 0.0
    registrations: list[float] = field(default_factory=list)
    code: str | None = None
    is_verified: bool = True
    quality: str = "GREEN"
    status: str = "CONNECTED"
    name_status: str = "APPROVED"
    tier: str = "TIER_250"
    throughput: str = "STANDARD"
    public_key: str | None = None
    username: str | None = None
    profile: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    automation: dict[str, Any] = field(default_factory=dict)

    @property
    def checks_identity(self) -> bool:
        """Say whether webhooks carry the hash of the customer's identity key (section 18.5)."""
        asked = self.settings.get("user_identity_change", {})
        return asked.get("enable_identity_key_check") is True or asked.get("enabled") is True


@dataclass(slots=True, kw_only=True)
class Group:
    """A group of the business and up to eight people."""

    id: str
    subject: str
    description: str = ""
    approval: str = "auto_approve"
    invite: str = ""
    created_at: int = 0
    participants: list[str] = field(default_factory=list)


class Account:
    """Everything that belongs to the business and not to a customer."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self.number = Number()
        self.templates = Templates()
        self.template_review = "approve"
        self.tokens = Tokens(config, clock)
        self.subscriptions = Subscriptions(config)
        self.buckets = Buckets(clock)
        self.enforces_limits = config.enforce_limits
        self.groups: dict[str, Group] = {}
        self.uploads: dict[str, bytes] = {}
        self._hours: defaultdict[int, int] = defaultdict(int)
        self._clock = clock
        self.service_deliveries = 0

    def count_call(self) -> int:
        """Count a management call; return how much of this hour's share is used up, in percent."""
        if self.enforces_limits and not self.buckets.management_has_room():
            raise graph_errors.trouble(400, 80007, "Rate limit issues", transient=True)
        hour = int(self._clock.now() // 3_600)
        self._hours[hour] += 1
        return min(100, int(self._hours[hour] * 100 / CALLS_PER_HOUR))
