"""Plays Meta in a process of its own: signed webhooks at a steady rate, each sent again until it is acknowledged.

``storm.py SETTINGS.json`` sends at least *count* messages, and goes on until its standard input is closed.  It keeps
its own list: each message that was acknowledged is one line of JSON on standard output, written when the answer came.
It imports nothing of the product.  Some deliveries are sent once more after they were acknowledged, as Meta does.
"""

import asyncio
import hashlib
import hmac
import json
import random
import sys
import time
from dataclasses import dataclass, field

import httpx

GIVE_UP_SECONDS = 60.0
AGAIN_SECONDS = (0.2, 0.4, 0.8, 1.5, 3.0)
AT_ONCE = 64
REPEATED_SHARE = 0.05
SYLLABLES = [consonant + vowel for consonant in "bdfglmnprtv" for vowel in "aeiou"]


@dataclass
class Storm:
    """What is sent, where, and what came of it."""

    url: str
    secret: str
    number: str
    count: int
    rate: float
    customers: int
    seed: int
    tries: int = 0
    repeated: int = 0
    asked_to_end: asyncio.Event = field(default_factory=asyncio.Event)
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def message(self, at: int, *, age: int = 0) -> tuple[str, bytes]:
        """Return the words of message *at*, unlike any other's, and its webhook; it was written *age* seconds ago."""
        customer = at % self.customers
        phone, name = f"55119100{customer:05d}", f"Cliente {words(customer)}"
        text = written(at, self.seed)
        message = {
            "from": phone,
            "id": f"wamid.{self.seed}.{at}",
            "timestamp": str(int(time.time()) - age),
            "type": "text",
            "text": {"body": text},
        }
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "5511900000100", "phone_number_id": self.number},
            "contacts": [{"profile": {"name": name}, "wa_id": phone}],
            "messages": [message],
        }
        entry = {"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}
        return text, json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()

    async def run(self) -> None:
        """Send until there are enough and somebody asked to end; wait for every acknowledgement."""
        dice, began, at = random.Random(self.seed), time.monotonic(), 0
        limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
        async with httpx.AsyncClient(limits=limits, timeout=8, trust_env=False) as client, asyncio.TaskGroup() as tasks:
            while at < self.count or not self.asked_to_end.is_set():
                tasks.create_task(self._deliver(client, at, repeat=dice.random() < REPEATED_SHARE))
                at += 1
                await asyncio.sleep(max(0.0, began + at / self.rate - time.monotonic()))
        seconds = time.monotonic() - began
        say({"sent": at, "tries": self.tries, "repeated": self.repeated, "seconds": round(seconds, 1)})

    async def _deliver(self, client: httpx.AsyncClient, at: int, *, repeat: bool) -> None:
        text, body = self.message(at)
        give_up_at = time.monotonic() + GIVE_UP_SECONDS
        turn = 0
        while not await self._is_acknowledged(client, body):
            if time.monotonic() > give_up_at:
                say({"given_up": text})
                return
            await asyncio.sleep(AGAIN_SECONDS[min(turn, len(AGAIN_SECONDS) - 1)])
            turn += 1
        say({"acknowledged": text})
        if repeat:
            self.repeated += 1
            await asyncio.sleep(AGAIN_SECONDS[at % len(AGAIN_SECONDS)])
            await self._is_acknowledged(client, body)

    async def _is_acknowledged(self, client: httpx.AsyncClient, body: bytes) -> bool:
        signature = "sha256=" + hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"content-type": "application/json", "x-hub-signature-256": signature}
        async with self.room:
            self.tries += 1
            try:
                return (await client.post(self.url, content=body, headers=headers)).status_code == 200
            except httpx.HTTPError:
                return False


def written(at: int, seed: int) -> str:
    """Return the words of message *at*: nothing in them looks like a datum, so they are read as they are."""
    return f"linha {words(at)}{mark(seed)}"


def mark(seed: int) -> str:
    """Return how every message of the storm of *seed* ends."""
    return f" do rolo {words(seed)}"


def words(number: int) -> str:
    """Write a number as syllables: no digit for anybody to take for a datum.

    >>> words(0), words(1), words(56)
    ('baba', 'beba', 'bebe')
    """
    said = ""
    while number or len(said) < 4:
        number, rest = divmod(number, len(SYLLABLES))
        said += SYLLABLES[rest]
    return said


def say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


async def main(settings: str) -> None:
    with open(settings, encoding="utf-8") as file:  # noqa: ASYNC230, PTH123  once, before anything is served
        storm = Storm(**json.load(file))
    loop = asyncio.get_running_loop()

    def listen() -> None:
        if not sys.stdin.buffer.readline():
            loop.remove_reader(sys.stdin)
            storm.asked_to_end.set()

    loop.add_reader(sys.stdin, listen)
    await storm.run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
