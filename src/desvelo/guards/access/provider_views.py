"""Identity providers over HTTP, for whoever looks after security: connect, check, switch, remove."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from desvelo.base import clock
from desvelo.base.ids import new_public_id
from desvelo.guards.access import federation_words
from desvelo.guards.access.errors import ProofTooOld, ProviderUnusable
from desvelo.guards.access.federation import providers, saml_library, saml_providers
from desvelo.guards.access.federation.providers import Asked, Checked
from desvelo.guards.access.federation.saml_providers import AskedSaml, Given
from desvelo.guards.access.http import ActorRequest
from desvelo.guards.access.visits import to_confirm

_PAGE = "access:providers"
_SHOWN_AGAIN = ("id", "name", "issuer", "client_id", "accepted_acr", "metadata", "address")
_TYPED = ("id", "name", "issuer", "client_id", "accepted_acr", "secret")
_SAML = "saml"


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show the providers, and the form for another."""
    return _page(request)


@require_POST
def connect(request: ActorRequest) -> HttpResponse:
    """Connect a provider, if it says who it is."""
    typed = {name: request.POST.get(name, "").strip() for name in _TYPED}
    return _change(request, lambda: providers.connect(actor=request.actor, asked=Asked(**typed), now=clock.wall()))


@require_POST
def connect_saml(request: ActorRequest) -> HttpResponse:
    """Connect a provider that speaks SAML, by its metadata."""
    typed = {name: request.POST.get(name, "").strip() for name in ("id", "name", "accepted_acr")}
    asked = AskedSaml(**typed, metadata=_given(request))
    return _change(
        request, lambda: saml_providers.connect(actor=request.actor, asked=asked, now=clock.wall()), form=_SAML
    )


@require_POST
def renew_metadata(request: ActorRequest, provider: str) -> HttpResponse:
    """Take address and certificates anew."""
    given = _given(request)
    return _change(
        request,
        lambda: saml_providers.renew(actor=request.actor, provider=provider, metadata=given, now=clock.wall()),
        of=provider,
    )


@require_POST
def check(request: ActorRequest, provider: str) -> HttpResponse:
    """Ask the provider, and say part by part what came of it."""
    found = providers.check(actor=request.actor, provider=provider, now=clock.wall())
    return _page(request, checked=(provider, found))


@require_POST
def give_secret(request: ActorRequest, provider: str) -> HttpResponse:
    """Replace the secret."""
    secret = request.POST.get("secret", "").strip()
    return _change(
        request,
        lambda: providers.give_secret(actor=request.actor, provider=provider, secret=secret, now=clock.wall()),
        of=provider,
    )


@require_POST
def switch(request: ActorRequest, provider: str) -> HttpResponse:
    """Switch it on or off."""
    on = request.POST.get("on", "")
    return _change(
        request, lambda: providers.switch(actor=request.actor, provider=provider, on=on, now=clock.wall()), of=provider
    )


@require_POST
def remove(request: ActorRequest, provider: str) -> HttpResponse:
    """Forget it."""
    return _change(
        request, lambda: providers.remove(actor=request.actor, provider=provider, now=clock.wall()), of=provider
    )


def _given(request: ActorRequest) -> Given:
    return Given(text=request.POST.get("metadata", "").strip(), address=request.POST.get("address", "").strip())


def _change(request: ActorRequest, act: Callable[[], None], *, of: str = "", form: str = "") -> HttpResponse:
    try:
        act()
    except ProofTooOld:
        return to_confirm(reverse(_PAGE))
    except ProviderUnusable as refused:
        return _page(request, refused=refused, of=of, form=form)
    return redirect(_PAGE)


def _page(
    request: ActorRequest,
    *,
    refused: ProviderUnusable | None = None,
    of: str = "",
    form: str = "",
    checked: tuple[str, tuple[Checked, ...]] = ("", ()),
) -> HttpResponse:
    """Draw the page; what was typed stays but the secret, and so does the address that was shown to be registered."""
    given = {name: request.POST.get(name, "") for name in _SHOWN_AGAIN} if refused and not of else {}
    public_id = given.get("id") or new_public_id()
    context = {
        "providers": providers.lines(request.actor, now=clock.wall()),
        "may_change": providers.may_change(request.actor),
        "given": {**given, "id": public_id},
        "redirect_uri": providers.redirect_uri(public_id),
        "answer_uri": providers.answer_uri(public_id),
        "entity": providers.entity_of(public_id),
        "form": form,
        "saml_install": "" if saml_library.is_installed() else saml_library.INSTALL,
        "error": federation_words.unusable(refused) if refused else "",
        "field": refused.field if refused else "",
        "of": of,
        "checked_id": checked[0],
        "checked": [federation_words.checked(each) for each in checked[1]],
    }
    return render(request, "access/providers.html", context, status=int(refused.status) if refused else 200)
