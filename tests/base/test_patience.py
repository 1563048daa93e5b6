import time

from desvelo.base import patience


def test_a_thread_that_worked_too_long_is_told():
    is_late = patience.spent_after(0.02)
    begun = time.thread_time()
    while time.thread_time() - begun < 0.03:
        pass

    assert is_late()


def test_a_thread_that_waited_is_not():
    is_late = patience.spent_after(0.02)
    time.sleep(0.03)

    assert not is_late()
