"""Carries webhooks to the desk the way Meta does.

First it asks for the verification challenge and waits until the desk answers, or registers itself.  Then each customer
has a lane of their own: inside it first attempts keep their order, between lanes nothing is promised.  Anything but 200
is a failure, tried again after gaps that double up to an hour, until seven days of the sandbox's clock have passed.
"""

import asyncio
import heapq
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from secrets import token_hex
from typing import Final

import httpx

from desvelo.sandbox import wire
from desvelo.sandbox.config import Config
from desvelo.sandbox.fault_rules import Rule
from desvelo.sandbox.subscriptions import Hook
from desvelo.sandbox.world import World

LONGEST_GAP: Final = 3_600.0
GIVE_UP_AFTER: Final = 7 * 24 * 3_600.0
_VERIFY_GAP: Final = 0.1
_VERIFY_LONGEST_GAP: Final = 2.0
_TIMEOUT: Final = 10.0
_AT_THE_DOOR: Final = ("webhook_forged", "webhook_unsigned", "webhook_drop_answer", "webhook_replay")


@dataclass(slots=True, kw_only=True)
class Attempt:
    """One POST: when, what came back (None: nothing), and how long it took."""

    at: float
    code: int | None
    milliseconds: float


@dataclass(slots=True, kw_only=True)
class Delivery:
    """One webhook body on its way."""

    id: int
    lane: str
    what: str
    body: bytes
    created_at: float
    subject: str = "messages"
    state: str = "waiting"
    attempts: list[Attempt] = field(default_factory=list)
    on_accepted: Callable[[], None] | None = None

    def shown(self) -> dict[str, object]:
        """Return the attempts and codes, without the content."""
        return {
            "id": self.id,
            "field": self.subject,
            "what": self.what,
            "wa_id": self.lane,
            "state": self.state,
            "bytes": len(self.body),
            "attempts": [{"at": one.at, "code": one.code, "ms": round(one.milliseconds, 1)} for one in self.attempts],
        }


