"""The ASGI application: starts the courier, and hands each request to the Graph API, the control or the phone.

Run it with one worker; its memory is its only state.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from http import HTTPStatus

from desvelo.sandbox import guard, http
from desvelo.sandbox.config import CannotStart, Config, load
from desvelo.sandbox.control import Control
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.courier import Courier
from desvelo.sandbox.graph_api import GraphApi
from desvelo.sandbox.http import Receive, Refusal, Request, Response, Scope, Send
from desvelo.sandbox.phone_api import PhoneApi
from desvelo.sandbox.world import World


class Sandbox:
    """One running sandbox."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.world = World(config)
        self.courier = Courier(config, self.world)
        conversation = Conversation(self.world, self.courier)
        self._graph = GraphApi(conversation)
        self._control = Control(conversation)
        self._phone = PhoneApi(conversation)

    async def answer(self, request: Request) -> Response:
        """Return the answer to any request; raises Refusal."""
        area = request.path.split("/")[1]
        if area not in {"control", "phone"}:
            return await self._graph.answer(request)
        guard.local_only(request, desk_origin=self.config.desk_origin)
        if request.method == "OPTIONS":
            return Response(status=HTTPStatus.NO_CONTENT)
        return await self._control.answer(request) if area == "control" else self._phone.answer(request)


class Application:
    """What granian calls."""

    def __init__(self) -> None:
        self._sandbox: Sandbox | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Speak ASGI: the life of the process, or one request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http" and self._sandbox is not None:
            await _serve(self._sandbox, scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            sandbox = Sandbox(load(os.environ))
        except CannotStart as reason:
            await send({"type": "lifespan.startup.failed", "message": str(reason)})
            return
        sandbox.courier.start()
        self._sandbox = sandbox
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await sandbox.courier.stop()
        await send({"type": "lifespan.shutdown.complete"})


async def _serve(sandbox: Sandbox, scope: Scope, receive: Receive, send: Send) -> None:
    try:
        request = await http.read(scope, receive)
        response = await sandbox.answer(request)
        cors = guard.cors(request, desk_origin=sandbox.config.desk_origin)
    except Refusal as refusal:
        response, cors = http.as_json({"error": refusal.sentence}, status=refusal.status), {}
    if response.silent:
        await _hang(receive)
    elif response.broken:
        await _break_off(send)
    elif response.stream is not None:
        await _stream(response, response.stream, receive, send)
    else:
        await asyncio.sleep(response.delay_seconds)
        headers = {**response.headers, **cors}
        await http.write(Response(status=response.status, headers=headers, body=response.body), send)


async def _hang(receive: Receive) -> None:
    """Say nothing until the caller gives up."""
    while (await receive())["type"] != "http.disconnect":
        continue


async def _break_off(send: Send) -> None:
    """Begin an answer and end the connection in the middle of it."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"500")]})
    await send({"type": "http.response.body", "body": b'{"messaging_product"', "more_body": True})


async def _stream(response: Response, chunks: AsyncIterator[bytes], receive: Receive, send: Send) -> None:
    """Write *chunks* until the reader leaves."""
    await send({"type": "http.response.start", "status": 200, "headers": http.encoded(response.headers)})
    writing = asyncio.ensure_future(_pour(chunks, send))
    leaving = asyncio.ensure_future(_hang(receive))
    await asyncio.wait({writing, leaving}, return_when=asyncio.FIRST_COMPLETED)
    for task in (writing, leaving):
        task.cancel()
        with suppress(asyncio.CancelledError, ConnectionError):
            await task


async def _pour(chunks: AsyncIterator[bytes], send: Send) -> None:
    async for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


app = Application()
