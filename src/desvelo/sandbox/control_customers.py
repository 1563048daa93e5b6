"""The customer's side of the control interface: writing anything WhatsApp can send, and being somebody.

``POST /control/messages``          {from, name?, text}, {from, type, content?, form?} or {from, type, media}, with
                                    identity?, username?, reply_to?, at?, group_id?, forwarded? ("once", "often"),
                                    referral?, referred_product?, extra?; without content, the kind's example -> {wamid}
``POST /control/batch``             {count, shape: "entries", "changes", "messages", from?, text?}: one webhook
``POST /control/read``              {wa_id, played?}: the customer opens the chat, or plays the voice notes -> {read}
``POST /control/customer``          {wa_id, name?, identity?, username?, refuses_marketing?, ladder?} -> the customer
``POST /control/change-number``     {wa_id, new_wa_id, shareable?}: another number, another user id -> the customer
``POST /control/recycle-number``    {wa_id, name}: the number now belongs to somebody else -> the new customer
``POST /control/change-identity``   {wa_id, notice?}: another phone, another key -> the customer
``POST /control/rotate-user-id``    {wa_id, notice?} -> the customer
``GET  /control/phones``            who is switched on
``GET  /control/phones/{n}/messages``  the bubbles of one phone, each with what it was made of
"""

from typing import Any, Final, get_args

from desvelo.sandbox import error_codes, given, kinds, webhooks, wire
from desvelo.sandbox.conversation import Conversation, Written
from desvelo.sandbox.world import Identity, Message, Phone

_LONGEST: Final = 65_536
_MOST_AT_ONCE: Final = 1_000
_SHAPES: Final = ("entries", "changes", "messages")
_FORWARDED: Final = {"once": {"forwarded": True}, "often": {"frequently_forwarded": True}}
_STATUSES: Final = frozenset({"sent", "delivered", "read", "played"})


