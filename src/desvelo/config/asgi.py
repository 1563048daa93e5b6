"""What the ``edge`` process serves: the door, the streams, and a bridge to everything else.  No Django, no key.

Importing this module ties the process to its parent: granian's workers otherwise survive a killed main process.
"""

import contextlib
import os
from typing import Any
from urllib.parse import quote

from desvelo.base import logs
from desvelo.base.config.parse import Config, Unconfigurable, parse
from desvelo.base.keyring import Keyring
from desvelo.base.processes import death
from desvelo.config import edge_figures
from desvelo.config.bridge import Bridge
from desvelo.config.data_folder import default_data
from desvelo.config.edge_figures import EdgeFigures
from desvelo.service.channel.app_secrets import Door
from desvelo.service.channel.door import Receive, Scope, Send, WebhookDoor
from desvelo.service.channel.group_commit import GroupCommit
from desvelo.service.desk.stream import Hub, Stream

WEBHOOK, EVENTS, METRICS = "/webhooks/whatsapp", "/events", "/metrics"


class Edge:
    """The whole edge: built once a process, started when granian says so."""

    def __init__(self, config: Config) -> None:
        database_url = config.edge_database_url or config.database_url
        if database_url is None or config.web_socket is None:
            raise Unconfigurable(
                setting="DATABASE_URL",
                sentence="The edge needs DATABASE_URL_FILE and DESVELO_WEB_SOCKET. Start it with `desvelo up`.",
            )
        ring = Keyring(config.keys)
        self._bridge = Bridge(socket=config.web_socket, secure=config.secure)
        self._group_commit = GroupCommit(database_url=database_url, public_key=lambda: _public_key(ring))
        self._hub = Hub(database_url=database_url)
        self._door = WebhookDoor(door=Door(config.keys), group_commit=self._group_commit)
        cookie = "__Host-desvelo" if config.secure else "desvelo"
        self._stream = Stream(hub=self._hub, cookie=cookie, may_open=self._may_open)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or granian's own start and stop."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"] == WEBHOOK:
            await self._door(scope, receive, send)
        elif scope["path"] == EVENTS and scope["method"] == "GET":
            await self._stream(scope, receive, send)
        elif scope["path"] == METRICS:
            await self._bridge(scope, receive, send, told=[edge_figures.header(self._figures())])
        else:
            await self._bridge(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._group_commit.start()
                self._hub.start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self._hub.stop()
                await self._group_commit.stop()
                with contextlib.suppress(Exception):
                    await self._bridge.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def _figures(self) -> EdgeFigures:
        return EdgeFigures(open_streams=self._hub.open_count, webhooks=dict(self._door.outcomes))

    async def _may_open(self, scope: Scope, conversation: str) -> bool:
        """Let the gate in the web process decide about one conversation; it also puts a refusal on record."""
        client: Any = scope.get("client") or ("", 0)
        cookies = [(name, value) for name, value in scope["headers"] if name.lower() in {b"cookie", b"host"}]
        path = b"/events/authorize?c=" + quote(conversation, safe="").encode()
        headers = [*cookies, (b"x-desvelo-background", b"1")]
        return await self._bridge.status_of(path, headers, str(client[0])) == 204  # noqa: PLR2004  "no content"


def _public_key(ring: Keyring) -> bytes:
    current = ring.current_intake()
    if current is None:
        raise FileNotFoundError
    return ring.intake_public(current)


death.die_with_parent()
_config = parse(os.environ, default_data=default_data())
logs.configure(process="edge")
app = Edge(_config)
