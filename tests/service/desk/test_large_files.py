"""A file of 60 MB goes through us in pieces: sealed as it comes, judged, sealed for the customer, brought to Meta."""

import io
import os
import tracemalloc
from dataclasses import replace

import pytest
from django.core.handlers.wsgi import WSGIRequest

import graph as graph_api
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.vault import boxes
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import attaching, files, uploading
from desvelo.service.channel.attaching import Attached
from desvelo.service.channel.models import Media, Message
from desvelo.service.desk.models import Conversation

MEGABYTE = 1024 * 1024
SIZE = 60 * MEGABYTE
MOST_MEMORY = 8 * MEGABYTE
HEAD = (
    b'--limit\r\nContent-Disposition: form-data; name="text"\r\n\r\nsegue\r\n'
    b'--limit\r\nContent-Disposition: form-data; name="file"; filename="grande.pdf"\r\n'
    b"Content-Type: application/pdf\r\n\r\n%PDF-"
)
TAIL = b"\r\n--limit--\r\n"


class Coming(io.RawIOBase):
    """The body of a form with a file of SIZE bytes, made as it is read."""

    def __init__(self) -> None:
        self._rest = [HEAD, None, TAIL]
        self._left = SIZE - len(b"%PDF-")
        self._block = os.urandom(MEGABYTE)

    @property
    def length(self) -> int:
        return len(HEAD) + SIZE - len(b"%PDF-") + len(TAIL)

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "somebody wants all of it at once"
        while self._rest:
            part = self._rest[0]
            if part is not None:
                taken, self._rest[0] = part[:size], part[size:]
                if not self._rest[0]:
                    self._rest.pop(0)
                return taken
            if self._left:
                taken = self._block[: min(size, self._left, MEGABYTE)]
                self._left -= len(taken)
                return taken
            self._rest.pop(0)
        return b""


def form(token: str) -> WSGIRequest:
    """Return the request as granian hands it over."""
    body = Coming()
    return WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/atendimento/c/x/responder",
            "CONTENT_TYPE": "multipart/form-data; boundary=limit",
            "CONTENT_LENGTH": str(body.length),
            "HTTP_COOKIE": f"desvelo={token}",
            "wsgi.input": body,
        }
    )


@pytest.fixture
def graph(settings, tmp_path):
    """Return a Graph API that takes what comes and keeps nothing of it."""
    from desvelo.service.channel import graph as calls

    clients = (calls.client, calls.upload_client)
    with graph_api.serving(graph_api.Graph(keeps_bodies=False)) as running:
        settings.DESVELO = replace(settings.DESVELO, sandbox_origin=running.origin)
        for client in clients:
            client.cache_clear()
        running.answers = [(200, {"id": "77"}), (200, {"messages": [{"id": "wamid.1"}]})]
        yield running
        for client in clients:
            client().close()
            client.cache_clear()


@pytest.mark.asvs("5.2.1")
def test_no_step_of_its_way_holds_the_file(house, arrive, graph, committed):
    arrive("bom dia")
    browser, contact = signed_in(house.marina), Conversation.objects.get().contact_id
    request = form(browser.token)
    tracemalloc.start()

    file = request.FILES["file"]
    kept = attaching.keep(Attached(name="grande.pdf", content=file), caption="", now=clock.business())
    _, on_the_way_in = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    row = attaching.row(boxes.of(contact, why=Why.UNSAID), kept, Message.objects.get(), now=clock.business())
    row.save()
    told = uploading.uploaded(
        row, Message.objects.get().number, boxes.of(contact, why=Why.UNSAID), now=clock.business()
    )
    _, on_the_way_out = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    request.close()

    assert (request.POST["text"], kept.kind, kept.size, told) == ("segue", "document", SIZE, "77")
    assert int(graph.asked[0].headers["content-length"]) > SIZE
    assert sum(len(piece) for piece in files.pieces(row.id, largest=SIZE)) == SIZE
    assert (on_the_way_in < MOST_MEMORY, on_the_way_out < MOST_MEMORY) == (True, True), (on_the_way_in, on_the_way_out)


def test_the_measure_sees_a_file_that_is_held(house, arrive):
    """The control: whoever gathers the pieces needs the room of the file."""
    arrive("bom dia")
    request = form(signed_in(house.marina).token)
    tracemalloc.start()

    whole = b"".join(request.FILES["file"].pieces())

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    request.close()
    assert (len(whole), peak > SIZE) == (SIZE, True)


def test_a_spool_is_gone_with_its_request(house, arrive, settings):
    arrive("bom dia")
    request = form(signed_in(house.marina).token)
    file = request.FILES["file"]

    request.close()

    with pytest.raises(ValueError, match="closed"):
        next(file.pieces())
    assert [path for path in (settings.DESVELO.objects / ".new").iterdir() if path.stat().st_size] == []


def test_a_disk_that_is_full_is_said_and_nothing_is_sent(house, arrive, monkeypatch):
    from desvelo.base import spool

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    arrive("bom dia")
    monkeypatch.setattr(spool.Spool, "write", full)
    browser = signed_in(house.marina)
    conversation = Conversation.objects.get().public_id
    file = io.BytesIO(b"%PDF-1.7 abc")
    file.name = "a.pdf"

    answer = browser.post(f"/atendimento/c/{conversation}/responder", {"text": "", "file": file})

    assert (answer.status_code, Message.objects.filter(direction="out").count()) == (503, 0)
    assert Media.objects.count() == 0
