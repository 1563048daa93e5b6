"""Who may try again: a journey that waited for the browser in vain, once, on a machine that others use too.

A wrong value, a leak, a lost message, a complaint of the console: none of these is ever asked twice
(docs/decisions/0035).
"""

import pytest

WAITED_IN_VAIN = [
    r"^TimeoutError: ",
    r"^AssertionError: (Locator|Page) expected ",
    r"^AssertionError: not within [0-9.]+ s",
]


def give(items: list[pytest.Item]) -> None:
    """Mark those of *items* that drive a browser."""
    for item in items:
        if {"browser", "visitors"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=WAITED_IN_VAIN))
