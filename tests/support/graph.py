"""A tiny Graph API on this machine: answers what a test told it to, and remembers what reached it."""

import contextlib
import hashlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def content(self) -> dict[str, object]:
        return json.loads(self.body)


@dataclass(frozen=True)
class File:
    """The bytes at an address; *declared* is a length that is not theirs, *more* are headers."""

    content: bytes = bytes(range(256)) * 8
    status: int = 200
    declared: int | None = None
    more: dict[str, str] = field(default_factory=dict)


@dataclass
class Graph:
    """What it will answer, one after the other, the last one for ever; and what it was asked."""

    port: int = 0
    answers: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None
    before_bytes: Callable[[], None] = lambda: None
    hangs_up: bool = False
    keeps_bodies: bool = True
    files: dict[str, "File"] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def accepts(self, wamid: str) -> None:
        """Answer as Meta answers a message it took."""
        self.answers = [(200, {"messaging_product": "whatsapp", "messages": [{"id": wamid}]})]

    def has_file(self, **more: object) -> None:
        """Answer as Meta answers who asks about a file it has, and give its bytes at the address that it names."""
        served = File(**{name: more.pop(name) for name in ("content", "status", "declared", "more") if name in more})
        self.files["/bytes/1"] = served
        file = {"messaging_product": "whatsapp", "url": f"{self.origin}/bytes/1?mid=1", "mime_type": "image/jpeg"}
        told = {"sha256": hashlib.sha256(served.content).hexdigest(), "file_size": len(served.content)}
        self.answers = [(200, {**file, **told, "id": "9", **more})]

    @property
    def fetched(self) -> list["Asked"]:
        """Who asked for bytes."""
        return [each for each in self.asked if each.path in self.files]

    @property
    def questions(self) -> list["Asked"]:
        """Who asked about a file, or to send something."""
        return [each for each in self.asked if each.path not in self.files]

    def refuses(self, code: int, *, status: int = 400) -> None:
        """Answer as Meta answers a message it did not take."""
        self.answers = [(status, {"error": {"code": code, "message": "refused", "type": "OAuthException"}})]


def free_port() -> int:
    """Return a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def serving(graph: Graph) -> Iterator[Graph]:
    """Serve *graph*, on its port if it has one."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            split = urlsplit(self.path)
            body = self._read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(method=self.command, path=split.path, query=parse_qs(split.query), headers=headers, body=body)
            graph.asked.append(asked)
            (graph.before_bytes if split.path in graph.files else graph.before_answer)()
            self.close_connection = True
            if split.path in graph.files:
                self._give(graph.files[split.path])
            elif not graph.hangs_up:
                status, content = graph.answers.pop(0) if len(graph.answers) > 1 else graph.answers[0]
                answer = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(answer)

        def _read(self, left: int) -> bytes:
            """Take the body; where it is not kept, its first kilobyte stands for it."""
            if graph.keeps_bodies:
                return self.rfile.read(left)
            first = self.rfile.read(min(left, 1024))
            left -= len(first)
            while left and (piece := self.rfile.read(min(left, 65_536))):
                left -= len(piece)
            assert left == 0, "the sender stopped before the length it named"
            return first

        def _give(self, file: File) -> None:
            self.send_response(file.status)
            self.send_header("content-type", "application/octet-stream")
            self.send_header("content-length", str(len(file.content) if file.declared is None else file.declared))
            for name, value in file.more.items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(file.content)

        do_GET = do_POST  # noqa: N815  the name is http.server's

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", graph.port), Handler)
    graph.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield graph
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
