"""An identity provider that asks something of our accounts (SCIM): connected, with a token, over a socket or not."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.test import Client

from desvelo.kernel.provisioning import names, patching

BASE = "/scim/v2"


def provider(name: str = "Entrada Aurora") -> Any:
    """Keep a provider as connecting it does once it has answered; return its row."""
    from desvelo.base import clock
    from desvelo.guards.access.federation import providers
    from desvelo.guards.access.models import IdentityProvider

    row = IdentityProvider(name=name, issuer="https://login.example", client_id="desk", created_at=clock.wall())
    row.secret_sealed = providers._sealed(row, f"secret of {name}")
    row.mac = providers._vouched(row)
    row.save(force_insert=True)
    return row


def token_of(house: Any, row: Any, *, days: str = "90", name: str = "sync") -> str:
    """Let IT make a token of a provider, as the page does."""
    from desvelo.base import clock
    from desvelo.guards.access.provisioning import tokens

    now = clock.wall()
    caio = replace(house.caio, proved_at=now)
    return tokens.make(actor=caio, provider=row.public_id, name=name, days=days, now=now)


def stands_for(house: Any, row: Any, group: str, *, team: Any, role: str = "agent") -> None:
    """Let IT say which team a group stands for (None: no team)."""
    from desvelo.base import clock
    from desvelo.guards.access.models import Team
    from desvelo.guards.access.provisioning import groups

    now = clock.wall()
    public_id = Team.objects.get(pk=team).public_id if team else ""
    caio = replace(house.caio, proved_at=now)
    groups.stand_for(actor=caio, provider=row.public_id, group=group, team=public_id, role=role, now=now)


def body_of(name: str = "Bruna Dias", *, sub: str = "sub-7", **changed: Any) -> dict[str, Any]:
    """Return how a provider describes somebody."""
    login = name.split(maxsplit=1)[0].lower()
    return {
        "schemas": [names.USER],
        "userName": f"{login}@aurora.example",
        "externalId": sub,
        "displayName": name,
        "active": True,
        **changed,
    }


def patch_of(*operations: dict[str, Any]) -> dict[str, Any]:
    """Return a PATCH."""
    return {"schemas": [patching.SCHEMA], "Operations": list(operations)}


@dataclass
class Caller:
    """Asks as a provider does, with a token, without a socket."""

    token: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Ask; return the answer."""
        sent = {"authorization": f"Bearer {self.token}", **headers} if self.token else headers
        data = json.dumps(body) if body is not None else ""
        return Client(enforce_csrf_checks=True).generic(
            method, f"{BASE}{path}", data, content_type="application/scim+json", headers=sent
        )

    def makes(self, name: str = "Bruna Dias", **changed: Any) -> str:
        """Make somebody; return their id."""
        answer = self.ask("POST", "/Users", body_of(name, **changed))
        assert answer.status_code == 201, answer.content
        return answer.json()["id"]

    def groups(self, name: str, *members: str) -> str:
        """Make a group; return its id."""
        body = {"schemas": [names.GROUP], "displayName": name, "members": [{"value": each} for each in members]}
        answer = self.ask("POST", "/Groups", body)
        assert answer.status_code == 201, answer.content
        return answer.json()["id"]

    def patches(self, path: str, *operations: dict[str, Any]) -> Any:
        """Change something; return the answer."""
        return self.ask("PATCH", path, patch_of(*operations))


@contextmanager
def served() -> Iterator[str]:
    """Serve the desk on a socket of this machine; give its address."""
    from django.core.wsgi import get_wsgi_application
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Silent(WSGIRequestHandler):
        def log_request(self, *_: object) -> None: ...

    server = make_server("127.0.0.1", 0, get_wsgi_application(), threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
