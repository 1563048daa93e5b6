"""A journey may wait a second time; nothing may be wrong, leaked or lost even once."""

import pytest

pytest_plugins = ["pytester"]

CONFTEST = """
import pytest
import second_chance

@pytest.fixture
def browser():
    return []

def pytest_collection_modifyitems(items):
    second_chance.give(items)
"""


@pytest.mark.parametrize(
    ("failure", "given"),
    [
        ("TimeoutError('Locator.click: Timeout 30000ms exceeded.')", True),
        ("AssertionError('Locator expected to be visible')", True),
        ("AssertionError('not within 15.0 s')", True),
        ("AssertionError(\"assert ['529.982.247-25'] == []\")", False),
        ("AssertionError('assert 3 == 4')", False),
        ("ValueError('Locator expected')", False),
    ],
)
def test_only_waiting_is_tried_again(pytester, failure, given):
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(f"""
        tries = []

        def test_screen(browser):
            tries.append(1)
            if len(tries) == 1:
                raise {failure}

        def test_without_a_browser():
            if len(tries) < 9:
                raise TimeoutError("Locator.click")
    """)

    said = pytester.runpytest_inprocess("-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:django")

    said.assert_outcomes(**({"passed": 1, "failed": 1} if given else {"failed": 2}))
    assert ("1 rerun" in said.outlines[-1]) is given


def test_who_waits_in_vain_twice_has_failed(pytester):
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile("def test_screen(browser): raise TimeoutError('Locator.click')")

    pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:django").assert_outcomes(failed=1)
