"""Several threads at one thing at once, each with a database connection of its own."""

import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def at_once(work: Callable[[int], Result], *, count: int = 2) -> list[Result | Exception]:
    """Run ``work(0)`` … ``work(count - 1)`` in threads that start together; return what each returned or raised."""
    from django.db import connection

    together = threading.Barrier(count)
    results: list[Result | Exception] = [RuntimeError("did not finish")] * count

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            together.wait(timeout=10)
            results[number] = work(number)
        except Exception as error:  # noqa: BLE001  whatever it was is the result
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results
