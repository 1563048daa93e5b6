"""Scripts and styles leave compressed, pages do not; what was gathered is what is in the package."""

from pathlib import Path

import httpx
import pytest

import desvelo
from desvelo.base.ui.served import without_comments
from started import Started

STATIC = Path(desvelo.__file__).parent / "base/ui/static/ui"


@pytest.mark.parametrize("name", ["desk.js", "js/composer.js", "vendor/htmx.min.js", "desvelo.css", "icons.svg"])
def test_a_file_of_the_interface_leaves_compressed_and_whole(demo: Started, name):
    address = f"{demo.url}/static/ui/{name}"
    with httpx.stream("GET", address, headers={"accept-encoding": "gzip"}, trust_env=False) as answer:
        sent = b"".join(answer.iter_raw())

    assert (answer.status_code, answer.headers["content-encoding"]) == (200, "gzip")
    assert len(sent) < (STATIC / name).stat().st_size / 2
    plain = httpx.get(address, headers={"accept-encoding": "identity"}, trust_env=False)
    whole = (STATIC / name).read_text()
    leaves = whole if "vendor/" in name else without_comments(whole)
    assert (plain.text, "content-encoding" in plain.headers) == (leaves, False)


def test_a_page_never_does(demo: Started):
    answer = httpx.get(f"{demo.url}/entrar", headers={"accept-encoding": "gzip, br"}, trust_env=False)

    assert (answer.status_code, "content-encoding" in answer.headers) == (200, False)
