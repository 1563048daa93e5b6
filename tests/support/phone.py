"""A customer's phone in the sandbox: it sends any kind of message, and attaches files as a person does."""

from typing import Any

import httpx
from playwright.sync_api import Page, expect

from customers import Customer
from started import eventually, rows


class Sender:
    """Sends as the customer's phone does, and waits until the desk took each thing in."""

    def __init__(self, info: dict[str, Any], customer: Customer) -> None:
        self._info, self._customer = info, customer

    def sends(self, kind: str, content: object, **more: object) -> str:
        """Send one message of *kind*; return Meta's name for it."""
        before, asked = self._count(), {"from": self._customer.phone, "name": self._customer.name, "type": kind, **more}
        url = f"{self._info['sandbox_control_url']}/messages"
        body = {**asked, "text": content} if kind == "text" else {**asked, "content": content}
        answer = httpx.post(url, json=body, timeout=10, trust_env=False).raise_for_status()
        eventually(lambda: self._count() > before)
        return str(answer.json()["wamid"])

    def _count(self) -> int:
        return int(
            rows(self._info["database_url"], "SELECT count(*) FROM channel_message WHERE direction = 'in'")[0][0]
        )


def attach(phone: Page, name: str, mime_type: str, content: bytes, *, caption: str) -> None:
    """Attach a file on the phone, with *caption* in the field."""
    phone.locator(".field").fill(caption)
    phone.locator(".file").set_input_files({"name": name, "mimeType": mime_type, "buffer": content})
    expect(phone.locator(".row.own", has_text=caption)).to_have_count(1)
