"""Groups: only an Official Business Account has them, with at most eight people in each.

Source: whatsapp-cloud-api sections 7, 16 (131201 to 131215) and 20.
"""

from secrets import token_hex, token_urlsafe
from typing import Any, Final

from desvelo.sandbox import graph_errors, webhooks
from desvelo.sandbox.account import Group
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.graph_call import Call, Route, Routes
from desvelo.sandbox.sends import checks
from desvelo.sandbox.tokens import MESSAGING

MOST_PEOPLE: Final = 8
MAX_SUBJECT: Final = 128
MAX_DESCRIPTION: Final = 2_048
_APPROVALS: Final = ("auto_approve", "approval_required")
_DEFAULT: Final = ("id", "subject", "description", "creation_timestamp", "total_participant_count", "participants")


class GraphGroups:
    """Answers to ``/{number}/groups`` and below each group."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._world = conversation.world

    def routes(self) -> Routes:
        """Return what is answered here."""
        return {
            ("number", "GET", "groups"): Route(handler=self._listed, scope=MESSAGING),
            ("number", "POST", "groups"): Route(handler=self._create, scope=MESSAGING),
        }

    async def _listed(self, _: Call) -> dict[str, Any]:
        found = self._world.account.groups.values()
        groups = [{"id": one.id, "subject": one.subject, "created_at": str(one.created_at)} for one in found]
        return {"data": {"groups": groups}, "paging": {"cursors": {}}}

    async def _create(self, call: Call) -> dict[str, Any]:
        if not self._world.config.official_business_account:
            raise graph_errors.parameter(
                "The Groups API needs an Official Business Account.", code=131215, title="Not eligible"
            )
        call.require_product()
        group = Group(
            id="group" + token_hex(16),
            subject=checks.bounded(call.json.get("subject"), "subject", MAX_SUBJECT),
            description=checks.optional(call.json.get("description"), "description", MAX_DESCRIPTION),
            approval=checks.one_of(
                call.json.get("join_approval_mode", "auto_approve"), "join_approval_mode", _APPROVALS
            ),
            created_at=int(self._world.clock.now()),
        )
        self._world.account.groups[group.id] = group
        request_id = token_hex(16)
        created = {"subject": group.subject, "description": group.description, "invite_link": _link(group)}
        self._tell(group, "group_lifecycle_update", {"type": "group_create", "request_id": request_id, **created})
        return {"messaging_product": "whatsapp", "request_id": request_id}

    def of_group(self, call: Call) -> dict[str, Any]:
        """Answer about one group; raises GraphError."""
        group = self._world.account.groups[call.object_id]
        match call.request.method, call.edge:
            case "GET", "":
                return call.chosen(self._fields(group), _DEFAULT)
            case "GET", "invite_link":
                return {"messaging_product": "whatsapp", "invite_link": _link(group)}
            case "POST", "invite_link":
                group.invite = ""
                return {"messaging_product": "whatsapp", "invite_link": _link(group)}
            case "POST", "":
                return self._rename(group, call)
            case "DELETE", "":
                return self._delete(group)
            case "DELETE", "participants":
                return self._remove(group, call)
        raise graph_errors.no_such_object(call.request.method.lower(), call.object_id)

    def join(self, group: Group, wa_id: str) -> None:
        """Let somebody in by the link; raises GraphError when the group is full."""
        if len(group.participants) >= MOST_PEOPLE:
            raise graph_errors.parameter("The group is full.", code=131209, title="Group is full")
        if wa_id not in group.participants:
            group.participants.append(wa_id)
        phone = self._world.phone(wa_id)
        added = [{"wa_id": wa_id, "user_id": phone.user_id}]
        change = {"type": "group_participants_add", "reason": "invite_link", "added_participants": added}
        self._tell(group, "group_participants_update", change)

    def _rename(self, group: Group, call: Call) -> dict[str, Any]:
        group.subject = checks.optional(call.json.get("subject"), "subject", MAX_SUBJECT) or group.subject
        group.description = (
            checks.optional(call.json.get("description"), "description", MAX_DESCRIPTION) or group.description
        )
        change = {"type": "group_settings_update", "group_subject": {"text": group.subject, "update_successful": True}}
        self._tell(group, "group_settings_update", change)
        return {"messaging_product": "whatsapp", "request_id": token_hex(16)}

    def _delete(self, group: Group) -> dict[str, Any]:
        del self._world.account.groups[group.id]
        self._tell(group, "group_lifecycle_update", {"type": "group_delete"})
        return {"messaging_product": "whatsapp", "request_id": token_hex(16)}

    def _remove(self, group: Group, call: Call) -> dict[str, Any]:
        listed = call.json.get("participants")
        named = {str(one.get("user")) for one in listed if isinstance(one, dict)} if isinstance(listed, list) else set()
        gone = [wa_id for wa_id in group.participants if wa_id in named]
        group.participants = [wa_id for wa_id in group.participants if wa_id not in named]
        removed = [{"input": wa_id, "wa_id": wa_id} for wa_id in gone]
        change = {"type": "group_participants_remove", "initiated_by": "business", "removed_participants": removed}
        self._tell(group, "group_participants_update", change)
        return {"messaging_product": "whatsapp", "request_id": token_hex(16)}

    def _fields(self, group: Group) -> dict[str, object]:
        return {
            "messaging_product": "whatsapp",
            "id": group.id,
            "subject": group.subject,
            "description": group.description,
            "creation_timestamp": group.created_at,
            "suspended": False,
            "total_participant_count": len(group.participants),
            "participants": [{"wa_id": wa_id} for wa_id in group.participants],
            "join_approval_mode": group.approval,
        }

    def _tell(self, group: Group, field: str, change: dict[str, Any]) -> None:
        told = {"timestamp": str(int(self._world.clock.now())), "group_id": group.id, **change}
        body = webhooks.envelope(self._world.config, {"groups": [told]}, field=field)
        self._conversation.courier.post(body, lane="account", what=field, field=field)


def _link(group: Group) -> str:
    """Return the link that lets people in, made when it is first asked for."""
    group.invite = group.invite or token_urlsafe(16)
    return f"https://chat.whatsapp.com/{group.invite}"
