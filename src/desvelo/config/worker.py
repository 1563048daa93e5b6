"""What the ``worker`` process does: take deliveries in, work off the outbox, keep the ledger, keep house.

Each duty is a thread with a loop of its own, woken by PostgreSQL when there is something to do and by the clock in any
case.  A duty that fails is logged by code and tried again; no failure of one stops another.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import cast

import psycopg
from django.conf import settings
from django.db import close_old_connections, connection

from desvelo.base import clock
from desvelo.base.keyring import KeyMissing, Keyring, keyring
from desvelo.base.outbox import consume, queue
from desvelo.base.processes.errors import StartRefused
from desvelo.config import house
from desvelo.duties.assurance import streaming
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import jobs
from desvelo.guards.audit import store as ledger_store
from desvelo.guards.vault import (
    erased_file,
    erasing,
    horizon,
    reconciling,
    renewing,
    rotating,
    sweeping,
)
from desvelo.kernel.detection import scanning
from desvelo.kernel.errors import DesveloError
from desvelo.service.channel import (
    group_commit,
    intake,
    media,
    putting_back,
    rescanning,
    schedule,
)

CHECKPOINT_EVERY = timedelta(seconds=30)
HOUSE_EVERY_SECONDS = 5.0
ANCHORS_EVERY_SECONDS = 15.0
_LONGEST_SLEEP_SECONDS = 1.0
_AFTER_FAILURE_SECONDS = 0.5
_LEAST_BETWEEN_SEALS = timedelta(seconds=1)
_LONG_AGO_SECONDS = 86_400.0
_log = logging.getLogger("desvelo.worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One loop: *work* returns how much it did; zero lets it sleep until *channel* wakes it or *every* passes.

    After work it rests, so that what comes meanwhile is one batch and not many: a transaction costs the same for each.
    """

    name: str
    work: Callable[[], int]
    channels: tuple[str, ...] = ()
    every_seconds: float = _LONGEST_SLEEP_SECONDS
    rest_seconds: float = 0.0


class IntakeKeyMissing(StartRefused):
    """Deliveries wait that this worker cannot open; it must not set them aside one after the other."""

    code = "worker.intake_key_missing"

    def __init__(self, *, folder: Path, names: Sequence[str]) -> None:
        super().__init__(folder=folder, names=tuple(names))

    def __str__(self) -> str:
        names = ", ".join(cast("tuple[str, ...]", self.params["names"])) or "current"
        return (
            f"The worker was not started: {self.params['folder']}/intake lacks the key that webhooks are sealed to "
            f"({names}). Mount the keys folder that all workers share, or restore it from its copy. If a key is lost "
            "for good, `desvelo intake set-aside` keeps what waits for it closed and lets the worker start."
        )


class Wakers:
    """One connection that listens on every channel and wakes the duties that wait for it."""

    def __init__(self, duties: Sequence[Duty]) -> None:
        self.events = {duty.name: threading.Event() for duty in duties}
        self._by_channel = {
            channel: [self.events[duty.name] for duty in duties if channel in duty.channels]
            for duty in duties
            for channel in duty.channels
        }

    def listen(self, stopping: threading.Event) -> None:
        """Listen until *stopping*; a lost connection is made again, and everybody woken in case they missed a call."""
        while not stopping.is_set():
            try:
                with psycopg.connect(settings.DESVELO.database_url or "", autocommit=True) as listening:
                    for channel in self._by_channel:
                        listening.execute(f"LISTEN {channel}")
                    self._wake_all()
                    while not stopping.is_set():
                        for notification in listening.notifies(timeout=0.5, stop_after=1):
                            self._wake(notification.channel)
            except psycopg.Error as error:
                _log.warning("worker.listen_again", extra={"code": type(error).__name__})
                stopping.wait(_AFTER_FAILURE_SECONDS)

    def _wake(self, channel: str) -> None:
        for event in self._by_channel.get(channel, ()):
            event.set()

    def _wake_all(self) -> None:
        for event in self.events.values():
            event.set()


def main() -> int:
    """Run every duty until a signal asks to stop.  Raises IntakeKeyMissing."""
    require_intake_keys(keyring(settings.DESVELO.keys))
    scanning.scan("cpf 529.982.247-25")  # loads every detector now, not under the first customer's message
    run(_duties(), stopping=_stop_on_signal())
    return 0


def require_intake_keys(ring: Keyring) -> None:
    """Refuse to start without the key new deliveries are sealed to, or one that deliveries wait for."""
    current = ring.current_intake()
    missing = putting_back.missing_keys(ring)
    if current is not None and current not in missing:
        try:
            ring.intake_private(current)
        except KeyMissing:
            missing.append(current)
    if current is None or missing:
        raise IntakeKeyMissing(folder=ring.folder, names=missing)


def run(duties: Sequence[Duty], *, stopping: threading.Event) -> None:
    """Run *duties* in threads until *stopping* is set and each has finished what it was doing."""
    wakers = Wakers(duties)
    threads = [threading.Thread(target=wakers.listen, args=[stopping], name="listen", daemon=True)]
    for duty in duties:
        loop = threading.Thread(target=_loop, args=[duty, wakers.events[duty.name], stopping], name=duty.name)
        threads.append(loop)
    for thread in threads:
        thread.start()
    stopping.wait()
    for event in wakers.events.values():
        event.set()
    for thread in threads:
        thread.join(timeout=8)


