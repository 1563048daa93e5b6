"""How much of the processor somebody's work may take.

Counted is the time of the thread itself and not the clock's: a busy machine must not make a short work look long.
"""

import time
from collections.abc import Callable


def spent_after(seconds: float) -> Callable[[], bool]:
    """Return a question to ask now and then: has this thread worked for *seconds* since?"""
    begun, end = time.monotonic(), time.thread_time() + seconds
    # The clock is asked first: it costs a tenth, and no thread works longer than the clock says.
    return lambda: time.monotonic() - begun > seconds and time.thread_time() > end
