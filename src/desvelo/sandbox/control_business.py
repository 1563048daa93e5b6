"""Meta's side of the control interface: time, faults, tokens, templates, events, statuses, and what was delivered.

``POST /control/clock``        {advance_seconds}                                                          -> {now}
``POST /control/settings``     {auto_read?, limits?, template_review? ("approve", "reject", "hold")}
``POST /control/fault``        {kind, times?}: the one fault of sending, or of files; "none" ends it
``POST /control/faults``       {kind, recipient?, times?, after?, probability?, seed?, seconds?, copies?}  -> the rule
``GET  /control/faults``       the rules, and how often each struck
``POST /control/faults/clear`` no more faults
``POST /control/status``       {wamid, status, code?}: any status, at any time
``POST /control/event``        {field, value?, wa_id?}: any webhook field; without value, its example
``POST /control/template``     {name, language?, text?, components?, status?, quality?, event?}: Meta decides
``POST /control/token``        {scopes?, lives_seconds?, kind?}                                           -> {token}
``POST /control/revoke-token`` {token}
``POST /control/number``       {quality?, tier?, throughput?, status?, name_status?, pin?, is_registered?, is_verified?}
``POST /control/join-group``   {group_id, wa_id}
``GET  /control/deliveries``   verification, attempts and codes
``POST /control/repeat``       {id}: the same bytes once more
``POST /control/raw``          {body, signature? ("valid", "wrong", "missing", "truncated"), secret?}     -> {code, ms}
``POST /control/author``       {wamid, author}: whose name the bubble shows
``POST /control/reset``        forget everything
"""

from typing import Any, Final, get_args

from desvelo.sandbox import error_codes, events, faults, given, template_rules, wire
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.fault_rules import Asked
from desvelo.sandbox.graph_errors import GraphError
from desvelo.sandbox.graph_groups import GraphGroups
from desvelo.sandbox.graph_templates import GraphTemplates
from desvelo.sandbox.subscriptions import FIELDS
from desvelo.sandbox.templates import QUALITIES, STATUSES, Template, variables
from desvelo.sandbox.tokens import SCOPES, Kind

_REVIEWS: Final = ("approve", "reject", "hold")
_TOLD: Final = ("accepted", "sent", "delivered", "read", "played", "failed", "deleted")
_OF_NUMBER: Final = {
    "quality": str,
    "tier": str,
    "throughput": str,
    "status": str,
    "name_status": str,
    "pin": str,
    "is_registered": bool,
    "is_verified": bool,
}
_SOMEBODY: Final = "5511900000000"


