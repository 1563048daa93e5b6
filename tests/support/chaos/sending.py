"""The storm with a list that also says when, and with the means for whatever else Meta or a stranger sends."""

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import httpx

from storm import AGAIN_SECONDS, Storm, say

NOT_NOW = (502, 503)
MOST_UNHEARD = 300
LONGEST_UNHEARD_SECONDS = 300.0
CLIMB = ("sent", "delivered", "read")


@dataclass
class Sending(Storm):
    """The storm, with a list that also says when, and with a hand for the other things Meta or a stranger sends."""

    seconds: list[float] = field(default_factory=list)
    next_at: int = 0
    unheard: int = 0
    recent: deque[bytes] = field(default_factory=lambda: deque(maxlen=200))
    client: httpx.AsyncClient = field(init=False)
    dice: random.Random = field(init=False)
    tasks: asyncio.TaskGroup = field(init=False)

    async def run(self) -> None:
        """Send at the rate until asked to end; wait for every acknowledgement.

        While too many are not acknowledged nobody writes more: what is tried here is the door, not this machine.
        """
        self.dice = random.Random(self.seed)
        began = time.monotonic()
        limits = httpx.Limits(max_connections=256, max_keepalive_connections=64)
        client = httpx.AsyncClient(limits=limits, timeout=8, trust_env=False)
        async with client as self.client, asyncio.TaskGroup() as self.tasks:
            at = 0
            while not self.asked_to_end.is_set():
                if self.unheard < MOST_UNHEARD:
                    self.tasks.create_task(self.text(self.number_of_next()))
                at += 1
                await asyncio.sleep(max(0.0, began + at / self.rate - time.monotonic()))
        say({"sent": self.next_at, "tries": self.tries, **_tails(self.seconds)})

    def number_of_next(self) -> int:
        """Return the number of a message that nobody sent yet."""
        self.next_at += 1
        return self.next_at - 1

    async def text(self, at: int, *, age: int = 0) -> None:
        """Deliver message *at*, written *age* seconds ago, until it is acknowledged."""
        text, body = self.message(at, age=age)
        self.unheard += 1
        answered = await self.deliver(body)
        self.unheard -= 1
        say({"acknowledged": text, **answered} if answered else {"given_up": text})

    async def deliver(self, body: bytes) -> dict[str, float]:
        """Send *body* until somebody says 200; return when it was asked and answered, nothing if nobody did."""
        give_up_at, turn = time.monotonic() + LONGEST_UNHEARD_SECONDS, 0
        while time.monotonic() < give_up_at:
            asked = time.time()
            if await self._is_acknowledged(self.client, body):
                answered = time.time()
                self.seconds.append(answered - asked)
                self.recent.append(body)
                return {"asked": asked, "answered": answered}
            await asyncio.sleep(AGAIN_SECONDS[min(turn, len(AGAIN_SECONDS) - 1)])
            turn += 1
        return {}

    def signed(self, body: bytes) -> dict[str, str]:
        """Return the headers with which Meta sends *body*."""
        signature = "sha256=" + hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        return {"content-type": "application/json", "x-hub-signature-256": signature}

    async def ask(self, body: bytes, headers: dict[str, str]) -> int:
        """Send *body* once; return the status of the answer, zero when there was none."""
        self.tries += 1
        try:
            return (await self.client.post(self.url, content=body, headers=headers)).status_code
        except httpx.HTTPError:
            return 0

    async def expect(self, body: bytes, status: int, what: str, **headers: str) -> None:
        """Send *body* once; say so when the answer is wrong, which "not now" and no answer are not."""
        answer = await self.ask(body, headers)
        if answer not in {status, 0, *NOT_NOW}:
            say({"wrong": f"{what}: {answer} instead of {status}"})

    async def statuses(self, wamid: str, text: str) -> None:
        """Report how far a message of ours came: three steps, some of them twice, in any order."""
        steps = [*CLIMB, *self.dice.choices(CLIMB, k=2)]
        self.dice.shuffle(steps)
        for turn, step in enumerate(steps):
            if await self.deliver(self.status_body(wamid, step, turn)):
                say({"status": text, "step": step})

    def status_body(self, wamid: str, step: str, turn: int) -> bytes:
        """Return the webhook of one status; *turn* makes each a delivery of its own."""
        at = str(int(time.time()) - turn)
        status = {"id": wamid, "status": step, "timestamp": at, "recipient_id": "5511911000000"}
        return self.enveloped({"statuses": [status]})

    def enveloped(self, inside: dict[str, Any]) -> bytes:
        """Return a webhook about our number with *inside* as its news."""
        metadata = {"display_phone_number": "5511900000100", "phone_number_id": self.number}
        value = {"messaging_product": "whatsapp", "metadata": metadata, **inside}
        entry = {"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}
        return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def _tails(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds) or [0.0]
    return {f"p{tail}_ms": round(ordered[min(len(ordered) - 1, len(ordered) * tail // 100)] * 1e3) for tail in (50, 99)}
