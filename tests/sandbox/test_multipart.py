import doctest

import httpx
import pytest

from desvelo.sandbox import multipart
from desvelo.sandbox.http import Refusal

TRICKY = b"\r\n--x\r\n\r\n\x00\xff--\n" * 3


def test_the_example_is_true():
    assert doctest.testmod(multipart).failed == 0


@pytest.mark.parametrize("content", [b"", b"\r\n", TRICKY, bytes(range(256))])
def test_what_httpx_writes_is_read_byte_for_byte(content):
    request = httpx.Request(
        "POST", "http://x", data={"type": "a/b"}, files={"file": ('a "b".png', content, "image/png")}
    )
    body = request.read()

    form = multipart.read(request.headers["content-type"], body)

    assert (form["type"].content, form["file"].content) == (b"a/b", content)
    assert (form["file"].mime_type, form["file"].filename.startswith("a ")) == ("image/png", True)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nno name\r\n\r\n1\r\n--x--"),
        ("multipart/form-data; boundary=x", b"--x\r\nno end of head\r\n--x--"),
    ],
)
def test_what_is_no_form_is_refused(content_type, body):
    with pytest.raises(Refusal):
        multipart.read(content_type, body)
