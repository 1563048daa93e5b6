"""What a phone shows of one message of the business."""

from dataclasses import dataclass
from typing import Any, Literal

Tap = Literal[
    "reply",
    "row",
    "quick_reply",
    "flow",
    "location_request",
    "contact_request",
    "call_permission",
    "address",
    "url",
    "phone_number",
    "copy_code",
    "otp",
    "catalog",
    "voice_call",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something the customer can press; *tap* says what pressing it does, *value* what it carries."""

    id: str
    title: str
    tap: Tap = "reply"
    value: str = ""
    description: str = ""
    section: str = ""

    def shown(self) -> dict[str, str]:
        """Return what the phone page needs; what is empty is left out."""
        more = {"value": self.value, "description": self.description, "section": self.section}
        return {
            "id": self.id,
            "title": self.title,
            "tap": self.tap,
            **{key: said for key, said in more.items() if said},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """The content of a message: *menu* is the word that opens its rows, *about* the message a reaction is put on."""

    text: str = ""
    header: str = ""
    footer: str = ""
    menu: str = ""
    buttons: tuple[Button, ...] = ()
    file_id: str | None = None
    link: str = ""
    about: str | None = None

    def shown(self) -> dict[str, Any]:
        """Return what the phone page needs, without the file."""
        return {
            "text": self.text,
            "header": self.header,
            "footer": self.footer,
            "menu": self.menu,
            "buttons": [button.shown() for button in self.buttons],
            "link": self.link,
            "about": self.about,
        }
