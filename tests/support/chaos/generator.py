"""Plays Meta while everything breaks: the steady storm, and bad deliveries on demand.

``python -m chaos.generator SETTINGS.json``.  It imports nothing of the product.  Each line on standard input is an
order: ``{"about": WAMID, "text": WORDS}`` makes it report statuses of that message of ours, in disorder and more than
once; ``{"strike": "F13"}`` sends what ``bad_deliveries`` makes of it.  The end of the input ends it.

Each line on standard output is a fact: acknowledged (with the time it was asked and answered), status, struck, wrong
(an answer that should have been another).
"""

import asyncio
import json
import sys
from typing import Any

from chaos import bad_deliveries
from chaos.sending import Sending


def obey(sending: Sending, order: dict[str, Any]) -> None:
    """Do what one line of the input asks."""
    if fault := order.get("strike"):
        sending.tasks.create_task(bad_deliveries.strike(sending, fault))
    else:
        sending.tasks.create_task(sending.statuses(order["about"], order["text"]))


async def main(settings: str) -> None:
    with open(settings, encoding="utf-8") as file:  # noqa: ASYNC230, PTH123  once, before anything is served
        sending = Sending(**json.load(file))
    loop = asyncio.get_running_loop()

    def listen() -> None:
        if line := sys.stdin.buffer.readline():
            obey(sending, json.loads(line))
        else:
            loop.remove_reader(sys.stdin)
            sending.asked_to_end.set()

    running = asyncio.create_task(sending.run())
    await asyncio.sleep(0)
    loop.add_reader(sys.stdin, listen)
    await running


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
