"""How long to wait before a child that ended is started again.

>>> next_pause(0, alive_seconds=0.1)
0.2
>>> next_pause(0.2, alive_seconds=0.1)
0.4
>>> next_pause(8.0, alive_seconds=0.1)
10.0
>>> next_pause(10.0, alive_seconds=30.0)
0.2
"""

FIRST_SECONDS = 0.2
MOST_SECONDS = 10.0
CALM_SECONDS = 30.0


def next_pause(previous: float, *, alive_seconds: float) -> float:
    """Return twice the previous pause within bounds, the shortest one after a calm life."""
    if alive_seconds >= CALM_SECONDS:
        return FIRST_SECONDS
    return min(max(previous * 2, FIRST_SECONDS), MOST_SECONDS)
