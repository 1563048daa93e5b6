"""A small real webhook: records what arrives and answers what the test asked for."""

import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PATIENCE = 10.0


@dataclass
class Post:
    headers: dict
    body: bytes


@dataclass
class Receiver:
    """What arrived, and the codes still to be answered; 200 when none is left."""

    posts: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    codes: deque = field(default_factory=deque)
    challenges: deque = field(default_factory=deque)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def start(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhook"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        return self

    def stop(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def forget(self):
        with self.changed:
            self.posts.clear()
            self.codes.clear()

    def wait_for(self, count):
        """Return the first *count* posts once they are here."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.posts) >= count, PATIENCE), f"{len(self.posts)} of {count}"
            return self.posts[:count]

    def _handler(receiver):  # noqa: N805 - inside the handler, self is the handler
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
                with receiver.changed:
                    receiver.asked.append(query)
                    answer = receiver.challenges.popleft() if receiver.challenges else (200, query["hub.challenge"])
                    receiver.changed.notify_all()
                self.answer(*answer)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                with receiver.changed:
                    receiver.posts.append(Post({key.lower(): value for key, value in self.headers.items()}, body))
                    code = receiver.codes.popleft() if receiver.codes else 200
                    receiver.changed.notify_all()
                self.answer(code, "")

            def answer(self, code, text):
                self.send_response(code)
                self.send_header("content-length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_):
                pass

        return Handler