def _duties() -> list[Duty]:
    return [
        Duty(name="intake", work=intake.take_in, channels=(group_commit.CHANNEL,), rest_seconds=0.01),
        Duty(name="outbox-1", work=consume.drain, channels=(queue.CHANNEL,)),
        Duty(name="outbox-2", work=consume.drain, channels=(queue.CHANNEL,)),
        Duty(name="media-1", work=media.look_up, channels=(media.CHANNEL,)),
        Duty(name="media-2", work=media.look_up, channels=(media.CHANNEL,)),  # one large file must not hold all others
        # Whoever waits for an index, as a reveal does, gives it without this duty (decision 0011).
        Duty(name="ledger", work=_keep_ledger, channels=(ledger_store.CHANNEL,), rest_seconds=0.1),
        Duty(name="seal", work=_seal_on_request, channels=(ledger_store.SEAL_CHANNEL,), every_seconds=60.0),
        Duty(name="verify", work=_verify_ledger),
        Duty(name="siem", work=_stream_ledger),
        Duty(name="sweep", work=_compare_sealed_rows, every_seconds=60.0, rest_seconds=0.2),
        Duty(name="anchors", work=_anchor_ledger, every_seconds=ANCHORS_EVERY_SECONDS),
        Duty(name="rescan", work=_search_again, every_seconds=60.0, rest_seconds=0.2),
        Duty(name="erase", work=_erase, every_seconds=60.0, rest_seconds=0.1),
        Duty(name="renew", work=_renew_keys, every_seconds=60.0, rest_seconds=0.1),
        Duty(name="numbers", work=_check_numbers, every_seconds=60.0),
        Duty(name="keys", work=_replace_keys, channels=(rotating.CHANNEL,), every_seconds=60.0, rest_seconds=0.05),
        Duty(name="house", work=house.keep, every_seconds=HOUSE_EVERY_SECONDS),
    ]


def _loop(duty: Duty, woken: threading.Event, stopping: threading.Event) -> None:
    while not stopping.is_set():
        woken.clear()
        try:
            done = duty.work()
        except Exception as error:  # noqa: BLE001  one duty's failure must not stop the others
            code = error.code if isinstance(error, DesveloError) else type(error).__name__
            _log.warning("worker.duty_failed", extra={"duty": duty.name, "code": code})
            close_old_connections()
            stopping.wait(_AFTER_FAILURE_SECONDS)
            continue
        if done:
            stopping.wait(duty.rest_seconds)
        elif not stopping.is_set():
            woken.wait(duty.every_seconds)
    connection.close()


_last_signing = float("-inf")


def _keep_ledger() -> int:
    """Give indexes; every half a minute sign the log if it grew, whoever gave its new entries their indexes."""
    done = audit.sequence()
    if _since_signing() >= CHECKPOINT_EVERY:
        _sign_ledger()
    return done


def _seal_on_request() -> int:
    """Sign the log for somebody who waits for the proof of an entry, but not for everybody who asks in one second."""
    if _since_signing() >= _LEAST_BETWEEN_SEALS:
        _sign_ledger()
    return 0


def _since_signing() -> timedelta:
    return timedelta(seconds=min(time.monotonic() - _last_signing, _LONG_AGO_SECONDS))


def _sign_ledger() -> None:
    """Sign the log if it grew; an empty one is looked at again soon, so that its first entry does not wait."""
    global _last_signing  # noqa: PLW0603  when this process last looked; what it signs is decided under a lock
    if ledger_store.size():
        _last_signing = time.monotonic()
        audit.checkpoint(now=clock.wall())


def _verify_ledger() -> int:
    """Read the log again, one bounded step."""
    return jobs.verify_again(now=clock.business())


def _stream_ledger() -> int:
    """Send the next entries to whoever watches, if somebody said where."""
    to = settings.DESVELO.siem
    return streaming.stream(to=to, now=clock.wall()) if to else 0


def _compare_sealed_rows() -> int:
    """Compare what is sealed with what the log says, one bounded step; then a day of what keys were opened for."""
    return sweeping.sweep_again(now=clock.wall()) or reconciling.settle(now=clock.wall())


def _anchor_ledger() -> int:
    """Give the newest checkpoint to the places outside the database: a slow one holds up nothing but the others."""
    return jobs.give_to_anchors(now=clock.wall())


def _search_again() -> int:
    """Search history by what detection knows by now, one bounded step; the rest between them leaves room for news."""
    return rescanning.search_again(now=clock.business())


def _renew_keys() -> int:
    """Give one contact whose turn it is a new key, so that what was taken out of a row opens no more."""
    return renewing.renew_due(now=clock.business())


def _erase() -> int:
    """Carry out one erasure whose time has come; when none is left, say of old ones that nothing opens them."""
    now = clock.business()
    done = erasing.carry_out_due(now=now)
    erased_file.note(now=now)
    return done or horizon.settle(now=now)


def _check_numbers() -> int:
    """Ask Meta about the number whose turn it is: a slow answer holds up nothing but the next number."""
    return schedule.check_due(every=timedelta(hours=settings.DESVELO.number_check_hours), now=clock.business())


def _replace_keys() -> int:
    """Do the next step of replacing an epoch of keys, if its time is over; what was destroyed leaves memory too."""
    keyring(settings.DESVELO.keys).forget_destroyed()
    return rotating.step(now=clock.wall())


def _stop_on_signal() -> threading.Event:
    """Return what a signal sets: from a thread, since a handler that meets ``wait`` holding the lock would hang."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=stopping.set, name="stop").start())
    return stopping