class ControlBusiness:
    """Plays Meta."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._world = conversation.world
        self._courier = conversation.courier
        self._templates = GraphTemplates(conversation)
        self._groups = GraphGroups(conversation)
        self.posts = {
            "clock": self._clock,
            "settings": self._settings,
            "fault": self._fault,
            "faults": self._add_fault,
            "faults/clear": self._clear_faults,
            "status": self._status,
            "event": self._event,
            "template": self._template,
            "token": self._token,
            "revoke-token": self._revoke_token,
            "number": self._number,
            "join-group": self._join_group,
            "repeat": self._repeat,
            "raw": self._raw,
            "author": self._author,
            "reset": self._reset,
        }

    async def _clock(self, raw: dict[str, Any]) -> object:
        seconds = given.field(raw, "advance_seconds", int)
        if seconds < 0:
            raise given.wrong("The clock only goes forward.")
        self._world.clock.ahead += seconds
        self._courier.look_again()
        for wa_id in self._world.phones:
            self._world.changed(wa_id)
        return {"now": self._world.clock.now()}

    async def _settings(self, raw: dict[str, Any]) -> object:
        account = self._world.account
        self._world.auto_read = given.field(raw, "auto_read", bool, default=self._world.auto_read)
        account.enforces_limits = given.field(raw, "limits", bool, default=account.enforces_limits)
        account.template_review = given.one_of(raw, "template_review", _REVIEWS, default=account.template_review)
        return {
            "auto_read": self._world.auto_read,
            "limits": account.enforces_limits,
            "template_review": account.template_review,
        }

    async def _fault(self, raw: dict[str, Any]) -> object:
        """Put one fault in the place of those before it; the short way that the demonstration and old scripts use."""
        kind = given.one_of(raw, "kind", ("none", *faults.SENDING, *faults.MEDIA))
        replaced = faults.MEDIA if kind in faults.MEDIA else faults.SENDING
        self._world.faults.remove(replaced)
        if kind != "none":
            self._world.faults.add(Asked(kind=kind, times=given.field(raw, "times", int, default=-1)))
        return {"kind": kind}

    async def _add_fault(self, raw: dict[str, Any]) -> object:
        probability = given.field(raw, "probability", float, default=1.0)
        seconds = given.field(raw, "seconds", float, default=1.5)
        if not 0 <= probability <= 1 or seconds < 0:
            raise given.wrong("probability is 0 to 1, seconds at least 0.")
        asked = Asked(
            kind=given.one_of(raw, "kind", faults.KINDS),
            recipient=given.wa_id(raw, "recipient") if raw.get("recipient") else None,
            times=given.field(raw, "times", int, default=-1),
            after=given.field(raw, "after", int, default=0),
            probability=probability,
            seed=given.field(raw, "seed", int, default=None),
            seconds=seconds,
            copies=given.field(raw, "copies", int, default=1),
        )
        return self._world.faults.add(asked).shown()

    async def _clear_faults(self, _: dict[str, Any]) -> object:
        self._world.faults.clear()
        return {}

    async def _status(self, raw: dict[str, Any]) -> object:
        message = self._world.messages.get(given.field(raw, "wamid", str))
        if message is None or message.direction != "out":
            raise given.absent("No such message of the business.")
        status = given.one_of(raw, "status", _TOLD)
        code = given.field(raw, "code", int, default=None)
        if code is not None and code not in error_codes.CODES:
            raise given.wrong("code is none of the error table.")
        self._conversation.tell(self._world.phone(message.wa_id), message, status, code=code)
        return {"status": status}

    async def _event(self, raw: dict[str, Any]) -> object:
        field = given.one_of(raw, "field", tuple(sorted({*events.FIELDS, *FIELDS})))
        value = given.field(raw, "value", dict, default=None)
        if value is None and field not in events.FIELDS:
            raise given.wrong(f"{field} has no example; give its value.")
        phone = self._world.phone(given.wa_id(raw, "wa_id") if "wa_id" in raw else _SOMEBODY)
        body = events.webhook(self._world.config, field, value, phone, at=int(self._world.clock.now()))
        return {"id": self._courier.post(body, lane="account", what=field, field=field).id}

    async def _template(self, raw: dict[str, Any]) -> object:
        """Make a template, approved unless said otherwise, or decide about one that is there."""
        name, language = given.field(raw, "name", str), given.field(raw, "language", str, default="pt_BR")
        template = self._world.account.templates.find(name, language) or self._new_template(raw, name, language)
        template.quality = given.one_of(raw, "quality", QUALITIES, default=template.quality)
        status = given.one_of(raw, "status", STATUSES, default="APPROVED")
        if given.field(raw, "event", bool, default=False):
            self._templates.decide(template, status)
        template.status = status
        return template.shown()

    def _new_template(self, raw: dict[str, Any], name: str, language: str) -> Template:
        body = _body(given.field(raw, "text", str, default="Um aviso da clínica."))
        components = given.field(raw, "components", list, default=[body])
        category = given.field(raw, "category", str, default="UTILITY")
        form = given.field(raw, "parameter_format", str, default="POSITIONAL")
        asked = {"name": name, "language": language, "category": category, "components": components}
        try:
            return self._world.account.templates.add(**template_rules.read({**asked, "parameter_format": form}))
        except GraphError as error:
            raise given.wrong(str(error.content.get("error_user_msg") or error.content["message"])) from None

    async def _token(self, raw: dict[str, Any]) -> object:
        scopes = given.field(raw, "scopes", list, default=list(SCOPES))
        kind = given.one_of(raw, "kind", get_args(Kind), default="SYSTEM_USER")
        lives = given.field(raw, "lives_seconds", int, default=0)
        token = self._world.account.tokens.issue(
            kind="USER" if kind == "USER" else "SYSTEM_USER", scopes=tuple(map(str, scopes)), lives_seconds=lives
        )
        return {"token": token.value, "expires_at": token.expires_at}

    async def _revoke_token(self, raw: dict[str, Any]) -> object:
        if not self._world.account.tokens.revoke(given.field(raw, "token", str)):
            raise given.absent("No such token.")
        return {}

    async def _number(self, raw: dict[str, Any]) -> object:
        number = self._world.account.number
        for name in raw.keys() - {"origin"}:
            if name not in _OF_NUMBER:
                raise given.wrong(f"A number has {', '.join(_OF_NUMBER)}.")
            setattr(number, name, given.field(raw, name, _OF_NUMBER[name]))
        return {name: getattr(number, name) for name in _OF_NUMBER if name != "pin"}

    async def _join_group(self, raw: dict[str, Any]) -> object:
        group = self._world.account.groups.get(given.field(raw, "group_id", str))
        if group is None:
            raise given.absent("No such group.")
        try:
            self._groups.join(group, given.wa_id(raw, "wa_id"))
        except GraphError as error:
            raise given.wrong(str(error.content["message"])) from None
        return {"participants": group.participants}

    async def _repeat(self, raw: dict[str, Any]) -> object:
        if not self._courier.repeat(given.field(raw, "id", int)):
            raise given.absent("No such delivery.")
        return {}

    async def _raw(self, raw: dict[str, Any]) -> object:
        body = raw.get("body", "")
        content = body.encode() if isinstance(body, str) else wire.dump(body)
        secret = given.field(raw, "secret", str, default=self._world.config.app_secret)
        code, took = await self._courier.once(content, _signature(raw.get("signature", "valid"), secret, content))
        return {"code": code, "ms": round(took, 1)}

    async def _author(self, raw: dict[str, Any]) -> object:
        message = self._world.messages.get(given.field(raw, "wamid", str))
        if message is None:
            raise given.absent("No such message.")
        message.author = given.field(raw, "author", str)[:80]
        self._world.changed(message.wa_id)
        return {}

    async def _reset(self, _: dict[str, Any]) -> object:
        self._world.reset()
        self._courier.reset()
        return {}


def _body(text: str) -> dict[str, Any]:
    """Return a body with an example of each of its variables."""
    named = variables(text)
    return {"type": "BODY", "text": text, **({"example": {"body_text": [named]}} if named else {})}


def _signature(kind: object, secret: str, content: bytes) -> str | None:
    valid = wire.signature(secret, content)
    wrong = wire.signature(secret, content + b" ")
    known: dict[object, str | None] = {"valid": valid, "wrong": wrong, "missing": None, "truncated": valid[:-24]}
    if kind not in known:
        raise given.wrong("signature is one of valid, wrong, missing, truncated.")
    return known[kind]
