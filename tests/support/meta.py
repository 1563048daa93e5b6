"""Plays Meta at the door of a demonstration: any field of a webhook, signed with the secret of its app."""

import hashlib
import hmac
import json
import time
from pathlib import Path

import httpx

from started import Started


class Meta:
    """Posts webhooks as Meta does."""

    def __init__(self, demo: Started) -> None:
        self._url = f"{demo.url}/webhooks/whatsapp"
        door = json.loads((Path(demo.data) / "keys" / "door" / "secrets.json").read_text(encoding="utf-8"))
        self._app = door["apps"][0]
        self._sent = 0

    def posts(self, field: str, **value: object) -> None:
        """Post one change of *field*, and be told that it is kept."""
        metadata = {"display_phone_number": "5511900000100", "phone_number_id": self._app["phone_number_ids"][0]}
        change = {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}
        entry = {"id": "1", "changes": [change]}
        body = json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
        signed = hmac.new(self._app["secret"].encode(), body, hashlib.sha256).hexdigest()
        headers = {"content-type": "application/json", "x-hub-signature-256": f"sha256={signed}"}
        httpx.post(self._url, content=body, headers=headers, timeout=10, trust_env=False).raise_for_status()

    def said(self, text: str, *, user_id: str, phone: str | None = None) -> dict[str, object]:
        """Return a message of somebody, whose number may be hidden."""
        shown = {"from": phone} if phone is not None else {}
        return {**self.stamp(), **shown, "from_user_id": user_id, "type": "text", "text": {"body": text}}

    def stamp(self) -> dict[str, object]:
        """Return a name and a moment nobody else has."""
        self._sent += 1
        return {"id": f"wamid.meta.{time.time_ns()}", "timestamp": str(int(time.time()))}
