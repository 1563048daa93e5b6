"""Where webhooks go: the app's own address, and the overrides of the account and of the number.

Source: whatsapp-cloud-api section 5.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from desvelo.sandbox.config import Config

MOST_URL: Final = 200
# What an override catches; everything else always goes to the app's own address.
OVERRIDDEN: Final = frozenset({"calls", "messages", "messaging_handovers"})
FIELDS: Final = (
    *("account_alerts", "account_review_update", "account_settings_update", "account_update", "automatic_events"),
    *("business_capability_update", "business_status_update", "business_username_updates", "calls", "flows"),
    *("group_lifecycle_update", "group_participants_update", "group_settings_update", "group_status_update"),
    *("history", "message_echoes", "message_template_components_update", "message_template_quality_update"),
    *("message_template_status_update", "messages", "messaging_handovers", "partner_solutions"),
    *("payment_configuration_update", "phone_number_name_update", "phone_number_quality_update", "security"),
    *("smb_app_state_sync", "smb_message_echoes", "standby", "template_category_update"),
    *("template_correct_category_detection", "tracking_events", "user_id_update", "user_preferences"),
)
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """An address that answered the challenge."""

    url: str
    verify_token: str


class Subscriptions:
    """The addresses of one app, and the fields it asked for."""

    def __init__(self, config: Config) -> None:
        self._hosts = {*_LOOPBACK, *config.webhook_hosts, urlsplit(config.webhook_url).hostname or ""}
        self.app = Hook(url=config.webhook_url, verify_token=config.verify_token) if config.webhook_url else None
        self.account: Hook | None = None
        self.number: Hook | None = None
        self.fields: tuple[str, ...] = FIELDS
        self.is_on_account = True

    def address(self, field: str) -> str | None:
        """Return where a webhook of *field* goes: number, then account, then app; None when nobody asked for it."""
        if not self.is_on_account or self.app is None:
            return None
        overrides = (self.number, self.account) if field in OVERRIDDEN else ()
        chosen = next((hook for hook in overrides if hook is not None), self.app)
        return chosen.url if field in self.fields or field not in FIELDS else None

    def may_go_to(self, url: str) -> bool:
        """Say whether the sandbox may call an address: this computer, or a host its configuration names."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        return parts.scheme in {"http", "https"} and parts.hostname in self._hosts

    def choose(self, fields: Iterable[str]) -> tuple[str, ...]:
        """Return the fields that do not exist among those asked for, having subscribed to the others when all do."""
        asked = tuple(dict.fromkeys(fields))
        unknown = tuple(one for one in asked if one not in FIELDS)
        if not unknown:
            self.fields = asked
        return unknown
