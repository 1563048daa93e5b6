"""Templates over HTTP: the page where they are kept, and the picker of a conversation."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desvelo.guards.access.http import ActorRequest
from desvelo.kernel.whatsapp import outbound_templates
from desvelo.kernel.whatsapp.errors import ContentRefused
from desvelo.service.channel.errors import MarketingRefused
from desvelo.service.desk import answering, holding, navigation, templating
from desvelo.service.desk.errors import SensitiveText


@require_GET
def page(request: ActorRequest) -> HttpResponse:
    """Show every template."""
    shown = templating.page(request.actor, now=request.now)
    nav = navigation.navigation(request.actor, active="templates")
    context = {"page": shown, "nav": nav, "asked": "pedido" in request.GET}
    return render(request, "desk/templates.html", context)


@require_POST
def ask(request: ActorRequest) -> HttpResponse:
    """Let Meta be asked; what it answers is on the page a moment later."""
    essentials = request.POST.get("essentials") == "yes"
    templating.ask(actor=request.actor, with_essentials=essentials, now=request.now)
    return redirect("/modelos?pedido=1")


@require_http_methods(["GET", "POST"])
def picker(request: ActorRequest, conversation: str) -> HttpResponse:
    """Offer the templates of a conversation; send the one that was filled in, or say why not."""
    if request.method == "GET":
        choices = templating.choices(request.actor, conversation, now=request.now)
        return render(request, "desk/_picker.html", {"choices": choices, "conversation": conversation})
    template = templating.chosen(request.actor, conversation, request.POST.get("template", ""), now=request.now)
    values = {place.key: request.POST.get(place.key, "") for place in outbound_templates.places(template)}
    try:
        answering.send_template(
            actor=request.actor, conversation=conversation, template=template, values=values, now=request.now
        )
    except (SensitiveText, ContentRefused, MarketingRefused) as held:
        error = holding.template_sentence(held)
        return render(request, "desk/_picker_error.html", {"error": error}, status=int(held.status))
    answer = render(request, "desk/_picker_sent.html")
    answer["HX-Retarget"] = "#picker"
    return answer
