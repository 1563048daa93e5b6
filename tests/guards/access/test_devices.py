"""A browser is named so that its owner recognises it, and by no more than that."""

import doctest

import pytest

from desvelo.guards.access import devices

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/156.0.0.0 Safari/537.36", "Chrome · Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:151.0) Gecko/20100101 Firefox/151.0", "Firefox · Linux"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/156.0.0.0 Mobile Safari/537.36", "Chrome · Android"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.1 Safari/605.1.15",
            "Safari · macOS",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) CriOS/156.0 Mobile Safari/604.1", "Chrome · iPhone"),
        ("curl/8.14.1", ""),
        ("", ""),
    ],
)
def test_browser_and_system_are_named(said, named):
    assert devices.named(said) == named


@pytest.mark.parametrize("said", ["<script>alert(1)</script>", "x" * 100_000, "Chrome/\n\0 Linux"])
def test_of_what_a_browser_says_nothing_else_is_kept(said):
    assert devices.named(said) in {"", "Chrome · Linux"}


def test_the_examples_of_the_page_are_true():
    assert doctest.testmod(devices).failed == 0
