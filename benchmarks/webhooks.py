"""Webhooks as Meta writes and signs them, ready to be sent as bytes."""

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PATH = "/webhooks/whatsapp"
WABA_ID = "102290129340398"
_FILL = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who the webhooks speak for: the number they come to and the secret they are signed with."""

    number: str
    secret: str

    def body(self, text: str, *, phone: str, wamid: str) -> bytes:
        """Return the body for one text message."""
        at = str(int(time.time()))
        message = {"from": phone, "id": wamid, "timestamp": at, "type": "text", "text": {"body": text}}
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "5511900000100", "phone_number_id": self.number},
            "contacts": [{"profile": {"name": f"Cliente {phone[-4:]}"}, "wa_id": phone}],
            "messages": [message],
        }
        entry = {"id": WABA_ID, "changes": [{"field": "messages", "value": value}]}
        whole = {"object": "whatsapp_business_account", "entry": [entry]}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()

    def request(self, body: bytes, *, port: int) -> bytes:
        """Return the whole request, signed."""
        signature = hmac.digest(self.secret.encode(), body, hashlib.sha256).hex()
        head = (
            f"POST {PATH} HTTP/1.1\r\nhost: localhost:{port}\r\ncontent-type: application/json\r\n"
            f"x-hub-signature-256: sha256={signature}\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def filled(self, size: int, *, phone: str, wamid: str) -> bytes:
        """Return a body of exactly *size* bytes."""
        missing = size - len(self.body("", phone=phone, wamid=wamid))
        return self.body((_FILL * 9 + " ") * (missing // 10) + _FILL * (missing % 10), phone=phone, wamid=wamid)


def wamids() -> Iterator[str]:
    """Yield names for messages as long as Meta's, none of them twice."""
    batch = secrets.token_hex(12)
    number = 0
    while True:
        number += 1
        yield f"wamid.HBgN{batch}{number:010d}AA=="


def texts_in_turn(texts: Sequence[str], count: int) -> Iterator[str]:
    """Yield *count* texts, beginning again when they are used up."""
    for number in range(count):
        yield texts[number % len(texts)]
