"""The business number: what it says of itself, its profile, settings, username and keys.

Source: whatsapp-cloud-api sections 5, 18.5, 18.6, 19 and 20.
"""

import re
from typing import Any, Final

from desvelo.sandbox import flows, graph_errors
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.graph_app import verified
from desvelo.sandbox.graph_call import Call, Route, Routes
from desvelo.sandbox.tokens import MANAGEMENT
from desvelo.sandbox.world import World

_DEFAULT: Final = ("verified_name", "display_phone_number", "quality_rating")
_PROFILE: Final = {"about": 139, "address": 256, "description": 512, "email": 128, "vertical": 64}
_PROFILE_MORE: Final = frozenset({"profile_picture_handle", "profile_picture_url", "websites"})
_FEATURES: Final = (
    *("user_identity_change", "storage_configuration", "payload_encryption", "calling"),
    *("display_name_settings", "phone_number_privacy"),
)
_REGIONS: Final = frozenset(["AU", "ID", "IN", "JP", "SG", "KR", "DE", "CH", "GB", "BR", "BH", "ZA", "AE", "CA"])
_STORAGE: Final = ("IN_COUNTRY_STORAGE_ENABLED", "IN_COUNTRY_STORAGE_DISABLED", "NO_STORAGE_ENABLED")
_USERNAME = re.compile(r"(?!www\.)[a-z0-9._]{3,35}", re.ASCII)
# Fields whose value never changes here.
_ALWAYS: Final[dict[str, object]] = {
    "account_mode": "LIVE",
    "certificate": "",
    "country_code": "BR",
    "eligibility_for_api_business_global_search": "ELIGIBLE",
    "host_platform": "CLOUD_API",
    "is_on_biz_app": False,
    "is_preverified_number": False,
    "last_onboarded_time": "2026-09-01T12:00:00+0000",
    "new_certificate": "",
    "new_display_name": "",
    "new_name_status": "NONE",
    "search_visibility": "NON_VISIBLE",
}
_MAX_WEBSITES: Final = 2
_MAX_PROMPTS: Final = 4


class GraphNumber:
    """Answers below ``/{number}``."""

    def __init__(self, conversation: Conversation) -> None:
        self._world = conversation.world
        self._courier = conversation.courier

    def routes(self) -> Routes:
        """Return what is answered here."""
        found = {
            ("GET", ""): self._described,
            ("GET", "settings"): self._settings,
            ("POST", "settings"): self._set,
            ("GET", "whatsapp_business_profile"): self._profile,
            ("POST", "whatsapp_business_profile"): self._set_profile,
            ("GET", "whatsapp_business_encryption"): self._key,
            ("POST", "whatsapp_business_encryption"): self._set_key,
            ("POST", "conversational_automation"): self._automate,
            ("GET", "username"): self._username,
            ("POST", "username"): self._set_username,
            ("DELETE", "username"): self._drop_username,
        }
        return {("number", *named): Route(handler=handler, scope=MANAGEMENT) for named, handler in found.items()}

    async def _described(self, call: Call) -> dict[str, Any]:
        return {**call.chosen(number_fields(self._world), _DEFAULT), "id": self._world.config.phone_number_id}

    async def override(self, configuration: Any) -> None:
        """Set or remove the override of this number; an empty address removes it."""
        if not isinstance(configuration, dict) or "override_callback_uri" not in configuration:
            raise graph_errors.missing("webhook_configuration['override_callback_uri']")
        url, subscriptions = configuration["override_callback_uri"], self._world.account.subscriptions
        asked = configuration.get("verify_token")
        subscriptions.number = await verified(self._courier, self._world, url, asked) if url else None

    async def _settings(self, _: Call) -> dict[str, Any]:
        return dict(self._world.account.number.settings)

    async def _set(self, call: Call) -> dict[str, Any]:
        """Set one feature; Meta takes one a request."""
        given = {name: value for name, value in call.json.items() if name != "messaging_product"}
        if len(given) != 1 or next(iter(given)) not in _FEATURES:
            raise graph_errors.parameter(f"Exactly one of {{{', '.join(_FEATURES)}}} is set by a request.")
        ((name, value),) = given.items()
        if not isinstance(value, dict):
            raise graph_errors.parameter(f"Param {name} must be an object.")
        if name == "storage_configuration":
            _judge_storage(value, is_registered=self._world.account.number.is_registered)
        self._world.account.number.settings[name] = value
        return {"success": True}

    async def _profile(self, call: Call) -> dict[str, Any]:
        kept = {"messaging_product": "whatsapp", "vertical": "OTHER", **self._world.account.number.profile}
        asked = [name for name in call.request.query.get("fields", "").split(",") if name]
        for name in asked:
            if name not in {*_PROFILE, *_PROFILE_MORE}:
                raise graph_errors.no_such_field(name)
        return {
            "data": [
                {name: value for name, value in kept.items() if not asked or name in {*asked, "messaging_product"}}
            ]
        }

    async def _set_profile(self, call: Call) -> dict[str, Any]:
        call.require_product()
        given = {name: value for name, value in call.json.items() if name != "messaging_product"}
        for name, value in given.items():
            if name in _PROFILE and (not isinstance(value, str) or len(value) > _PROFILE[name]):
                raise graph_errors.parameter(f"Param {name} must be at most {_PROFILE[name]} characters long.")
            if name not in {*_PROFILE, *_PROFILE_MORE}:
                raise graph_errors.parameter(f'Unexpected key "{name}".')
        if len(given.get("websites", [])) > _MAX_WEBSITES:
            raise graph_errors.parameter("Param websites must be at most two.")
        self._world.account.number.profile |= given
        return {"success": True}

    async def _key(self, _: Call) -> dict[str, Any]:
        key = self._world.account.number.public_key
        return {"data": [{"business_public_key": key, "business_public_key_signature_status": "VALID"}] if key else []}

    async def _set_key(self, call: Call) -> dict[str, Any]:
        key = call.parameters.get("business_public_key")
        if not isinstance(key, str) or not flows.is_key(key):
            raise graph_errors.parameter("Param business_public_key must be a 2048-bit RSA public key in PEM format.")
        self._world.account.number.public_key = key
        return {"success": True}

    async def _automate(self, call: Call) -> dict[str, Any]:
        prompts = call.json.get("prompts", [])
        if not isinstance(prompts, list) or len(prompts) > _MAX_PROMPTS:
            raise graph_errors.parameter("Param prompts must be an array of at most 4.")
        self._world.account.number.automation = call.json
        return {"success": True}

    async def _username(self, _: Call) -> dict[str, Any]:
        username = self._world.account.number.username
        return {"username": username, "status": "approved"} if username else {"status": "deleted"}

    async def _set_username(self, call: Call) -> dict[str, Any]:
        username = call.parameters.get("username")
        if not isinstance(username, str) or not _USERNAME.fullmatch(username):
            raise graph_errors.parameter("The username is not valid.", code=147001, title="Username not valid")
        self._world.account.number.username = username
        return {"success": True}

    async def _drop_username(self, _: Call) -> dict[str, Any]:
        self._world.account.number.username = None
        return {"success": True}


