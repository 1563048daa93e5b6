"""Templates: created, listed, edited, deleted; and what Meta decides about them, told by webhook.

Source: whatsapp-cloud-api sections 11, 15 and 20.
"""

from typing import Any, Final

from desvelo.sandbox import graph_errors, template_rules, webhooks
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.graph_call import Call, Route, Routes
from desvelo.sandbox.templates import MOST, Template
from desvelo.sandbox.tokens import MANAGEMENT

EDITABLE: Final = frozenset({"APPROVED", "PAUSED", "REJECTED"})
_DEFAULT: Final = (
    *("name", "parameter_format", "components", "language", "status", "category", "rejected_reason"),
    "id",
)
_PAGE: Final = 25
_MOST_A_PAGE: Final = 1_000
_FILTERS: Final = ("name", "language", "status", "category")


class GraphTemplates:
    """Answers to ``/{account}/message_templates`` and about each template."""

    def __init__(self, conversation: Conversation) -> None:
        self._world = conversation.world
        self._courier = conversation.courier

    def routes(self) -> Routes:
        """Return what is answered here."""
        found = {"GET": self._listed, "POST": self._create, "DELETE": self._delete}
        return {
            ("account", verb, "message_templates"): Route(handler=handler, scope=MANAGEMENT)
            for verb, handler in found.items()
        }

    async def _listed(self, call: Call) -> dict[str, Any]:
        asked = call.request.query
        found = [one for one in self._world.account.templates if _fits(one, asked)]
        limit, start = _number(asked.get("limit"), _PAGE), _number(asked.get("after"), 0)
        page = found[start : start + limit]
        cursors = {"before": str(start), "after": str(start + len(page))}
        more = {"next": f"{call.origin}{call.request.path}?limit={limit}&after={start + limit}"}
        is_last = start + limit >= len(found)
        summary = {"total_count": len(found), "message_template_count": len(found), "message_template_limit": MOST}
        return {
            **({"summary": {**summary, "are_translations_complete": True}} if asked.get("summary") else {}),
            "data": [{**call.chosen(one.shown(), _DEFAULT), "id": one.id} for one in page],
            "paging": {"cursors": cursors, **({} if is_last else more)},
        }

    async def _create(self, call: Call) -> dict[str, Any]:
        templates = self._world.account.templates
        asked = template_rules.read(call.json)
        if len(templates) >= MOST:
            raise template_rules.content(2_388_019, "Too many templates", "The account has all the templates it may.")
        if templates.find(asked["name"], asked["language"]) is not None:
            sentence = "There is already content in this language for this template."
            raise template_rules.content(2_388_024, "Content in this language already exists", sentence)
        template = templates.add(**asked)
        answer = {"id": template.id, "status": template.status, "category": template.category}
        self._review(template)
        return answer

    def _review(self, template: Template) -> None:
        """Let Meta decide, as the sandbox was told that it decides; "hold" leaves the template pending."""
        verdict = self._world.account.template_review
        if verdict == "approve":
            self.decide(template, "APPROVED")
        elif verdict == "reject":
            self.decide(template, "REJECTED", reason="INVALID_FORMAT")

    async def _delete(self, call: Call) -> dict[str, Any]:
        templates, name = self._world.account.templates, call.parameters.get("name")
        if not isinstance(name, str) or not name:
            raise graph_errors.missing("name")
        wanted = call.parameters.get("hsm_id")
        gone = [one for one in templates.named(name) if wanted in (None, one.id)]
        if not gone:
            raise _not_found()
        for template in gone:
            templates.remove(template)
            self._tell(template, "DELETED", "NONE")
        return {"success": True}

    def of_template(self, call: Call) -> dict[str, Any]:
        """Describe or edit one template; raises GraphError."""
        template = self._world.account.templates.by_id(call.object_id)
        if template is None or call.edge or call.request.method not in {"GET", "POST"}:
            raise graph_errors.no_such_object(call.request.method.lower(), call.object_id)
        if call.request.method == "GET":
            return {**call.chosen(template.shown(), _DEFAULT), "id": template.id}
        return self._edit(template, call)

    def _edit(self, template: Template, call: Call) -> dict[str, Any]:
        if template.status not in EDITABLE:
            raise template_rules.content(2_388_025, "Template cannot be edited", f"It is {template.status}.")
        category = str(call.json.get("category", template.category)).upper()
        if category != template.category and template.status == "APPROVED":
            raise template_rules.content(2_388_025, "Category cannot be edited", "The template is approved.")
        given = call.json.get("components", template.components)
        form = template.parameter_format
        template.components = template_rules.components(given, category=category, form=form)
        template.category, template.status = category, "PENDING"
        self._review(template)
        return {"success": True}

    def decide(self, template: Template, status: str, *, reason: str = "NONE") -> None:
        """Give a template a status and tell it."""
        template.status, template.reason = status, reason
        self._tell(template, status, reason)

    def _tell(self, template: Template, event: str, reason: str) -> None:
        why = {"reason": "The variables stand next to each other.", "recommendation": "Put words between them."}
        told = {
            "event": event,
            **template.in_webhook(),
            "reason": reason,
            "message_template_category": template.category,
            **({"rejection_info": why} if event == "REJECTED" else {}),
        }
        self.tell("message_template_status_update", told)

    def tell(self, field: str, value: dict[str, Any]) -> None:
        """Send a webhook about templates."""
        body = webhooks.of_account(self._world.config, field, value, at=int(self._world.clock.now()))
        self._courier.post(body, lane="account", what=field, field=field)


def _fits(template: Template, asked: Any) -> bool:
    named = {
        "name": template.name,
        "language": template.language,
        "status": template.status,
        "category": template.category,
    }
    return all(str(asked[name]).upper() in named[name].upper() for name in _FILTERS if asked.get(name))


def _number(given: str | None, default: int) -> int:
    return min(int(given), _MOST_A_PAGE) if given is not None and given.isdecimal() else default


def _not_found() -> graph_errors.GraphError:
    return graph_errors.GraphError(
        400,
        "Invalid parameter",
        code=100,
        error_subcode=2_593_002,
        is_transient=False,
        error_user_title="Message template not found",
        error_user_msg="The template was deleted before, or it never existed.",
    )
