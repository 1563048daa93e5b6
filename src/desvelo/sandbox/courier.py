"""Carries webhooks to the desk the way Meta does.

First it asks for the verification challenge and waits until the desk answers.  Then each customer has a lane of their
own: inside it first attempts keep their order, between lanes nothing is promised.  Anything but 200 is a failure, tried
again after gaps that double up to an hour, until seven days of the sandbox's clock have passed.
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
from desvelo.sandbox.world import Clock

LONGEST_GAP: Final = 3_600.0
GIVE_UP_AFTER: Final = 7 * 24 * 3_600.0
_VERIFY_GAP: Final = 0.1
_VERIFY_LONGEST_GAP: Final = 2.0
_TIMEOUT: Final = 10.0


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
    state: str = "waiting"
    attempts: list[Attempt] = field(default_factory=list)
    on_accepted: Callable[[], None] | None = None

    def shown(self) -> dict[str, object]:
        """Return the attempts and codes, without the content."""
        return {
            "id": self.id,
            "what": self.what,
            "wa_id": self.lane,
            "state": self.state,
            "bytes": len(self.body),
            "attempts": [{"at": one.at, "code": one.code, "ms": round(one.milliseconds, 1)} for one in self.attempts],
        }


class Courier:
    """The queue between the sandbox and the one webhook it serves."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._client = httpx.AsyncClient(timeout=_TIMEOUT, trust_env=False, follow_redirects=False)
        self._verified = asyncio.Event()
        self._wake = asyncio.Event()
        self._verify_codes: list[int | None] = []
        self._begin()

    def _begin(self) -> None:
        self.deliveries: list[Delivery] = []
        self._due: list[tuple[float, int]] = []
        self._lanes: dict[str, asyncio.Queue[Delivery]] = {}
        self._lane_tasks: list[asyncio.Task[None]] = []

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

    def reset(self, clock: Clock) -> None:
        """Drop everything that is under way and follow a new clock."""
        for task in self._lane_tasks:
            task.cancel()
        self._clock = clock
        self._begin()
        self.look_again()

    def post(self, content: object, *, lane: str, what: str, on_accepted: Callable[[], None] | None = None) -> Delivery:
        """Send a webhook soon; *on_accepted* is called when the desk took it."""
        delivery = Delivery(
            id=len(self.deliveries) + 1,
            lane=lane,
            what=what,
            body=wire.dump(content),
            created_at=self._clock.now(),
            on_accepted=on_accepted,
        )
        self.deliveries.append(delivery)
        self._enqueue(delivery)
        return delivery

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
        codes = self._verify_codes
        return {"verified": self._verified.is_set(), "attempts": len(codes), "last_code": codes[-1] if codes else None}

    async def once(self, body: bytes, signature: str | None) -> tuple[int | None, float]:
        """Post exactly these bytes under this signature, one time; return the code and the milliseconds."""
        headers = {"content-type": "application/json", "user-agent": "facebookexternalua"}
        if signature is not None:
            headers["x-hub-signature-256"] = signature
        started = time.perf_counter()
        try:
            answer = await self._client.post(self._config.webhook_url, content=body, headers=headers)
        except httpx.HTTPError:
            return None, (time.perf_counter() - started) * 1_000
        return answer.status_code, (time.perf_counter() - started) * 1_000

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
        code, took = await self.once(delivery.body, wire.signature(self._config.app_secret, delivery.body))
        delivery.attempts.append(Attempt(at=self._clock.now(), code=code, milliseconds=took))
        if code == HTTPStatus.OK:
            delivery.state = "accepted"
            if delivery.on_accepted is not None:
                delivery.on_accepted()
        elif delivery.state == "waiting":
            self._try_later(delivery)

    def _try_later(self, delivery: Delivery) -> None:
        gap = min(self._config.retry_first_seconds * 2 ** min(len(delivery.attempts) - 1, 30), LONGEST_GAP)
        due_at = self._clock.now() + gap
        if due_at - delivery.created_at > GIVE_UP_AFTER:
            delivery.state = "dropped"
            return
        heapq.heappush(self._due, (due_at, delivery.id))
        self._wake.set()

    async def _watch_due(self) -> None:
        while True:
            self._wake.clear()
            while self._due and self._due[0][0] <= self._clock.now():
                _, number = heapq.heappop(self._due)
                self._enqueue(self.deliveries[number - 1])
            wait = self._due[0][0] - self._clock.now() if self._due else None
            try:
                await asyncio.wait_for(self._wake.wait(), wait)
            except TimeoutError:
                continue

    async def _verify(self) -> None:
        gap = _VERIFY_GAP
        while not await self._challenge_is_echoed():
            await asyncio.sleep(gap)
            gap = min(gap * 1.5, _VERIFY_LONGEST_GAP)
        self._verified.set()

    async def _challenge_is_echoed(self) -> bool:
        challenge = str(int(token_hex(5), 16))
        asked = {
            "hub.mode": "subscribe",
            "hub.challenge": challenge,
            "hub.verify_token": self._config.verify_token,
        }
        try:
            answer = await self._client.get(self._config.webhook_url, params=asked)
        except httpx.HTTPError:
            self._verify_codes.append(None)
            return False
        self._verify_codes.append(answer.status_code)
        return answer.status_code == HTTPStatus.OK and answer.text == challenge