def number_fields(world: World) -> dict[str, object]:
    """Return everything the number may be asked for."""
    config, number = world.config, world.account.number
    return {
        **_ALWAYS,
        **_registered(world),
        "id": config.phone_number_id,
        "verified_name": config.business_name,
        "display_phone_number": config.display_phone_number,
        "quality_rating": number.quality,
        "quality_score": {"score": number.quality},
        "code_verification_status": "VERIFIED" if number.is_verified else "NOT_VERIFIED",
        "name_status": number.name_status,
        "is_pin_enabled": number.pin is not None,
        "country_dial_code": config.display_phone_number.lstrip("+")[:2],
        "throughput": {"level": number.throughput},
        "is_official_business_account": config.official_business_account,
        "whatsapp_business_manager_messaging_limit": number.tier,
        "messaging_limit_tier": number.tier,
        "conversational_automation": number.automation,
        "username": number.username or "",
        "webhook_configuration": _hooks(world),
    }


def _registered(world: World) -> dict[str, object]:
    """Return what depends on whether the number is registered."""
    number, number_id = world.account.number, world.config.phone_number_id
    can = "AVAILABLE" if number.is_registered else "BLOCKED"
    entity = {"entity_type": "PHONE_NUMBER", "id": number_id, "can_send_message": can}
    return {
        "status": number.status if number.is_registered else "DISCONNECTED",
        "platform_type": "CLOUD_API" if number.is_registered else "NOT_APPLICABLE",
        "health_status": {"can_send_message": can, "entities": [entity]},
    }


def _hooks(world: World) -> dict[str, str]:
    """Return where webhooks of this number go, by whose setting."""
    subscriptions = world.account.subscriptions
    hooks = {
        "phone_number": subscriptions.number,
        "whatsapp_business_account": subscriptions.account,
        "application": subscriptions.app,
    }
    return {name: hook.url for name, hook in hooks.items() if hook is not None}


def _judge_storage(value: dict[str, Any], *, is_registered: bool) -> None:
    if value.get("status") not in _STORAGE:
        raise graph_errors.parameter(f"Param status must be one of {{{', '.join(_STORAGE)}}}.")
    if value["status"] == "IN_COUNTRY_STORAGE_ENABLED":
        if is_registered:
            raise graph_errors.parameter("Local storage can only be set while the number is not registered.")
        if value.get("data_localization_region") not in _REGIONS:
            raise graph_errors.parameter("Param data_localization_region is not a region.")
