"""The control interface: plays the customers and Meta, winds the clock, breaks things, and shows what was delivered.

The acts stand in ``control_customers``, ``control_business`` and ``control_flows``; ``docs/sandbox.md`` tells how to
call them.
"""

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from desvelo.sandbox import events, faults, kinds
from desvelo.sandbox.control_business import ControlBusiness
from desvelo.sandbox.control_customers import ControlCustomers
from desvelo.sandbox.control_flows import ControlFlows
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.http import Refusal, Request, Response, as_json

_PHONE_MESSAGES = re.compile(r"/control/phones/([0-9]{8,15})/messages", re.ASCII)
_ROOT: Final = "/control/"
_Handler: TypeAlias = Callable[[dict[str, Any]], Awaitable[object]]


class Control:
    """Answers below ``/control``."""

    def __init__(self, conversation: Conversation) -> None:
        self._world = conversation.world
        self._courier = conversation.courier
        business, customers = ControlBusiness(conversation), ControlCustomers(conversation)
        self._posts: dict[str, _Handler] = {**business.posts, **customers.posts, **ControlFlows(conversation).posts}
        self._gets: dict[str, Callable[[], object]] = {
            "deliveries": self._deliveries,
            "faults": self._faults,
            "kinds": _kinds,
            "phones": self._phones,
        }

    async def answer(self, request: Request) -> Response:
        """Return the answer to a control request; raises Refusal."""
        act = request.path.removeprefix(_ROOT)
        if request.method == "GET":
            return as_json(self._get(request.path, act))
        handler = self._posts.get(act)
        if request.method != "POST" or handler is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "No such control.")
        raw = request.json()
        if act == "messages":
            raw["origin"] = f"http://{request.headers.get('host', '')}"
        return as_json(await handler(raw))

    def _get(self, path: str, act: str) -> object:
        if act in self._gets:
            return self._gets[act]()
        found = _PHONE_MESSAGES.fullmatch(path)
        if found is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "No such control.")
        phone = self._world.phones.get(found[1])
        return {"messages": [message.told() for message in phone.messages] if phone else []}

    def _deliveries(self) -> object:
        listed = [one.shown() for one in self._courier.deliveries]
        return {"verification": self._courier.verification(), "deliveries": listed}

    def _phones(self) -> object:
        return {"phones": [phone.shown() for phone in self._world.phones.values()]}

    def _faults(self) -> object:
        return {"known": list(faults.KINDS), "rules": [rule.shown() for rule in self._world.faults.rules]}


def _kinds() -> object:
    """Say what can be made without giving any content."""
    files = ("audio", "document", "image", "sticker", "video")
    return {
        "messages": [*files, *kinds.EXAMPLES],
        "interactive": list(kinds.INTERACTIVE),
        "fields": list(events.FIELDS),
    }
