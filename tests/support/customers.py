"""Somebody with a phone in the sandbox, and a conversation at the desk once they wrote."""

import itertools
from dataclasses import dataclass
from typing import Any

import httpx
from playwright.sync_api import Page

from started import eventually, last_arrival, rows, write

_numbers = itertools.count(5_511_900_050_001)


@dataclass(kw_only=True)
class Customer:
    """One customer; every journey has its own."""

    info: dict[str, Any]
    phone: str
    name: str

    @property
    def phone_url(self) -> str:
        """The address of the phone's page, which is the sandbox's and not the desk's."""
        origin = self.info["sandbox_control_url"].removesuffix("/control")
        return f"{origin}/phone?wa_id={self.phone}&name={self.name}&lang=pt"

    def sends(self, text: str) -> None:
        """Send a message, and do not wait."""
        write(self.info, phone=self.phone, name=self.name, text=text)

    def writes(self, text: str) -> int:
        """Send a message and wait until the desk took it in; return its place in the order of all messages."""
        before = last_arrival(self.info)
        self.sends(text)
        eventually(lambda: last_arrival(self.info) > before)
        return last_arrival(self.info)

    def received(self) -> list[str]:
        """Return what the phone got from the company."""
        url = f"{self.info['sandbox_control_url']}/phones/{self.phone}/messages"
        shown = httpx.get(url, timeout=10, trust_env=False).json()["messages"]
        return [message["text"] for message in shown if message["direction"] == "out"]

    def contact(self, arrival: int) -> Any:
        """Return the contact's id in the database."""
        return rows(self.info["database_url"], "SELECT contact_id FROM channel_message WHERE arrival = %s", arrival)[0][
            0
        ]

    def opened_by(self, page: Page) -> str:
        """Let an agent find the conversation in the list and open it; return its id."""
        page.goto("/atendimento/todas")
        page.locator("[data-row]", has_text=self.name).locator("a").click()
        page.locator("#conversation", has_text=self.name).wait_for()
        return str(page.locator(".thread[data-conversation]").get_attribute("data-conversation"))


def new_customer(info: dict[str, Any], *, name: str = "") -> Customer:
    """Return a customer nobody wrote to or heard from yet."""
    number = str(next(_numbers))
    return Customer(info=info, phone=number, name=name or f"Cliente {number[-5:]}")
