"""``interactive.action``: what the customer can press, for each type.

Source: whatsapp-cloud-api section 14.2; Meta, "Interactive messages", v26.0, read November 2026.
"""

from typing import Any, Final

from desvelo.sandbox import graph_errors
from desvelo.sandbox.sends import checks
from desvelo.sandbox.sends.bubble import Button, Tap

MAX_BUTTONS: Final = 3
MAX_ROWS: Final = 10
MAX_SECTIONS: Final = 10
MAX_TITLE: Final = 20
MAX_ROW_TITLE: Final = 24
MAX_DESCRIPTION: Final = 72
MAX_BUTTON_ID: Final = 256
MAX_ROW_ID: Final = 200
MAX_PRODUCTS: Final = 30
MAX_CARDS: Final = 10
_ADDRESS_COUNTRIES: Final = ("IN", "SG")

Action = dict[str, Any]


def reply_buttons(action: Action) -> tuple[Button, ...]:
    """Judge one to three reply buttons with distinct ids and titles."""
    found = [_reply(one) for one in checks.items(action.get("buttons"), "buttons", MAX_BUTTONS)]
    checks.distinct([button.title for button in found], "title")
    checks.distinct([button.id for button in found], "id")
    return tuple(found)


def _reply(one: Action) -> Button:
    checks.one_of(one.get("type"), "Button type", ("reply",))
    reply = checks.inner(one.get("reply"), "reply")
    return Button(
        id=checks.label(reply.get("id"), "Button id", MAX_BUTTON_ID),
        title=checks.label(reply.get("title"), "Button title", MAX_TITLE),
    )


def rows(action: Action) -> tuple[Button, ...]:
    """Judge the sections of a list: ten rows in all; several sections need titles."""
    checks.label(action.get("button"), "Button", MAX_TITLE)
    sections = checks.items(action.get("sections"), "sections", MAX_SECTIONS)
    found = [row for section in sections for row in _section(section, is_alone=len(sections) == 1)]
    if len(found) > MAX_ROWS:
        raise graph_errors.invalid(f"Total row count exceed max allowed count: {MAX_ROWS}")
    checks.distinct([row.id for row in found], "row id")
    return tuple(found)


def _section(section: Action, *, is_alone: bool) -> list[Button]:
    title = section.get("title")
    named = "" if is_alone and title in (None, "") else checks.label(title, "Section title", MAX_ROW_TITLE)
    return [_row(one, named) for one in checks.items(section.get("rows"), "rows", MAX_ROWS)]


def _row(one: Action, section: str) -> Button:
    return Button(
        id=checks.label(one.get("id"), "Row id", MAX_ROW_ID),
        title=checks.label(one.get("title"), "Row title", MAX_ROW_TITLE),
        description=checks.label_or_none(one.get("description") or None, "Row description", MAX_DESCRIPTION),
        section=section,
        tap="row",
    )


def cta_url(action: Action) -> tuple[Button, ...]:
    """Judge a button that opens an address."""
    given = _parameters(action, "cta_url")
    title = checks.label(given.get("display_text"), "display_text", MAX_TITLE)
    return (Button(id="cta_url", title=title, tap="url", value=checks.url(given.get("url"), "url")),)


def flow(action: Action) -> tuple[Button, ...]:
    """Judge a button that opens a form."""
    given = _parameters(action, "flow")
    checks.one_of(given.get("flow_message_version"), "flow_message_version", ("3",))
    if bool(given.get("flow_id")) == bool(given.get("flow_name")):
        raise graph_errors.needed("Exactly one of flow_id and flow_name is required.")
    title = checks.label(given.get("flow_cta"), "flow_cta", MAX_TITLE)
    checks.one_of(given.get("mode", "published"), "mode", ("draft", "published"))
    if checks.one_of(given.get("flow_action", "navigate"), "flow_action", ("navigate", "data_exchange")) == "navigate":
        payload = given.get("flow_action_payload")
        if payload is not None:
            checks.label(checks.inner(payload, "flow_action_payload").get("screen"), "screen", MAX_BUTTON_ID)
    token = checks.label(given.get("flow_token", "unused"), "flow_token", MAX_BUTTON_ID)
    return (Button(id=str(given.get("flow_id") or given["flow_name"]), title=title, tap="flow", value=token),)