class ControlCustomers:
    """Plays the customers."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._world = conversation.world
        self._courier = conversation.courier
        self.posts = {
            "messages": self._message,
            "batch": self._batch,
            "read": self._read,
            "customer": self._customer,
            "change-number": self._change_number,
            "recycle-number": self._recycle_number,
            "change-identity": self._change_identity,
            "rotate-user-id": self._rotate_user_id,
        }

    async def _message(self, raw: dict[str, Any]) -> object:
        phone = self._writer(raw)
        written = self._file(raw) if "media" in raw else self._words(raw)
        message = self._conversation.customer_writes(phone, written)
        return {"wamid": message.id, "at": message.at}

    async def _batch(self, raw: dict[str, Any]) -> object:
        """Send many customers' messages in one webhook."""
        count = given.field(raw, "count", int)
        if not 1 <= count <= _MOST_AT_ONCE:
            raise given.wrong(f"count is 1 to {_MOST_AT_ONCE}.")
        shape = given.one_of(raw, "shape", _SHAPES, default="changes")
        first = int(given.wa_id({"from": raw.get("from", "5511900100000")}, "from"))
        text = given.field(raw, "text", str, default="Mensagem {n}")
        made = []
        for number in range(count):
            said = text.replace("{n}", str(number + 1))
            written = Written(kind="text", content={"body": said}, text=said)
            made.append((self._world.phone(str(first + number), name=f"Cliente {number + 1}"), written))
        return {"wamids": [one.id for one in self._conversation.customers_write_at_once(made, shape=shape)]}

    def _words(self, raw: dict[str, Any]) -> Written:
        kind = given.field(raw, "type", str, default="text")
        text = given.field(raw, "text", str, default="")
        if (
            not webhooks.KIND.fullmatch(kind)
            or len(text) > _LONGEST
            or (kind == "text" and not (text or "content" in raw))
        ):
            raise given.wrong("A message needs a type, and a text of 1 to 65536 characters.")
        content, shown, beside = self._content(raw, kind, text)
        about = content.get("message_id") if kind == "reaction" and isinstance(content, dict) else None
        extra = {**beside, **_beside(raw)}
        return Written(kind=kind, content=content, text=text or shown, about=about, extra=extra, **_place(raw))

    def _content(self, raw: dict[str, Any], kind: str, text: str) -> tuple[Any, str, dict[str, Any]]:
        """Return (content, what the phone shows, what goes beside it): as given, or the example of the kind."""
        if "content" in raw:
            return raw["content"], _caption(kind, raw["content"]), {}
        if kind == "text":
            return {"body": text}, text, {}
        form = given.field(raw, "form", str, default="")
        if kind == "interactive" and form and form not in kinds.INTERACTIVE:
            raise given.wrong(f"form is one of {', '.join(kinds.INTERACTIVE)}.")
        content, shown = kinds.example(kind, form=form)
        return content, shown, kinds.BESIDE.get(kind, {})

    def _file(self, raw: dict[str, Any]) -> Written:
        kind, media = given.field(raw, "type", str), given.field(raw, "media", dict)
        origin, beside = given.field(raw, "origin", str), _beside(raw)
        is_lost = given.field(media, "lost", bool, default=False)
        if is_lost:  # too large, or broken on Meta's side: the webhook says so, and its id leads nowhere
            beside = {"errors": [error_codes.in_webhook(131052)], **beside}
        written = self._conversation.with_file(kind, media, origin=origin, extra=beside, **_place(raw))
        if is_lost and written.file is not None:
            self._world.shelf.remove(written.file.id)
        return written

    def _writer(self, raw: dict[str, Any]) -> Phone:
        phone = self._world.phone(given.wa_id(raw, "from"), name=given.field(raw, "name", str, default="")[:120])
        self._put(phone, raw)
        return phone

    def _put(self, phone: Phone, raw: dict[str, Any]) -> None:
        """Change what WhatsApp tells businesses about somebody."""
        identity = raw.get("identity", phone.identity)
        if identity not in get_args(Identity):
            raise given.wrong(f"identity is one of {', '.join(get_args(Identity))}.")
        phone.identity = identity
        phone.username = given.field(raw, "username", str, default=phone.username)

    async def _read(self, raw: dict[str, Any]) -> object:
        phone = self._world.phones.get(given.wa_id(raw, "wa_id"))
        played = given.field(raw, "played", bool, default=False)
        act = self._conversation.customer_plays if played else self._conversation.customer_reads
        return {"read": act(phone) if phone else 0}

    async def _customer(self, raw: dict[str, Any]) -> object:
        phone = self._world.phone(given.wa_id(raw, "wa_id"), name=given.field(raw, "name", str, default="")[:120])
        self._put(phone, raw)
        phone.refuses_marketing = given.field(raw, "refuses_marketing", bool, default=phone.refuses_marketing)
        ladder = given.field(raw, "ladder", list, default=list(phone.ladder))
        if not set(map(str, ladder)) <= _STATUSES:
            raise given.wrong(f"ladder holds {', '.join(sorted(_STATUSES))}.")
        phone.ladder = tuple(str(one) for one in ladder)
        return phone.shown()

    async def _change_number(self, raw: dict[str, Any]) -> object:
        """Give a customer another number, and with it another user id; tell it as ``system``."""
        phone, new = self._known(raw), given.wa_id(raw, "new_wa_id")
        if new in self._world.phones:
            raise given.wrong("new_wa_id belongs to somebody; recycle-number gives a number to another person.")
        shareable = given.field(raw, "shareable", bool, default=phone.identity not in {"hidden", "empty"})
        old_number, old_id = phone.wa_id, phone.user_id
        self._world.moved(phone, new)
        phone.new_user_id()
        self._tell_system(phone, old_number=old_number, old_id=old_id, kind=_changed(shareable=shareable))
        return phone.shown()

    async def _rotate_user_id(self, raw: dict[str, Any]) -> object:
        phone = self._known(raw)
        old_id = phone.new_user_id()
        if given.field(raw, "notice", bool, default=True):
            self._tell_system(phone, old_number=phone.wa_id, old_id=old_id, kind="user_changed_user_id")
        return phone.shown()

    def _tell_system(self, phone: Phone, *, old_number: str, old_id: str, kind: str) -> None:
        shares = kind == "user_changed_number"
        ids = {} if phone.identity == "phone" else {"user_id": phone.user_id, "previous_user_id": old_id}
        number = {"wa_id": phone.wa_id} if shares else {}
        what = f" from {old_number} to {phone.wa_id}" if shares else ""
        who = {"from": old_number} if shares else {}
        who |= {} if phone.identity == "phone" else {"from_user_id": phone.user_id}
        self._notice(phone, {"body": f"User {phone.name} changed{what}", **number, **ids, "type": kind}, who)

    async def _change_identity(self, raw: dict[str, Any]) -> object:
        """Give a customer another key, as a new phone or a stolen number does; tell it only if asked."""
        phone = self._known(raw)
        phone.change_key(int(self._world.clock.now()))
        if given.field(raw, "notice", bool, default=False):
            created = str(phone.key_changed_at)
            identity = {"acknowledged": "false", "created_timestamp": created, "hash": phone.identity_key}
            told = {"body": "", "identity": identity, "customer": phone.wa_id, "type": "customer_identity_changed"}
            self._notice(phone, told, webhooks.sender(phone))
        return phone.shown()

    def _notice(self, phone: Phone, content: dict[str, Any], who: dict[str, Any]) -> None:
        now = int(self._world.clock.now())
        notice = Message(id=wire.inbound_id(phone.wa_id), wa_id=phone.wa_id, direction="in", kind="system", at=now)
        body = webhooks.system(self._world.config, notice, content, who)
        self._courier.post(body, lane=phone.wa_id, what="system")

    async def _recycle_number(self, raw: dict[str, Any]) -> object:
        """Let the number belong to another person, who knows nothing of the one before."""
        before = self._known(raw)
        self._world.forget(before)
        phone = self._world.phone(before.wa_id, name=given.field(raw, "name", str)[:120])
        phone.generation = before.generation + 1
        phone.new_user_id()
        return phone.shown()

    def _known(self, raw: dict[str, Any]) -> Phone:
        phone = self._world.phones.get(given.wa_id(raw, "wa_id"))
        if phone is None:
            raise given.absent("No such customer; write as them first.")
        return phone


