"""The edge in a process of its own: takes one signed delivery in and says what it is made of."""

import asyncio
import json
import sys

import raw_asgi
from desvelo.config import asgi
from desvelo.kernel.whatsapp import signature


async def main(secret: str) -> None:
    lifecycle = [{"type": "lifespan.startup"}]
    ready, over = asyncio.Event(), asyncio.Event()

    async def receive() -> dict[str, str]:
        if lifecycle:
            return lifecycle.pop()
        await over.wait()
        return {"type": "lifespan.shutdown"}

    async def send(message: dict[str, str]) -> None:
        ready.set()

    living = asyncio.create_task(asgi.app({"type": "lifespan"}, receive, send))
    await ready.wait()
    body = b'{"object":"whatsapp_business_account","entry":[]}'
    headers = [
        (b"content-type", b"application/json"),
        (b"x-hub-signature-256", signature.sign(secret.encode(), body).encode()),
    ]
    answer = await raw_asgi.ask(asgi.app, raw_asgi.scope("POST", asgi.WEBHOOK, headers=headers), chunks=[body])
    stranger = await raw_asgi.ask(asgi.app, raw_asgi.scope("GET", asgi.EVENTS))
    over.set()
    await living
    loaded = sorted({name.split(".")[0] for name in sys.modules} & {"django", "argon2"})
    sys.stdout.write(json.dumps({"webhook": answer.status, "events": stranger.status, "loaded": loaded}))


asyncio.run(main(sys.argv[1]))