def location_request(action: Action) -> tuple[Button, ...]:
    """Judge a request for the place where the customer is; the words on the button are the app's own."""
    return _named(action, "send_location", "location_request")


def contact_request(action: Action) -> tuple[Button, ...]:
    """Judge a request for the customer's phone number."""
    return _named(action, "request_contact_info", "contact_request")


def call_permission(action: Action) -> tuple[Button, ...]:
    """Judge a request to be allowed to call."""
    return _named(action, "call_permission_request", "call_permission")


def voice_call(action: Action) -> tuple[Button, ...]:
    """Judge a button that calls the business."""
    checks.one_of(action.get("name"), "Action name", ("voice_call",))
    given = checks.inner(action.get("parameters", {}), "parameters")
    return (Button(id="voice_call", title=str(given.get("display_text", ""))[:MAX_TITLE], tap="voice_call"),)


def address(action: Action) -> tuple[Button, ...]:
    """Judge a form for an address; Meta has it for two countries."""
    given = _parameters(action, "address_message")
    checks.one_of(given.get("country"), "country", _ADDRESS_COUNTRIES)
    return (Button(id="address_message", title="", tap="address"),)


def product(action: Action) -> tuple[Button, ...]:
    """Judge one product of a catalogue."""
    catalog = checks.label(action.get("catalog_id"), "catalog_id", MAX_BUTTON_ID)
    item = checks.label(action.get("product_retailer_id"), "product_retailer_id", MAX_BUTTON_ID)
    return (Button(id=item, title="", tap="catalog", value=catalog),)


def product_list(action: Action) -> tuple[Button, ...]:
    """Judge up to thirty products in up to ten sections."""
    catalog = checks.label(action.get("catalog_id"), "catalog_id", MAX_BUTTON_ID)
    found: list[Button] = []
    sections = checks.items(action.get("sections"), "sections", MAX_SECTIONS)
    for section in sections:
        title = section.get("title")
        named = "" if len(sections) == 1 and not title else checks.label(title, "Section title", MAX_ROW_TITLE)
        for one in checks.items(section.get("product_items"), "product_items", MAX_PRODUCTS):
            item = checks.label(one.get("product_retailer_id"), "product_retailer_id", MAX_BUTTON_ID)
            found.append(Button(id=item, title=item, tap="catalog", value=catalog, section=named))
    if len(found) > MAX_PRODUCTS:
        raise graph_errors.invalid(f"Total product count exceed max allowed count: {MAX_PRODUCTS}")
    return tuple(found)


def catalog(action: Action) -> tuple[Button, ...]:
    """Judge a button that opens the catalogue."""
    checks.one_of(action.get("name"), "Action name", ("catalog_message",))
    given = checks.inner(action.get("parameters", {}), "parameters")
    item = checks.label_or_none(
        given.get("thumbnail_product_retailer_id"), "thumbnail_product_retailer_id", MAX_BUTTON_ID
    )
    return (Button(id=item or "catalog", title="", tap="catalog"),)


def carousel(action: Action) -> tuple[Button, ...]:
    """Judge two to ten cards, each with its own action."""
    found: list[Button] = []
    for number, card in enumerate(checks.items(action.get("cards"), "cards", MAX_CARDS, least=2)):
        if card.get("card_index") != number:
            raise graph_errors.invalid("card_index must count the cards from 0.")
        kind = checks.one_of(card.get("type"), "Card type", ("button", "cta_url", "product"))
        inside = checks.inner(card.get("action"), "action")
        found += {"button": reply_buttons, "cta_url": cta_url, "product": product}[kind](inside)
    return tuple(found)


def _parameters(action: Action, name: str) -> Action:
    checks.one_of(action.get("name"), "Action name", (name,))
    return checks.inner(action.get("parameters"), "parameters")


def _named(action: Action, name: str, tap: Tap) -> tuple[Button, ...]:
    checks.one_of(action.get("name"), "Action name", (name,))
    return (Button(id=name, title="", tap=tap),)
