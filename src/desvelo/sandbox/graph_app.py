"""The app: where its webhooks go, and the files it uploads as examples for templates.

Source: whatsapp-cloud-api sections 2, 5 and 20; Graph API, "Resumable Upload", read November 2026.
"""

from typing import Any
from urllib.parse import urlsplit

from desvelo.sandbox import graph_errors
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.courier import Courier
from desvelo.sandbox.graph_call import Call, Route, Routes
from desvelo.sandbox.subscriptions import MOST_URL, Hook
from desvelo.sandbox.tokens import MANAGEMENT
from desvelo.sandbox.wire import trace_id
from desvelo.sandbox.world import World

_OBJECT = "whatsapp_business_account"
_TYPES = frozenset({"application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4"})


class GraphApp:
    """Answers below ``/{app}``."""

    def __init__(self, conversation: Conversation) -> None:
        self._world = conversation.world
        self._courier = conversation.courier

    def routes(self) -> Routes:
        """Return what is answered here."""
        return {
            ("app", "GET", "subscriptions"): Route(handler=self._listed, scope=MANAGEMENT),
            ("app", "POST", "subscriptions"): Route(handler=self._subscribe, scope=MANAGEMENT),
            ("app", "DELETE", "subscriptions"): Route(handler=self._unsubscribe, scope=MANAGEMENT),
            ("app", "POST", "uploads"): Route(handler=self._begin_upload, scope=MANAGEMENT),
        }

    async def _listed(self, call: Call) -> dict[str, Any]:
        subscriptions = self._world.account.subscriptions
        if subscriptions.app is None:
            return {"data": []}
        fields = [{"name": name, "version": call.version} for name in subscriptions.fields]
        return {"data": [{"object": _OBJECT, "callback_url": subscriptions.app.url, "active": True, "fields": fields}]}

    async def _subscribe(self, call: Call) -> dict[str, Any]:
        if call.token.kind != "APP":
            raise graph_errors.GraphError(400, "(#15) This method must be called with an app access_token", code=15)
        asked = call.parameters
        if asked.get("object") != _OBJECT:
            raise graph_errors.parameter(f"Param object must be {_OBJECT}.")
        hook = await verified(self._courier, self._world, asked.get("callback_url"), asked.get("verify_token"))
        subscriptions = self._world.account.subscriptions
        unknown = subscriptions.choose(_fields(asked.get("fields", "")))
        if unknown:
            raise graph_errors.parameter(f"Param fields holds unknown fields: {', '.join(unknown)}.")
        subscriptions.app = hook
        self._courier.registered()
        return {"success": True}

    async def _unsubscribe(self, _: Call) -> dict[str, Any]:
        self._world.account.subscriptions.app = None
        return {"success": True}

    async def _begin_upload(self, call: Call) -> dict[str, Any]:
        if call.parameters.get("file_type") not in _TYPES:
            raise graph_errors.parameter(f"Param file_type must be one of {{{', '.join(sorted(_TYPES))}}}.")
        upload_id = f"upload:{trace_id()}"
        self._world.account.uploads[upload_id] = b""
        return {"id": upload_id}

    def of_upload(self, call: Call) -> dict[str, Any]:
        """Take the bytes of an upload, or say how many there are."""
        uploads = self._world.account.uploads
        if call.request.method == "GET":
            return {"id": call.object_id, "file_offset": len(uploads[call.object_id])}
        uploads[call.object_id] += call.request.body
        return {"h": f"4::{trace_id()}"}


async def verified(courier: Courier, world: World, url: object, verify_token: object) -> Hook:
    """Return an address that answered the challenge; raises GraphError."""
    if not isinstance(url, str) or not url or not isinstance(verify_token, str) or not verify_token:
        raise graph_errors.parameter("A callback needs an address and a verify_token.")
    if len(url) > MOST_URL:
        raise graph_errors.parameter(f"Param override_callback_uri must be at most {MOST_URL} characters long.")
    if not world.account.subscriptions.may_go_to(url):
        host = urlsplit(url).hostname or url
        raise _unverified(f"The sandbox does not call {host}; name it in webhook_hosts.")
    hook = Hook(url=url, verify_token=verify_token)
    if not await courier.challenges(hook):
        raise _unverified(f"HTTP Status Code = {courier.verify_codes[-1]}; the challenge did not come back.")
    return hook


def _unverified(why: str) -> graph_errors.GraphError:
    message = f"(#2200) Callback verification failed with the following errors: {why}"
    return graph_errors.GraphError(400, message, code=2200)


def _fields(given: object) -> list[str]:
    listed = given if isinstance(given, list) else str(given).split(",")
    return [str(one).strip() for one in listed if str(one).strip()]
