"""SCIM 2.0 over HTTP, for identity providers: a token instead of a session, documents instead of pages.

No cookie is read and none is set, so no page of somebody else can ask for anything with a person's session.

Source: RFC 7644 sections 2 and 3; ASVS v5.0.0-4.1, 13.2.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from desvelo.base import clock
from desvelo.guards.access import scim_words
from desvelo.guards.access.errors import TooManyTries
from desvelo.guards.access.http import public
from desvelo.guards.access.provisioning import groups, known, people, tokens
from desvelo.guards.access.provisioning.errors import TokenRefused
from desvelo.guards.access.provisioning.known import Document
from desvelo.guards.access.provisioning.tokens import Provisioner
from desvelo.guards.access.visits import address_of
from desvelo.kernel.provisioning import errors, filters, listing, schemas
from desvelo.kernel.provisioning.errors import ScimRefused
from desvelo.kernel.provisioning.filters import Condition
from desvelo.kernel.provisioning.listing import Page, Query

MOST_BYTES: Final = 512 * 1024
_TYPES: Final = frozenset({"application/json", "application/scim+json"})
_BEARER: Final = "bearer "


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request whose token is known: who asks, and the request itself."""

    caller: Provisioner
    request: HttpRequest

    def body(self) -> Document:
        """Return the document that was sent.  Raises ScimRefused."""
        if self.request.content_type not in _TYPES:
            raise ScimRefused("type", status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            read = self.request.body
            if len(read) > MOST_BYTES:
                raise ScimRefused("large", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            found = msgspec.json.decode(read)
        except RequestDataTooBig:
            raise ScimRefused("large", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise errors.unreadable() from None
        if not isinstance(found, dict):
            raise errors.unreadable()
        return found

    def query(self) -> Query:
        """Return what the address asks for."""
        return listing.asked(self.request.GET.dict())

    def chosen(self, resource: Document) -> Document:
        """Return the attributes of a resource that were asked for."""
        return listing.chosen(resource, self.query())

    def found(self, search: Callable[..., Document], query: Query) -> HttpResponse:
        """Answer with a page of what a search finds, each with the attributes that were asked for."""
        found = search(self.caller, filters.read(query.filter) if query.filter else (), query.page)
        return _said({**found, "Resources": [listing.chosen(each, query) for each in found["Resources"]]})


Answer = Callable[..., HttpResponse]


def _asked(*methods: str) -> Callable[[Answer], Answer]:
    """Let a view answer an ``Ask`` of these *methods*; whatever is refused is said as SCIM says it."""

    def wrap(view: Answer) -> Answer:
        @csrf_exempt
        @public
        @wraps(view)
        def answered(request: HttpRequest, **places: str) -> HttpResponse:
            try:
                return view(_let_in(request, methods), **places)
            except ScimRefused as refused:
                return _refused(refused)
            except TokenRefused:
                answer = _refused(ScimRefused("token", status=HTTPStatus.UNAUTHORIZED))
                answer["WWW-Authenticate"] = 'Bearer realm="scim"'
                return answer
            except TooManyTries as refused:
                answer = _refused(ScimRefused("often", status=HTTPStatus.TOO_MANY_REQUESTS))
                answer["Retry-After"] = str(refused.params["wait_seconds"])
                return answer

        return answered

    return wrap


@_asked("GET", "POST")
def users(ask: Ask) -> HttpResponse:
    """Find people, or make one."""
    if ask.request.method == "GET":
        return ask.found(people.search, ask.query())
    return _made(ask, people.create(ask.caller, ask.body(), now=clock.wall()))


@_asked("POST")
def search_users(ask: Ask) -> HttpResponse:
    """Find people by what is sent: nothing of it is in an address (RFC 7644 section 3.4.3)."""
    return ask.found(people.search, listing.asked(ask.body()))


@_asked("POST")
def search_all(ask: Ask) -> HttpResponse:
    """Find people and groups, people first."""
    return ask.found(_everything, listing.asked(ask.body()))


@_asked("GET", "PUT", "PATCH", "DELETE")
def user(ask: Ask, resource: str) -> HttpResponse:
    """Show, change or shut out one person."""
    return _one(ask, resource, people, shown=people.person)


@_asked("GET", "POST")
def group_list(ask: Ask) -> HttpResponse:
    """Find groups, or keep one."""
    if ask.request.method == "GET":
        return ask.found(groups.search, ask.query())
    return _made(ask, groups.create(ask.caller, ask.body(), now=clock.wall()))


@_asked("POST")
def search_groups(ask: Ask) -> HttpResponse:
    """Find groups by what is sent."""
    return ask.found(groups.search, listing.asked(ask.body()))


@_asked("GET", "PUT", "PATCH", "DELETE")
def group(ask: Ask, resource: str) -> HttpResponse:
    """Show, change or forget one group."""
    return _one(ask, resource, groups, shown=groups.group)


@_asked("GET")
def config(ask: Ask) -> HttpResponse:
    """Say what we can."""
    _require_no_filter(ask)
    return _said(schemas.config(base=known.base()))


@_asked("GET")
def resource_types(ask: Ask) -> HttpResponse:
    """Say which resources there are."""
    return _fixed_list(ask, schemas.resource_types(base=known.base()))


@_asked("GET")
def resource_type(_ask: Ask, name: str) -> HttpResponse:
    """Say one of them."""
    return _fixed_one(schemas.resource_types(base=known.base()), name)


@_asked("GET")
def schema_list(ask: Ask) -> HttpResponse:
    """Say what each resource consists of."""
    return _fixed_list(ask, schemas.schemas(base=known.base()))


@_asked("GET")
def schema(_ask: Ask, name: str) -> HttpResponse:
    """Say what one of them consists of."""
    return _fixed_one(schemas.schemas(base=known.base()), name)


@_asked("DELETE", "GET", "PATCH", "POST", "PUT")
def elsewhere(_ask: Ask, rest: str) -> HttpResponse:  # noqa: ARG001  the address says it
    """Say that there is nothing: what is not served here is named in what we say we can."""
    raise known.absent()


def _everything(caller: Provisioner, conditions: tuple[Condition, ...], page: Page) -> Document:
    """Find in one list what is in two: the page goes on in the groups where the people end."""
    first = people.search(caller, conditions, page)
    rest = Page(start=max(1, page.start - first["totalResults"]), count=page.count - len(first["Resources"]))
    second = groups.search(caller, conditions, rest)
    found = [*first["Resources"], *second["Resources"]]
    return listing.document(found, total=first["totalResults"] + second["totalResults"], start=page.start)


def _one(ask: Ask, resource: str, kind: Any, *, shown: Callable[[Provisioner, str], Document]) -> HttpResponse:
    now = clock.wall()
    if ask.request.method == "DELETE":
        kind.remove(ask.caller, resource, now=now)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if ask.request.method == "PUT":
        return _said(ask.chosen(kind.replace(ask.caller, resource, ask.body(), now=now)))
    if ask.request.method == "PATCH":
        return _said(ask.chosen(kind.change(ask.caller, resource, ask.body(), now=now)))
    return _said(ask.chosen(shown(ask.caller, resource)))


def _made(ask: Ask, resource: Document) -> HttpResponse:
    answer = _said(ask.chosen(resource), status=HTTPStatus.CREATED)
    answer["Location"] = resource["meta"]["location"]
    return answer


def _fixed_list(ask: Ask, found: dict[str, Document]) -> HttpResponse:
    _require_no_filter(ask)
    return _said(listing.document(found.values(), total=len(found), start=1))


def _fixed_one(found: dict[str, Document], name: str) -> HttpResponse:
    if name not in found:
        raise known.absent()
    return _said(found[name])


def _require_no_filter(ask: Ask) -> None:
    """Refuse a filter of what is said to everybody alike (RFC 7644 section 4)."""
    if ask.query().filter:
        raise ScimRefused("filter", status=HTTPStatus.FORBIDDEN)


def _let_in(request: HttpRequest, methods: tuple[str, ...]) -> Ask:
    caller = tokens.shown(_token(request), address=address_of(request), now=clock.wall())
    if request.method not in methods:
        raise ScimRefused("method", status=HTTPStatus.METHOD_NOT_ALLOWED)
    return Ask(caller=caller, request=request)


def _token(request: HttpRequest) -> str:
    header = request.headers.get("Authorization", "")
    return header[len(_BEARER) :].strip() if header.lower().startswith(_BEARER) else ""


def _refused(refused: ScimRefused) -> HttpResponse:
    return _said(errors.document(refused, detail=scim_words.sentence(refused)), status=refused.http)


def _said(document: Document, *, status: int = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(document), content_type="application/scim+json", status=status)
