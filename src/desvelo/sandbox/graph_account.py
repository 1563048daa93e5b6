"""The account (WABA) and the portfolio above it: what they are, their numbers, and which app hears of them.

Source: whatsapp-cloud-api sections 5 and 20.
"""

from typing import Any, Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.graph_app import verified
from desvelo.sandbox.graph_call import Call, Route, Routes
from desvelo.sandbox.graph_number import number_fields
from desvelo.sandbox.tokens import MANAGEMENT

_DEFAULT: Final = ("id", "name", "timezone_id", "message_template_namespace")
_OF_NUMBERS: Final = ("verified_name", "code_verification_status", "display_phone_number", "quality_rating", "id")


class GraphAccount:
    """Answers below ``/{account}`` and ``/{portfolio}``."""

    def __init__(self, conversation: Conversation) -> None:
        self._world = conversation.world
        self._courier = conversation.courier

    def routes(self) -> Routes:
        """Return what is answered here."""
        return {
            ("account", "GET", ""): Route(handler=self._described, scope=MANAGEMENT),
            ("account", "GET", "phone_numbers"): Route(handler=self._numbers, scope=MANAGEMENT),
            ("account", "GET", "subscribed_apps"): Route(handler=self._apps, scope=MANAGEMENT),
            ("account", "POST", "subscribed_apps"): Route(handler=self._subscribe, scope=MANAGEMENT),
            ("account", "DELETE", "subscribed_apps"): Route(handler=self._unsubscribe, scope=MANAGEMENT),
            ("business", "GET", "owned_whatsapp_business_accounts"): Route(handler=self._owned, scope=MANAGEMENT),
            ("business", "GET", "client_whatsapp_business_accounts"): Route(handler=self._shared, scope=MANAGEMENT),
        }

    async def _described(self, call: Call) -> dict[str, Any]:
        return {**call.chosen(self._fields(), _DEFAULT), "id": self._world.config.waba_id}

    def _fields(self) -> dict[str, object]:
        config = self._world.config
        healthy = {"entity_type": "WABA", "id": config.waba_id, "can_send_message": "AVAILABLE"}
        return {
            "id": config.waba_id,
            "name": config.business_name,
            "timezone_id": "25",
            "currency": "BRL",
            "message_template_namespace": f"sandbox_{config.waba_id}",
            "account_review_status": "APPROVED",
            "business_verification_status": "verified",
            "ownership_type": "SELF",
            "status": "ACTIVE",
            "country": "BR",
            "owner_business_info": {"name": config.business_name, "id": config.business_id},
            "health_status": {"can_send_message": "AVAILABLE", "entities": [healthy]},
        }

    async def _numbers(self, call: Call) -> dict[str, Any]:
        shown = call.chosen(number_fields(self._world), _OF_NUMBERS)
        return {"data": [{**shown, "id": self._world.config.phone_number_id}], "paging": {"cursors": {}}}

    async def _apps(self, _: Call) -> dict[str, Any]:
        subscriptions, config = self._world.account.subscriptions, self._world.config
        if not subscriptions.is_on_account:
            return {"data": []}
        named = {"link": "http://127.0.0.1/", "name": "Desvelo sandbox", "id": config.app_id}
        override = {"override_callback_uri": subscriptions.account.url} if subscriptions.account else {}
        return {"data": [{"whatsapp_business_api_data": named, **override}]}

    async def _subscribe(self, call: Call) -> dict[str, Any]:
        """Subscribe the app, or set an override; without a body the override goes."""
        subscriptions, url = self._world.account.subscriptions, call.parameters.get("override_callback_uri")
        if url and not subscriptions.is_on_account:
            raise graph_errors.parameter("Before override the current callback uri, your app must be subscribed.")
        asked = call.parameters.get("verify_token")
        subscriptions.account = await verified(self._courier, self._world, url, asked) if url else None
        subscriptions.is_on_account = True
        return {"success": True}

    async def _unsubscribe(self, _: Call) -> dict[str, Any]:
        subscriptions = self._world.account.subscriptions
        subscriptions.is_on_account, subscriptions.account = False, None
        return {"success": True}

    async def _owned(self, call: Call) -> dict[str, Any]:
        shown = call.chosen(self._fields(), _DEFAULT)
        return {"data": [{**shown, "id": self._world.config.waba_id}], "paging": {"cursors": {}}}

    async def _shared(self, _: Call) -> dict[str, Any]:
        return {"data": []}
