"""Starts the sandbox as it is started for real, and speaks to it."""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from socket import socket

import httpx

SECRET = "test_app_secret"
TOKEN = "EAAtest_token"
PROOF = "9c413fb40d0ad691bdaaf8d25cf7a6157590b5fbc7f110a1edc8bd1d2c969cfb"
NUMBER = "200000000000002"
WABA = "100000000000001"
BUSINESS_PHONE = "+55 11 4000-1234"
DESK = "http://127.0.0.1:8000"
BIA = "5511900004417"
PATIENCE = 10.0


def settings(**changes):
    base = {
        "webhook_url": "http://127.0.0.1:9/webhook",
        "app_secret": SECRET,
        "verify_token": "palavra",
        "access_token": TOKEN,
        "phone_number_id": NUMBER,
        "waba_id": WABA,
        "display_phone_number": BUSINESS_PHONE,
        "business_name": "Clínica Aurora",
        "desk_origin": DESK,
        "require_appsecret_proof": True,
        "retry_first_seconds": 0.02,
    }
    return {key: value for key, value in {**base, **changes}.items() if value is not None}


def written(folder, content, mode=0o600):
    path = folder / "sandbox.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    path.chmod(mode)
    return path


def free_port():
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(port):
    granian = [sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port)]
    return [*granian, "desvelo.sandbox.app:app"]


@contextmanager
def sandbox(folder, **changes):
    """Run a sandbox and yield a client of it."""
    port = free_port()
    environ = {**os.environ, "DESVELO_SANDBOX_CONFIG": str(written(folder, settings(**changes)))}
    process = subprocess.Popen(command(port), env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    heard = []
    while (line := process.stdout.readline()) and "Started worker" not in line:
        heard.append(line)
    assert process.poll() is None, "".join(heard)
    drain = threading.Thread(target=process.stdout.read)
    drain.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10, trust_env=False) as http:
            yield Client(http)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        drain.join()
        process.stdout.close()


class Client:
    """The desk's calls and the tester's controls."""

    def __init__(self, http):
        self.http = http
        self.origin = str(http.base_url).rstrip("/")

    def control(self, path, **content):
        answer = self.http.post(f"/control/{path}", json=content)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def writes(self, text="oi", **more):
        return self.control("messages", **{"from": BIA, "name": "Beatriz Nogueira", "text": text, **more})["wamid"]

    def attaches(self, kind="image", *, reply_to="", **media):
        """Let the customer send a file, one made up unless *media* says which."""
        content = {"from": BIA, "name": "Beatriz Nogueira", "type": kind, "reply_to": reply_to}
        return self.control("messages", **content, media=media or {"generated": True})["wamid"]

    def uploads(self, content, *, mime_type="image/png", name="a.png", **fields):
        """Upload a file of the business."""
        form = {"messaging_product": "whatsapp", **fields}
        return self.http.post(
            f"/v26.0/{NUMBER}/media",
            params={"appsecret_proof": PROOF},
            headers={"authorization": f"Bearer {TOKEN}"},
            data={key: value for key, value in form.items() if value is not None},
            files={"file": (name, content, mime_type)} if content is not None else {"nothing": b""},
        )

    def messages(self, wa_id=BIA):
        return self.http.get(f"/control/phones/{wa_id}/messages").json()["messages"]

    def deliveries(self):
        return self.http.get("/control/deliveries").json()["deliveries"]

    def send(self, body=None, *, token=TOKEN, proof=PROOF, number=NUMBER, timeout=10, **changes):
        base = {"messaging_product": "whatsapp", "to": f"+{BIA}", "type": "text", "text": {"body": "Olá"}}
        content = body if body is not None else {k: v for k, v in {**base, **changes}.items() if v is not None}
        return self.http.post(
            f"/v26.0/{number}/messages",
            params={"appsecret_proof": proof} if proof is not None else {},
            headers={"authorization": f"Bearer {token}"} if token is not None else {},
            json=content,
            timeout=timeout,
        )

    def get(self, path, *, token=TOKEN, **query):
        headers = {"authorization": f"Bearer {token}"}
        return self.http.get(path, params={"appsecret_proof": PROOF, **query}, headers=headers)


def eventually(claim):
    """Return the first true answer of *claim*; what it asks about happens in another process."""
    pause, ends = threading.Event(), time.monotonic() + PATIENCE
    while not (found := claim()):
        assert time.monotonic() < ends, "it never became so"
        pause.wait(0.01)
    return found
