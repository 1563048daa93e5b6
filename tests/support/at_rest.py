"""An installation once everything came to rest: what it holds, what the phones got, and whom somebody may answer."""

import json
from pathlib import Path
from typing import Any

import httpx
import psycopg

import storm
from opening import run_program
from started import eventually, rows, write

TALKING = [f"551191100000{at}" for at in range(3)]


def messages(data: Path) -> list[tuple[str, str, str, int, str]]:
    """Return every message of the installation in *data*, opened."""
    return [tuple(each) for each in json.loads(run_program("read_messages.py", data))]


def words_found(data: Path, seed: int) -> list[str]:
    """Return the words of every message of a customer that the storm of *seed* sent."""
    return words_of(messages(data), seed)


def words_of(stored: list[tuple[str, str, str, int, str]], seed: int) -> list[str]:
    mark = storm.mark(seed)
    return [text for _, direction, _, _, text in stored if direction == "in" and text.endswith(mark)]


def words_sent(count: int, seed: int) -> list[str]:
    """Return the words of the first *count* messages of the storm of *seed*."""
    return [storm.written(at, seed) for at in range(count)]


def drained(info: dict[str, Any]) -> bool:
    """Tell whether everything at the door was taken in."""
    return _counts(info, "SELECT count(*) FROM intake.raw") == 0


def settle(info: dict[str, Any], *, seconds: float = 60) -> None:
    """Let everything be taken in and sent; time is passed in, so what a killed worker held comes back at once."""
    eventually(lambda: drained(info), seconds=seconds)
    due = "UPDATE outbox_queue SET due_at = now() WHERE due_at > now()"
    with psycopg.connect(info["database_url"], autocommit=True) as connection:
        connection.execute(due)
    eventually(lambda: _counts(info, "SELECT count(*) FROM outbox_queue") == 0, seconds=seconds)


def _counts(info: dict[str, Any], query: str) -> int:
    """Return one number; minus one while the database does not answer."""
    try:
        return int(rows(info["database_url"], query)[0][0])
    except psycopg.Error:
        return -1


def talking_customers(info: dict[str, Any]) -> list[str]:
    """Let three customers write first, so that there is somebody to answer; return their conversations."""
    query = "SELECT public_id FROM desk_conversation ORDER BY last_arrival DESC LIMIT 1"
    found = []
    for at, phone in enumerate(TALKING):
        before = rows(info["database_url"], query)
        write(info, phone=phone, name=f"Conversa {storm.words(at)}", text="bom dia")
        found += [each for (each,) in eventually(lambda before=before: _newer(info, query, before))]
    return found


def _newer(info: dict[str, Any], query: str, before: list[tuple[str]]) -> list[tuple[str]]:
    now = rows(info["database_url"], query)
    return now if now != before else []


def answers_on_phones(info: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every answer that reached one of the phones of *TALKING*, as the sandbox shows it."""
    bubbles = []
    for phone in TALKING:
        url = f"{info['sandbox_control_url']}/phones/{phone}/messages"
        shown = httpx.get(url, timeout=10, trust_env=False).json()["messages"]
        bubbles += [each for each in shown if each["direction"] == "out"]
    return bubbles
