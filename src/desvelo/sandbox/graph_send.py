"""``/messages``: a message goes out, is marked as read, or is refused.

Source: whatsapp-cloud-api sections 14 and 15.
"""

from dataclasses import replace
from typing import Any

from desvelo.sandbox import error_codes, faults, graph_errors, pricing, send_request, template_match, wire
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.fault_rules import Rule
from desvelo.sandbox.graph_call import Call, Route, Routes, ok
from desvelo.sandbox.http import Response
from desvelo.sandbox.send_request import SendRequest
from desvelo.sandbox.sends import checks
from desvelo.sandbox.shelf import File
from desvelo.sandbox.tokens import MESSAGING
from desvelo.sandbox.world import Message, Phone


class GraphSend:
    """Answers below ``/{number}/messages`` and ``/{number}/marketing_messages``."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._world = conversation.world

    def routes(self) -> Routes:
        """Return what is answered here."""
        return {
            ("number", "POST", "messages"): Route(handler=self._messages, scope=MESSAGING),
            ("number", "POST", "marketing_messages"): Route(handler=self._marketing, scope=MESSAGING),
        }

    async def _messages(self, call: Call) -> Response:
        raw = call.json
        if raw.get("status") == "read":
            return self._receipt(raw, call.version)
        return self._judged(raw, call.version)

    async def _marketing(self, call: Call) -> Response:
        raw = call.json
        wanted = self._read(raw)
        if wanted.kind != "template" or self._category(wanted) != "MARKETING":
            raise _coded(131055)
        return self._judged(raw, call.version)

    def _judged(self, raw: dict[str, Any], version: str) -> Response:
        rule = self._world.faults.take(faults.SENDING, self._addressed(raw))
        refused = faults.refuse(rule)
        if refused is not None:
            return refused
        answer = self._send(self._read(raw), rule)
        return faults.answer_instead(rule) or ok(answer, version, delay_seconds=faults.delay(rule))

    def _addressed(self, raw: dict[str, Any]) -> str | None:
        """Return whom a request names, before it is judged; faults may be bound to them."""
        if raw.get("to"):
            return _digits(str(raw["to"]))
        phone = self._world.by_user_id(str(raw.get("recipient")))
        return phone.wa_id if phone else None

    def _read(self, raw: dict[str, Any]) -> SendRequest:
        return send_request.read(raw, business_number=self._world.config.display_phone_number)

    def _send(self, wanted: SendRequest, rule: Rule | None) -> dict[str, Any]:
        self._require_ready(wanted)
        price = None
        if wanted.kind == "template":
            template = template_match.template_of(wanted.raw["template"], self._world.account.templates)
            if wanted.number is None and wanted.group_id is None and template_match.needs_phone(template):
                raise _coded(131062)
            wanted = wanted.showing(template_match.filled(wanted.raw["template"], template))
            price = pricing.of_template(template.category)
        file = self._uploaded(wanted)
        if wanted.group_id is not None:
            return self._to_group(wanted, file)
        phone = self._reached(wanted)
        message = replace(_message(wanted, phone, file, at=int(self._world.clock.now())), pricing=price)
        self._conversation.business_writes(phone, message, fails=faults.failure(rule))
        found = {"wa_id": phone.wa_id} if wanted.number is not None else {"user_id": phone.user_id}
        accepted = {"message_status": "accepted"} if wanted.kind == "template" else {}
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": wanted.input, **found}],
            "messages": [{"id": message.id, **accepted}],
        }

    def _require_ready(self, wanted: SendRequest) -> None:
        """Refuse what the number may not do now."""
        account = self._world.account
        if not account.number.is_registered:
            raise _coded(133010)
        if wanted.number is not None and wanted.number == _digits(self._world.config.display_phone_number):
            raise _coded(131021)
        if account.enforces_limits and not account.buckets.number_has_room():
            raise _coded(130429)

    def _reached(self, wanted: SendRequest) -> Phone:
        phone = self._phone(wanted)
        if phone.is_blocked:
            raise _coded(130403)
        if self._world.account.enforces_limits and not self._world.account.buckets.pair_has_room(phone.wa_id):
            raise _coded(131056)
        return phone

    def _phone(self, wanted: SendRequest) -> Phone:
        if wanted.number is not None:
            return self._world.dialled(wanted.number)
        phone = self._world.by_user_id(wanted.user_id or "")
        if phone is None:
            raise _coded(131026)
        return phone

    def _to_group(self, wanted: SendRequest, file: File | None) -> dict[str, Any]:
        """Put the message on the phone of every member."""
        group = self._world.account.groups.get(wanted.group_id or "")
        if group is None:
            raise graph_errors.parameter("Group does not exist.", code=131009, title="Parameter value is not valid")
        group_message_id = wire.outbound_id(group.id[:20])
        for wa_id in group.participants:
            phone = self._world.phone(wa_id)
            message = _message(wanted, phone, file, at=int(self._world.clock.now()))
            self._conversation.business_writes(phone, replace(message, id=group_message_id, group_id=group.id))
        return {
            "messaging_product": "whatsapp",
            "contacts": [{"input": wanted.input, "wa_id": group.id}],
            "messages": [{"id": group_message_id, "group_id": group.id}],
        }

    def _category(self, wanted: SendRequest) -> str:
        return template_match.template_of(wanted.raw["template"], self._world.account.templates).category

    def _uploaded(self, wanted: SendRequest) -> File | None:
        """Return the file that was uploaded before; raises GraphError when there is none under its id."""
        file_id = wanted.bubble.file_id
        if file_id is None:
            return None
        file = self._world.shelf.find(file_id, now=self._world.clock.now())
        if file is None or file.side != "out":
            details = f"Param {wanted.kind}['id'] is not a valid whatsapp business account media attachment ID"
            raise graph_errors.invalid(details)
        return file

    def _receipt(self, raw: dict[str, Any], version: str) -> Response:
        message = self._world.messages.get(str(raw.get("message_id")))
        if message is None or message.direction != "in":
            raise graph_errors.parameter("Message ID is not valid.")
        typing = raw.get("typing_indicator")
        if typing is not None:
            checks.one_of(checks.inner(typing, "typing_indicator").get("type"), "typing_indicator type", ("text",))
        self._conversation.business_reads(message, typing=typing is not None)
        return ok({"success": True}, version)


def _message(wanted: SendRequest, phone: Phone, file: File | None, *, at: int) -> Message:
    return Message(
        id=wire.outbound_id(phone.wa_id),
        wa_id=phone.wa_id,
        direction="out",
        kind=wanted.kind,
        at=at,
        status="accepted",
        reply_to=wanted.reply_to,
        opaque=wanted.opaque,
        bubble=wanted.bubble,
        file=file,
        addressed_by_phone=wanted.number is not None,
        key_hash=wanted.key_hash,
        category=wanted.category,
        payload=wanted.raw,
    )


def _coded(code: int) -> graph_errors.GraphError:
    """Return the refusal of the table."""
    known = error_codes.CODES[code]
    error = graph_errors.parameter(error_codes.DETAILS.get(code, known.title), code=code, title=known.title)
    error.status = known.status
    return error


def _digits(number: str) -> str:
    return "".join(letter for letter in number if letter.isdigit())
