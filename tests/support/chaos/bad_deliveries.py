"""What the generator sends when it is told to strike; each strike says so when it is through.

An answer counts as wrong when something else would have been right and nothing was broken at that moment: a door that
says 502 or 503, or does not answer, only asks to be asked again.
"""

import asyncio
import contextlib
import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from chaos import poison
from chaos.sending import Sending
from storm import mark, say, words

AT_ONCE = 100
LATE_COPIES, LATE_COPY_SECONDS = 3, 0.5
LONGEST_LATE_SECONDS = 8 * 24 * 3600
LORIS_SOCKETS, LORIS_CUT_SECONDS, LORIS_GAP_SECONDS = 500, 33.0, 2.0


class EndedBefore(Exception):
    """The run ended before the strike was through: it does not count."""


async def duplicate(sending: Sending) -> None:
    """Send one message many times at once, and again when it was taken in."""
    at = sending.number_of_next()
    text, body = sending.message(at)
    copies, room = sending.dice.choice((10, 100, 1_000)), asyncio.Semaphore(AT_ONCE)

    async def once() -> None:
        async with room:
            await sending.ask(body, sending.signed(body))

    if answered := await sending.deliver(body):
        say({"acknowledged": text, **answered})
    await asyncio.gather(*(once() for _ in range(copies)))
    for _ in range(LATE_COPIES):
        await asyncio.sleep(LATE_COPY_SECONDS)
        await once()


async def disorder(sending: Sending) -> None:
    """Send twenty messages of the last eight days in any order, some of them again."""
    numbers = [sending.number_of_next() for _ in range(20)]
    again = sending.dice.choices(numbers, k=5)
    ages = {at: sending.dice.randrange(LONGEST_LATE_SECONDS) for at in numbers}
    order = [*numbers, *again]
    sending.dice.shuffle(order)
    await asyncio.gather(*(sending.text(at, age=ages[at]) for at in order))


async def poisonous(sending: Sending) -> None:
    """Send one bad element before a good neighbour, and one body that nobody can take apart."""
    name = sending.dice.choice(list(poison.BAD_ELEMENTS))
    at = sending.number_of_next()
    text, body = sending.message(at)
    whole = json.loads(body)
    bad = {"id": f"wamid.bad.{sending.seed}.{at}", "from": "5511910077777", "timestamp": str(int(time.time()))}
    whole["entry"][0]["changes"][0]["value"]["messages"].insert(0, {**bad, **poison.BAD_ELEMENTS[name]})
    if answered := await sending.deliver(json.dumps(whole).encode()):
        say({"acknowledged": text, **answered})
    else:
        say({"given_up": f"{name}: {text}"})
    name, body = sending.dice.choice(list(poison.unreadable(at).items()))
    say({"poison": name} if await sending.deliver(body) else {"given_up": name})


async def malform(sending: Sending) -> None:
    """Send what is too large, compressed, of another type or empty; and three megabytes that are fine."""
    at = sending.number_of_next()
    text, body = sending.message(at)
    large = json.dumps({**json.loads(body), "padding": "x" * 3_000_000}).encode()
    if answered := await sending.deliver(large):
        say({"acknowledged": text, **answered})
    else:
        say({"given_up": f"3 MB: {text}"})
    huge = b" " * (5 * 1024 * 1024)
    await sending.expect(huge, 413, "5 MB", **sending.signed(huge))
    await sending.expect(body, 415, "gzip", **{**sending.signed(body), "content-encoding": "gzip"})
    await sending.expect(body, 415, "text/plain", **{**sending.signed(body), "content-type": "text/plain"})
    await sending.expect(b"", 200, "nothing, signed", **sending.signed(b""))


async def forge_and_replay(sending: Sending) -> None:
    """Send a body under six signatures that are not its own, and three bodies that were acknowledged before."""
    body = json.dumps(_forged(sending)).encode()
    right = hmac.new(sending.secret.encode(), body, hashlib.sha256).hexdigest()
    other = hmac.new(b"another secret", body, hashlib.sha256).hexdigest()
    of_other = hmac.new(sending.secret.encode(), body + b" ", hashlib.sha256).hexdigest()
    wrong = (
        f"sha256={other}",
        f"sha256={of_other}",
        f"sha1={right}",
        f"sha256={right.upper()}",
        f"sha256={right[:-1]}",
    )
    for signature in wrong:
        await sending.expect(body, 401, "forged", **{**sending.signed(body), "x-hub-signature-256": signature})
    await sending.expect(body, 401, "unsigned", **{"content-type": "application/json"})
    for old in sending.dice.choices(sending.recent, k=3) if sending.recent else ():
        await sending.expect(old, 200, "replayed", **sending.signed(old))


def _forged(sending: Sending) -> dict[str, Any]:
    """Return a webhook whose words would be taken for one of the storm's: found anywhere, it is "invented"."""
    whole = json.loads(sending.message(0)[1])
    message = whole["entry"][0]["changes"][0]["value"]["messages"][0]
    message["id"] = f"wamid.forged.{sending.dice.random()}"
    message["text"]["body"] = f"falsa linha {words(sending.dice.randrange(10**6))}{mark(sending.seed)}"
    return whole


async def slow_loris(sending: Sending) -> None:
    """Open connections that send a byte now and then: half of them never end their headers, half never their body."""
    where = urlsplit(sending.url)
    head = f"POST {where.path} HTTP/1.1\r\nhost: {where.netloc}\r\ncontent-type: application/json\r\n"
    bodies = f"{head}content-length: 100000\r\n\r\n"
    lives = [_drip(sending, (head, bodies)[at % 2].encode(), at % 2) for at in range(LORIS_SOCKETS)]
    longest = [seconds for seconds in await asyncio.gather(*lives) if seconds > LORIS_CUT_SECONDS]
    if sending.asked_to_end.is_set():
        raise EndedBefore
    if longest:
        say({"wrong": f"{len(longest)} slow connections live longer than {LORIS_CUT_SECONDS:.0f} s"})


async def _drip(sending: Sending, head: bytes, is_body: int) -> float:
    """Return for how many seconds the door bore it; zero when the run ended before."""
    where, began = urlsplit(sending.url), time.monotonic()
    with contextlib.suppress(OSError, TimeoutError):
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        try:
            writer.write(head)
            while not sending.asked_to_end.is_set() and time.monotonic() - began <= LORIS_CUT_SECONDS:
                writer.write(b"x" if is_body else b"x-a: b\r\n")
                await writer.drain()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(1024), LORIS_GAP_SECONDS)
                    break
        finally:
            writer.close()
    return 0.0 if sending.asked_to_end.is_set() else time.monotonic() - began


STRIKES: dict[str, Callable[[[Sending]], Awaitable[None]]] = {
    "F11": duplicate,
    "F12": disorder,
    "F13": poisonous,
    "F14": malform,
    "F15": slow_loris,
    "F18": forge_and_replay,
}


async def strike(sending: Sending, fault: str) -> None:
    """Do what the number stands for, and say when it is through."""
    with contextlib.suppress(EndedBefore):
        await STRIKES[fault](sending)
        say({"struck": fault})
