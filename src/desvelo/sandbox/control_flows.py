"""Flows in the control interface: WhatsApp asks an endpoint, rightly or wrongly sealed.

``POST /control/flow``  {url, flow_token?, action? ("ping", "INIT", "BACK", "data_exchange"), screen?, data?, version?,
                        spoil? ("key": the endpoint must answer 421; "signature": 432)}      -> {status, answer}
"""

from typing import Any, Final

from desvelo.sandbox import flows, given, wire
from desvelo.sandbox.conversation import Conversation

_ACTIONS: Final = ("ping", "INIT", "BACK", "data_exchange")
_SPOILT: Final = ("nothing", "key", "signature")


class ControlFlows:
    """Plays WhatsApp towards a Flows endpoint."""

    def __init__(self, conversation: Conversation) -> None:
        self._world = conversation.world
        self._courier = conversation.courier
        self.posts = {"flow": self._flow}

    async def _flow(self, raw: dict[str, Any]) -> object:
        key, url = self._world.account.number.public_key, given.field(raw, "url", str)
        if key is None:
            raise given.wrong("Upload the endpoint's key first: POST /{number}/whatsapp_business_encryption.")
        if not self._world.account.subscriptions.may_go_to(url):
            raise given.wrong("The sandbox does not call this address; name its host in webhook_hosts.")
        spoil = given.one_of(raw, "spoil", _SPOILT, default="nothing")
        request = flows.sealed(key, _content(raw), to_somebody_else=spoil == "key")
        body = wire.dump(request.content)
        secret = "not the secret" if spoil == "signature" else self._world.config.app_secret
        status, answer = await self._courier.ask(url, body, wire.signature(secret, body))
        return {"status": status, "answer": _opened(request, answer)}


def _content(raw: dict[str, Any]) -> dict[str, Any]:
    action = given.one_of(raw, "action", _ACTIONS, default="ping")
    content = {"version": given.field(raw, "version", str, default="3.0"), "action": action}
    if action == "ping":
        return content
    more = {"screen": given.field(raw, "screen", str, default=""), "data": given.field(raw, "data", dict, default={})}
    return {**content, **more, "flow_token": given.field(raw, "flow_token", str, default="unused")}


def _opened(request: flows.Sealed, answer: bytes) -> object:
    try:
        return flows.opened(request, answer)
    except flows.Unreadable:
        return None
