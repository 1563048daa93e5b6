"""The sandbox as it is started for real, connected to the company's number of the tests."""

import contextlib
import hmac
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx

import graph
import house as company

TOKEN = "EAAtest_token"


class Sandbox:
    """What a tester sees of a running sandbox: its origin, the phones, and letting a customer write."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.origin = str(http.base_url).rstrip("/")

    def writes(self, text: str, *, phone: str, name: str) -> str:
        """Let a customer write; return Meta's name for the message."""
        answer = self.http.post("/control/messages", json={"from": phone, "name": name, "text": text})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["wamid"])

    def bubbles(self, phone: str) -> list[dict[str, object]]:
        """Return what stands on a customer's phone, oldest first."""
        messages: list[dict[str, object]] = self.http.get(f"/control/phones/{phone}/messages").json()["messages"]
        return messages

    def is_told_that_we_type(self, phone: str) -> bool:
        """Tell whether the customer's phone shows that somebody writes."""
        with self.http.stream("GET", "/phone/events", params={"wa_id": phone}) as events:
            for line in events.iter_lines():
                if line.startswith("data:"):
                    return float(json.loads(line.removeprefix("data:"))["typing"]) > 0
        return False

    def uploads(self, content: bytes, *, mime_type: str, name: str) -> str:
        """Put a file of the business at Meta; return its id."""
        proof = hmac.digest(company.APP_SECRET.encode(), TOKEN.encode(), "sha256").hex()
        answer = self.http.post(
            f"/v26.0/{company.PHONE_NUMBER_ID}/media",
            params={"appsecret_proof": proof},
            headers={"authorization": f"Bearer {TOKEN}"},
            data={"messaging_product": "whatsapp"},
            files={"file": (name, content, mime_type)},
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Sandbox]:
    """Run a sandbox that nobody listens to: its webhooks find a closed port."""
    port = graph.free_port()
    settings = {
        "webhook_url": f"http://127.0.0.1:{graph.free_port()}/webhook",
        "app_secret": company.APP_SECRET,
        "verify_token": "verify-me",
        "access_token": TOKEN,
        "phone_number_id": company.PHONE_NUMBER_ID,
        "waba_id": company.WABA_ID,
        "display_phone_number": "+55 11 90000-0100",
        "business_name": "Clínica Aurora",
        "desk_origin": "http://127.0.0.1:8000",
    }
    path = folder / "sandbox.json"
    path.write_text(json.dumps(settings), encoding="utf-8")
    path.chmod(0o600)
    asgi = ["--interface", "asgi", "--host", "127.0.0.1", "--port", str(port), "desvelo.sandbox.app:app"]
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *asgi],
        env={**os.environ, "DESVELO_SANDBOX_CONFIG": str(path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    while (line := process.stdout.readline()) and "Started worker" not in line:
        continue
    drain = threading.Thread(target=process.stdout.read)
    drain.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, trust_env=False) as http:
            yield Sandbox(http)
    finally:
        process.terminate()
        process.wait(10)
        drain.join()
        process.stdout.close()
