"""Webhook bodies as small as they can be, so that a test shows only what it depends on."""

import json

NUMBER = "200000000000002"
ANA = {"profile": {"name": "Ana Pruebas"}, "wa_id": "15550002222", "user_id": "US.10000000000000000001"}


def message(**changes):
    """Return a text message; a key set to None is left out."""
    base = {
        "from": "15550002222",
        "id": "wamid.IN1",
        "timestamp": "1790416800",
        "type": "text",
        "text": {"body": "oi"},
    }
    return {key: value for key, value in {**base, **changes}.items() if value is not None}


def status(**changes):
    base = {"id": "wamid.OUT1", "status": "sent", "timestamp": "1790416830", "recipient_id": "15550002222"}
    return {key: value for key, value in {**base, **changes}.items() if value is not None}


def value(**parts):
    return {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}, **parts}


def change(*, field="messages", **parts):
    return {"field": field, "value": value(**parts)}


def envelope(*changes):
    return {"object": "whatsapp_business_account", "entry": [{"id": "100000000000001", "changes": list(changes)}]}


def body(**parts):
    """Return the bytes of a body with one change."""
    return json.dumps(envelope(change(**parts))).encode()
