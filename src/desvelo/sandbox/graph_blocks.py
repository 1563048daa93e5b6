"""People the business blocked.

Source: whatsapp-cloud-api section 18.8 and the codes 139100 to 139103.
"""

from typing import Any, Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.graph_call import Call, Route, Routes
from desvelo.sandbox.tokens import MESSAGING
from desvelo.sandbox.world import WINDOW_SECONDS, Phone

_MOST: Final = 1_000


class GraphBlocks:
    """Answers to ``/{number}/block_users``."""

    def __init__(self, conversation: Conversation) -> None:
        self._world = conversation.world

    def routes(self) -> Routes:
        """Return what is answered here."""
        found = {"GET": self._listed, "POST": self._block, "DELETE": self._unblock}
        return {
            ("number", verb, "block_users"): Route(handler=handler, scope=MESSAGING) for verb, handler in found.items()
        }

    async def _listed(self, _: Call) -> dict[str, Any]:
        blocked = [phone for phone in self._world.phones.values() if phone.is_blocked]
        data = [{"messaging_product": "whatsapp", **_named(phone)} for phone in blocked]
        return {"data": data, "paging": {"cursors": {}}}

    async def _block(self, call: Call) -> dict[str, Any]:
        return self._changed(call, to=True)

    async def _unblock(self, call: Call) -> dict[str, Any]:
        return self._changed(call, to=False)

    def _changed(self, call: Call, *, to: bool) -> dict[str, Any]:
        call.require_product()
        done: list[dict[str, Any]] = []
        failed: list[dict[str, Any]] = []
        for given in self._asked(call):
            phone = self._phone(given)
            word = str(given.get("user") or given.get("user_id") or "")
            reason = self._refusal(phone, to=to)
            if phone is None or reason is not None:
                failed.append({"input": word, "errors": [{"code": 131047 if phone else 131026, "message": reason}]})
                continue
            phone.is_blocked = to
            done.append({"input": word, **_named(phone)})
        lists = {"added_users" if to else "removed_users": done}
        if failed:
            raise _partly({**lists, "failed_users": failed})
        return {"messaging_product": "whatsapp", "block_users": lists}

    def _asked(self, call: Call) -> list[dict[str, Any]]:
        given = call.json.get("block_users")
        if (
            not isinstance(given, list)
            or not 1 <= len(given) <= _MOST
            or not all(isinstance(one, dict) for one in given)
        ):
            raise graph_errors.missing("block_users")
        return given

    def _phone(self, given: dict[str, Any]) -> Phone | None:
        """Return whom an entry names; a phone wins over a user id."""
        if given.get("user"):
            digits = "".join(letter for letter in str(given["user"]) if letter.isdigit())
            return self._world.phones.get(digits)
        return self._world.by_user_id(str(given.get("user_id")))

    def _refusal(self, phone: Phone | None, *, to: bool) -> str | None:
        if phone is None:
            return "The user is not known."
        wrote = phone.last_wrote_at is not None and self._world.clock.now() - phone.last_wrote_at < WINDOW_SECONDS
        return None if wrote or not to else "The user has not written in the last 24 hours."


def _named(phone: Phone) -> dict[str, str]:
    number = {} if phone.identity in {"hidden", "empty"} else {"wa_id": phone.wa_id}
    return {**number, **({} if phone.identity == "phone" else {"user_id": phone.user_id})}


def _partly(lists: dict[str, Any]) -> graph_errors.GraphError:
    """Return the refusal that still says who was and who was not."""
    error = graph_errors.parameter(
        "Some users could not be changed.", code=139100, title="Failed to block/unblock users"
    )
    error.beside = {"messaging_product": "whatsapp", "block_users": lists}
    return error
