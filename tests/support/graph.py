"""A tiny Graph API on this machine: answers what a test told it to, and remembers what reached it."""

import contextlib
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


@dataclass
class Graph:
    """What it will answer, one after the other, the last one for ever; and what it was asked."""

    port: int = 0
    answers: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None
    hangs_up: bool = False

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def accepts(self, wamid: str) -> None:
        """Answer as Meta answers a message it took."""
        self.answers = [(200, {"messaging_product": "whatsapp", "messages": [{"id": wamid}]})]

    def has_file(self, **more: object) -> None:
        """Answer as Meta answers who asks about a file it has."""
        file = {"messaging_product": "whatsapp", "url": "https://lookaside.example/1", "mime_type": "image/jpeg"}
        self.answers = [(200, {**file, "sha256": "ab" * 32, "file_size": 2048, "id": "9", **more})]

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
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(method=self.command, path=split.path, query=parse_qs(split.query), headers=headers, body=body)
            graph.asked.append(asked)
            graph.before_answer()
            self.close_connection = True
            if not graph.hangs_up:
                status, content = graph.answers.pop(0) if len(graph.answers) > 1 else graph.answers[0]
                answer = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(answer)

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