class Courier:
    """The queue between the sandbox and the webhooks of the one program it serves."""

    def __init__(self, config: Config, world: World) -> None:
        self._config = config
        self._world = world
        self._client = httpx.AsyncClient(timeout=_TIMEOUT, trust_env=False, follow_redirects=False)
        self._verified = asyncio.Event()
        self._wake = asyncio.Event()
        self.verify_codes: list[int | None] = []
        self._begin()

    def _begin(self) -> None:
        self.deliveries: list[Delivery] = []
        self._due: list[tuple[float, int, bool]] = []
        self._lanes: dict[str, asyncio.Queue[Delivery]] = {}
        self._lane_tasks: list[asyncio.Task[None]] = []
        self._held: dict[str, Delivery] = {}

    def start(self) -> None:
        """Begin to verify and to watch for retries; needs a running loop."""
        self._tasks = [asyncio.create_task(self._verify()), asyncio.create_task(self._watch_due())]

    async def stop(self) -> None:
        """End every task and close the connections."""
        tasks = [*self._tasks, *self._lane_tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._client.aclose()

    def reset(self) -> None:
        """Drop everything that is under way."""
        for task in self._lane_tasks:
            task.cancel()
        self._begin()
        self.look_again()

    def post(
        self,
        content: object,
        *,
        lane: str,
        what: str,
        field: str = "messages",
        on_accepted: Callable[[], None] | None = None,
    ) -> Delivery:
        """Send a webhook soon; *on_accepted* is called when the desk took it."""
        delivery = Delivery(
            id=len(self.deliveries) + 1,
            lane=lane,
            what=what,
            body=wire.dump(content),
            created_at=self._world.clock.now(),
            subject=field,
            on_accepted=on_accepted,
        )
        self.deliveries.append(delivery)
        self._depart(delivery)
        return delivery

    def _depart(self, delivery: Delivery) -> None:
        """Put a delivery on its lane, or do to it what was asked for."""
        rule = self._world.faults.take(("webhook_delay", "webhook_duplicate", "webhook_reorder"), delivery.lane)
        if rule is not None and rule.kind == "webhook_delay":
            self._later(delivery, rule.seconds)
            return
        if rule is not None and rule.kind == "webhook_reorder" and delivery.lane not in self._held:
            self._held[delivery.lane] = delivery  # the next of this lane overtakes it; without a next, time frees it
            self._later(delivery, rule.seconds, held=True)
            return
        copies = rule.asked.copies if rule is not None and rule.kind == "webhook_duplicate" else 0
        for _ in range(1 + copies):
            self._enqueue(delivery)
        overtaken = self._held.pop(delivery.lane, None)
        if overtaken is not None:
            self._enqueue(overtaken)

    def _later(self, delivery: Delivery, seconds: float, *, held: bool = False) -> None:
        heapq.heappush(self._due, (self._world.clock.now() + seconds, delivery.id, held))
        self._wake.set()

    def repeat(self, number: int) -> bool:
        """Send the same bytes again, as Meta does when another app failed; False when there is no such delivery."""
        if not 1 <= number <= len(self.deliveries):
            return False
        self._enqueue(self.deliveries[number - 1])
        return True

    def look_again(self) -> None:
        """Notice that the clock moved."""
        self._wake.set()

    def verification(self) -> dict[str, object]:
        """Return how the verification of the webhook went so far."""
        codes = self.verify_codes
        return {"verified": self._verified.is_set(), "attempts": len(codes), "last_code": codes[-1] if codes else None}

    async def once(self, body: bytes, signature: str | None, *, url: str | None = None) -> tuple[int | None, float]:
        """Post exactly these bytes under this signature, one time; return the code and the milliseconds."""
        url = url or self._world.account.subscriptions.address("messages")
        if url is None:
            return None, 0.0
        headers = {"content-type": "application/json", "user-agent": "facebookexternalua"}
        if signature is not None:
            headers["x-hub-signature-256"] = signature
        started = time.perf_counter()
        try:
            answer = await self._client.post(url, content=body, headers=headers)
        except httpx.HTTPError:
            return None, (time.perf_counter() - started) * 1_000
        return answer.status_code, (time.perf_counter() - started) * 1_000

    async def ask(self, url: str, body: bytes, signature: str) -> tuple[int | None, bytes]:
        """Post to an endpoint and return what it answers; None when nothing came back."""
        headers = {"content-type": "application/json", "x-hub-signature-256": signature}
        try:
            answer = await self._client.post(url, content=body, headers=headers)
        except httpx.HTTPError:
            return None, b""
        return answer.status_code, answer.content

    def _enqueue(self, delivery: Delivery) -> None:
        if delivery.lane not in self._lanes:
            self._lanes[delivery.lane] = asyncio.Queue()
            self._lane_tasks.append(asyncio.create_task(self._work(self._lanes[delivery.lane])))
        self._lanes[delivery.lane].put_nowait(delivery)

    async def _work(self, lane: asyncio.Queue[Delivery]) -> None:
        await self._verified.wait()
        while True:
            await self._attempt(await lane.get())

    async def _attempt(self, delivery: Delivery) -> None:
        url = self._world.account.subscriptions.address(delivery.subject)
        if url is None:
            delivery.state = "unsubscribed"
            return
        rule = self._world.faults.take(_AT_THE_DOOR, delivery.lane)
        await self._forge(rule, delivery, url)
        code, took = await self.once(delivery.body, self._signature(delivery.body), url=url)
        lost = rule is not None and rule.kind == "webhook_drop_answer"
        delivery.attempts.append(Attempt(at=self._world.clock.now(), code=None if lost else code, milliseconds=took))
        if code == HTTPStatus.OK and not lost:
            delivery.state = "accepted"
            if delivery.on_accepted is not None:
                delivery.on_accepted()
        elif delivery.state == "waiting":
            self._try_later(delivery)
        if rule is not None and rule.kind == "webhook_replay":
            self._later(delivery, rule.seconds)

    async def _forge(self, rule: Rule | None, delivery: Delivery, url: str) -> None:
        """Send the same bytes as somebody would who does not know the secret."""
        if rule is not None and rule.kind in {"webhook_forged", "webhook_unsigned"}:
            signature = wire.signature("not the secret", delivery.body) if rule.kind == "webhook_forged" else None
            code, took = await self.once(delivery.body, signature, url=url)
            delivery.attempts.append(Attempt(at=self._world.clock.now(), code=code, milliseconds=took))

    def _signature(self, body: bytes) -> str:
        return wire.signature(self._config.app_secret, body)

    def _try_later(self, delivery: Delivery) -> None:
        gap = min(self._config.retry_first_seconds * 2 ** min(len(delivery.attempts) - 1, 30), LONGEST_GAP)
        due_at = self._world.clock.now() + gap
        if due_at - delivery.created_at > GIVE_UP_AFTER:
            delivery.state = "dropped"
            return
        self._later(delivery, gap)

    async def _watch_due(self) -> None:
        while True:
            self._wake.clear()
            while self._due and self._due[0][0] <= self._world.clock.now():
                _, number, held = heapq.heappop(self._due)
                self._release(self.deliveries[number - 1], was_held=held)
            wait = self._due[0][0] - self._world.clock.now() if self._due else None
            try:
                await asyncio.wait_for(self._wake.wait(), wait)
            except TimeoutError:
                continue

    def _release(self, delivery: Delivery, *, was_held: bool) -> None:
        """Let go what waited; what was held back may have been overtaken, and is then on its way already."""
        if was_held and self._held.get(delivery.lane) is not delivery:
            return
        if was_held:
            del self._held[delivery.lane]
        self._enqueue(delivery)

    async def _verify(self) -> None:
        gap = _VERIFY_GAP
        hook = self._world.account.subscriptions.app
        while hook is not None and not await self.challenges(hook):
            await asyncio.sleep(gap)
            gap = min(gap * 1.5, _VERIFY_LONGEST_GAP)
        if hook is not None:
            self._verified.set()

    def registered(self) -> None:
        """Begin to deliver: an address answered the challenge."""
        self._verified.set()

    async def challenges(self, hook: Hook) -> bool:
        """Ask an address for the challenge; True when it came back, bare, with 200."""
        challenge = str(int(token_hex(5), 16))
        asked = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": hook.verify_token}
        try:
            answer = await self._client.get(hook.url, params=asked)
        except httpx.HTTPError:
            self.verify_codes.append(None)
            return False
        self.verify_codes.append(answer.status_code)
        return answer.status_code == HTTPStatus.OK and answer.text == challenge
