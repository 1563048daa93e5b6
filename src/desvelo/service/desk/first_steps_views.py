"""The first steps over HTTP: the list, and the page of the master key."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from desvelo.guards.access.http import ActorRequest
from desvelo.guards.vault import key_copies
from desvelo.guards.vault.key_copies import CodeWrong
from desvelo.service.desk import first_steps, navigation


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show what is done and what is left."""
    steps = first_steps.steps(request.actor, now=request.now)
    context = {"steps": steps, "left": sum(not each.is_done for each in steps), "nav": _nav(request)}
    return render(request, "desk/first_steps.html", context)


@require_http_methods(["GET", "POST"])
def key(request: ActorRequest) -> HttpResponse:
    """Say where the keys lie, and take the code of a copy."""
    wrong = False
    if request.method == "POST":
        try:
            key_copies.show(actor=request.actor, typed=request.POST.get("code", ""), now=request.now)
        except CodeWrong:
            wrong = True
        else:
            return redirect("first_steps:page")
    copy = key_copies.copy(request.actor, now=request.now)
    context = {"copy": copy, "wrong": wrong, "nav": _nav(request)}
    return render(request, "desk/master_key.html", context, status=int(CodeWrong.status) if wrong else 200)


def _nav(request: ActorRequest) -> object:
    return navigation.navigation(request.actor, active="first_steps")