def _changed(*, shareable: bool) -> str:
    return "user_changed_number" if shareable else "user_changed_user_id"


def _caption(kind: str, content: object) -> str:
    if not isinstance(content, dict):
        return ""
    if kind == "interactive":
        answer = content.get(str(content.get("type")))
        return str(answer.get("title") or "") if isinstance(answer, dict) else ""
    keys = ("caption", "filename", "emoji", "text", "body", "name")
    return next((str(content[key]) for key in keys if isinstance(content.get(key), str)), "")


def _beside(raw: dict[str, Any]) -> dict[str, Any]:
    """Return what goes beside the content: an advertisement, a product, how often it was passed on, anything."""
    context: dict[str, Any] = {}
    if "forwarded" in raw:
        context |= _FORWARDED[given.one_of(raw, "forwarded", tuple(_FORWARDED))]
    if raw.get("referred_product"):
        context["referred_product"] = _or_example(raw["referred_product"], kinds.REFERRED_PRODUCT)
    found = {"context": context} if context else {}
    if raw.get("referral"):
        found["referral"] = _or_example(raw["referral"], kinds.REFERRAL)
    return {**found, **given.field(raw, "extra", dict, default={})}


def _or_example(value: Any, example: dict[str, Any]) -> dict[str, Any]:
    return value if isinstance(value, dict) else example


def _place(raw: dict[str, Any]) -> dict[str, Any]:
    """Return which message this one answers, when it was written, and in which group."""
    return {
        "reply_to": given.field(raw, "reply_to", str, default="") or None,
        "at": given.field(raw, "at", int, default=None),
        "group_id": given.field(raw, "group_id", str, default="") or None,
    }
