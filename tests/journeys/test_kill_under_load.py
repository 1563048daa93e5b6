"""Whatever is killed while customers write, what was acknowledged is there, once, and can be seen, once.

Source: issue 3, "Done when" 2; architecture section 3; security-design D13.1.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest

import at_rest
import losses
from answers import Answers, is_answer
from hasty import HastyEdge
from kills import ROLES, Killer
from ran_before import demo_folder
from signed_in import SignedIn
from started import Started, eventually, rows, run

pytestmark = pytest.mark.alone
SEED = int(os.environ.get("KILL_SEED", "3"))
SUPPORT = Path(__file__).parents[1] / "support"
COUNT, RATE, CUSTOMERS = 2_000, 100, 50
KILLS, REPLIES = 3, 20


@pytest.fixture(scope="module")
def running() -> Iterator[Started]:
    with demo_folder() as data:
        started = Started(data, "demo", "--no-browser", "--json")
        try:
            yield started
        finally:
            assert started.end() == 0


@dataclass
class Told:
    """What the storm said: the words that were acknowledged, and its own figures."""

    acknowledged: list[str]
    given_up: list[str]
    figures: dict[str, Any]


class Meta:
    """The storm as a child of the test."""

    def __init__(self, folder: Path, *, url: str, info: dict[str, Any], count: int, seed: int) -> None:
        settings = {
            "url": url,
            "secret": info["app_secret"],
            "number": info["phone_number_id"],
            "count": count,
            "rate": RATE,
            "customers": CUSTOMERS,
            "seed": seed,
        }
        (folder / "storm.json").write_text(json.dumps(settings), encoding="utf-8")
        self._said = folder / "storm.out"
        with self._said.open("wb") as out:
            command = [sys.executable, str(SUPPORT / "storm.py"), str(folder / "storm.json")]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave no storm behind, however the test ends."""
        self.process.kill()
        self.process.communicate()

    def told(self) -> Told:
        lines = [json.loads(line) for line in self._said.read_text(encoding="utf-8").splitlines()]
        return Told(
            acknowledged=[each["acknowledged"] for each in lines if "acknowledged" in each],
            given_up=[each["given_up"] for each in lines if "given_up" in each],
            figures=lines[-1] if lines and "sent" in lines[-1] else {},
        )

    def end(self) -> Told:
        """Ask it to end once it has sent enough, and return all it said."""
        self.process.communicate(timeout=300)
        return self.told()


def test_the_judge_names_what_is_lost_doubled_and_invented():
    verdict = losses.judge(acknowledged=["a", "b", "c"], sent=["a", "b", "c", "d"], found=["a", "c", "c", "d", "x"])

    assert verdict == losses.Verdict(lost=("b",), doubled=("c",), invented=("x",))
    assert losses.judge(acknowledged=["a"], sent=["a", "d"], found=["d", "a"]).is_good


def test_nothing_acknowledged_is_lost_and_nothing_appears_twice(running, tmp_path, capsys):
    info, began = running.info, time.monotonic()
    killer = Killer(running=running, seed=SEED)
    conversations = at_rest.talking_customers(info)

    meta = Meta(tmp_path, url=info["webhook_url"], info=info, count=COUNT, seed=SEED)
    with meta, Answers(info, conversations, most=REPLIES) as agent:
        killer.rounds(KILLS)
        assert meta.process.poll() is None, "the storm was over before the last kill"
        told = meta.end()
    at_rest.settle(info)
    stored = at_rest.messages(running.data)
    found = at_rest.words_of(stored, SEED)
    verdict = losses.judge(
        acknowledged=told.acknowledged, sent=at_rest.words_sent(told.figures["sent"], SEED), found=found
    )

    with capsys.disabled():
        sys.stderr.write(
            f"\nkill under load (seed {SEED}): {told.figures}, acknowledged {len(set(told.acknowledged))}, "
            f"stored {len(found)}, lost {len(verdict.lost)}, doubled {len(verdict.doubled)}; kills {dict(killer.hit)}: "
            f"{', '.join(killer.log)}; answers {len(agent.taken)}; {time.monotonic() - began:.0f} s\n"
        )
    assert verdict == losses.Verdict(lost=(), doubled=(), invented=())
    assert (told.given_up, len(set(told.acknowledged)) >= COUNT) == ([], True)
    assert min(killer.hit[role] for role in ROLES) >= KILLS
    assert rows(info["database_url"], "SELECT reason FROM intake.quarantine") == []
    _every_answer_went_once_or_is_flagged(info, agent, stored)
    _each_is_shown_once(running, found)
    assert run("verify-ledger", "--demo", data=running.data).returncode == 0


def _every_answer_went_once_or_is_flagged(info: dict[str, Any], agent: Answers, stored: list[tuple]) -> None:
    """What the desk said it took is stored once; it reached the phone once, or a person is told that nobody knows."""
    reached = [each["text"] for each in at_rest.answers_on_phones(info)]
    state = {text: status for _, direction, status, _, text in stored if direction == "out"}
    kept = [text for _, direction, _, _, text in stored if direction == "out" and is_answer(text)]

    assert len(agent.taken) >= 3
    assert len(kept) == len(set(kept))
    assert set(agent.taken) <= set(kept)
    assert len(reached) == len(set(reached))
    assert {state[text] for text in kept} <= {"accepted", "sent", "delivered", "read", "unsure"}
    assert {text for text in kept if state[text] != "unsure"} <= set(reached)


def _each_is_shown_once(running: Started, found: list[str]) -> None:
    """Read a sample the way an agent does: each message of ten conversations stands once in its thread."""
    marina = SignedIn(running.info, "rui")
    shown: dict[str, str] = {}
    for conversation in marina.conversations():
        thread = marina.thread(conversation)
        if " do rolo " in thread and len(shown) < 10:
            shown[conversation] = thread
    marina.close()
    assert len(shown) == 10
    counts = {text: sum(thread.count(text) for thread in shown.values()) for text in found}
    assert {count for count in counts.values() if count} == {1}
    assert sum(counts.values()) >= 10 * COUNT // CUSTOMERS


def test_an_edge_that_acknowledges_before_the_commit_is_caught_by_the_same_judge(running, tmp_path, capsys):
    """The control: without it, a judge that finds nothing would prove nothing."""
    seed = SEED + 1
    edge = HastyEdge(running)
    with Meta(tmp_path, url=edge.url, info=running.info, count=100, seed=seed) as meta:
        try:
            for kill in range(3):
                eventually(lambda least=(kill + 1) * 20: len(meta.told().acknowledged) >= least, seconds=60)
                edge.kill()
                edge.start()
            told = meta.end()
        finally:
            edge.process.send_signal(signal.SIGTERM)
            edge.process.wait(timeout=20)
    at_rest.settle(running.info)
    sent = at_rest.words_sent(told.figures["sent"], seed)
    verdict = losses.judge(acknowledged=told.acknowledged, sent=sent, found=at_rest.words_found(running.data, seed))

    with capsys.disabled():
        sys.stderr.write(f"\nacknowledging before the commit: {told.figures}, lost {len(verdict.lost)} after 3 kills\n")
    assert len(verdict.lost) >= 1
    assert (verdict.doubled, verdict.invented) == ((), ())
    assert not verdict.is_good
