"""The templates of our accounts: asked from Meta page by page, submitted, and kept up with what webhooks tell.

Meta owns them; what is here is a copy.  One that Meta lists no more is marked as deleted, never dropped, because
messages were sent with it.

Source: whatsapp-cloud-api sections 11, 14.3 and 20.
"""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, cast

import msgspec
from django.db import transaction

from desvelo.base import clock
from desvelo.base.http.errors import RequestFailed
from desvelo.base.outbox.event import Event
from desvelo.kernel.whatsapp import essential_templates, outbound_templates, reading, strict_json
from desvelo.kernel.whatsapp.errors import Unparsable
from desvelo.kernel.whatsapp.outbound_templates import Template as Content
from desvelo.kernel.whatsapp.template_news import CATEGORY, REWRITTEN, TemplateChanged
from desvelo.service.channel import alarms, graph
from desvelo.service.channel.events import TemplatesAsked
from desvelo.service.channel.models import Number, Template

DELETED, PENDING, REFUSED = "DELETED", "PENDING", "REJECTED"
_PAGE: Final = 100
_MOST_PAGES: Final = 80
_FIELDS: Final = "id,name,language,status,category,components,parameter_format,quality_score,rejected_reason"
_OK: Final = 200
_log = logging.getLogger("desvelo.templates")


class NotListed(Exception):
    """Meta did not list the templates; *code* is its own."""

    def __init__(self, *, code: int | None) -> None:
        super().__init__(code)
        self.code = code


def bring_up_to_date(event: Event) -> None:
    """Submit the essential templates that are missing, if that was asked, and copy what Meta has.

    Raises SendAgainLater while Meta cannot be asked.
    """
    asked = cast("TemplatesAsked", event)
    number = Number.objects.filter(pk=asked.number_id).first()
    if number is None:
        return
    try:
        synchronise(number, now=clock.business())
        if asked.with_essentials:
            submit_missing(number, now=clock.business())
    except RequestFailed as trouble:
        _log.warning("templates.not_asked", extra={"code": trouble.code})
        raise
    except NotListed as refused:
        alarms.note(number, str(refused.code or ""), now=clock.business())
        _log.warning("templates.not_listed", extra={"code": f"graph:{refused.code}"})


def synchronise(number: Number, *, now: datetime) -> int:
    """Copy every template of the number's account; return how many Meta has.  Raises RequestFailed, NotListed."""
    listed = list(_listed(number))
    with transaction.atomic():
        for raw in listed:
            _keep(number.waba_id, raw, now=now)
        names = {(each.get("name"), each.get("language")) for each in listed}
        for row in Template.objects.filter(waba_id=number.waba_id).exclude(status=DELETED):
            if (row.name, row.language) not in names and row.told_at < now:
                row.status = DELETED
                row.save(update_fields=["status"])
    return len(listed)


def submit_missing(number: Number, *, now: datetime) -> int:
    """Send the essential templates that the account lacks to Meta; return how many."""
    known = set(Template.objects.filter(waba_id=number.waba_id).exclude(status=DELETED).values_list("name", flat=True))
    missing = [each for each in essential_templates.TEMPLATES if each.name not in known]
    for template in missing:
        submit(number, template, essential_templates.examples(template), now=now)
    return len(missing)


def submit(number: Number, template: Content, examples: Mapping[str, str], *, now: datetime) -> str:
    """Ask Meta to approve *template*; return the status it is in.  Raises ContentRefused, RequestFailed."""
    answer = graph.post(number, f"{number.waba_id}/message_templates", outbound_templates.created(template, examples))
    content = _object(answer.body)
    error = reading.mapping(content.get("error"))
    code = reading.integer(error.get("code"))
    status = REFUSED if answer.status_code != _OK else (reading.word(content.get("status")) or PENDING)
    if answer.status_code != _OK:
        alarms.note(number, str(reading.integer(error.get("error_subcode")) or code or ""), now=now)
    _store(
        number.waba_id,
        template,
        {
            "meta_id": str(content.get("id") or "")[:40],
            "status": status[:24],
            "reason": f"META_{code}" if answer.status_code != _OK else "",
            "category": (reading.word(content.get("category")) or template.category)[:20],
            "told_at": now,
        },
    )
    return status


def hear(waba: str, told: TemplateChanged, *, now: datetime) -> None:
    """Apply what a webhook told of a template of an account; nothing of it raises, whatever it names.

    One that we do not know is kept all the same: the next synchronisation brings its text, and any other's new text.
    """
    if not told.name or not told.language or told.event == REWRITTEN:
        return
    rows = Template.objects.select_for_update().filter(waba_id=waba, name=told.name, language=told.language)
    row = rows.first()
    if row is None:
        row = Template(waba_id=waba, name=told.name, language=told.language, status=PENDING, category="")
        row.content = msgspec.to_builtins(Content(name=told.name, language=told.language, category="", parts=()))
    row.meta_id = told.template_id or row.meta_id
    row.status = (told.status or row.status)[:24]
    row.category = (told.category or row.category)[:20]
    is_done = told.event == CATEGORY and told.category != ""
    row.next_category = "" if is_done else (told.next_category or row.next_category)[:20]
    row.quality = (told.quality or row.quality)[:12]
    row.reason = told.reason[:40] if told.status else row.reason
    row.told_at = now
    row.save()


def content_of(row: Template) -> Content:
    """Return the text and the places of a template."""
    return msgspec.convert(row.content, type=Content)


def _listed(number: Number) -> Iterator[dict[str, object]]:
    """Yield what Meta lists, page by page."""
    after = ""
    for _ in range(_MOST_PAGES):
        query = {"fields": _FIELDS, "limit": str(_PAGE), **({"after": after} if after else {})}
        answer = graph.get(number, f"{number.waba_id}/message_templates", query)
        content = _object(answer.body)
        if answer.status_code != _OK:
            raise NotListed(code=reading.integer(reading.mapping(content.get("error")).get("code")))
        yield from (reading.mapping(each) for each in reading.sequence(content.get("data")))
        paging = reading.mapping(content.get("paging"))
        after = reading.word(reading.mapping(paging.get("cursors")).get("after")) or ""
        if not after or "next" not in paging:
            return


def _keep(waba: str, raw: Mapping[str, object], *, now: datetime) -> None:
    template = outbound_templates.read(raw)
    if template is None:
        return
    quality = reading.mapping(raw.get("quality_score")).get("score")
    reason = reading.word(raw.get("rejected_reason")) or ""
    _store(
        waba,
        template,
        {
            "meta_id": str(raw.get("id") or "")[:40],
            "status": (reading.word(raw.get("status")) or PENDING)[:24],
            "quality": (reading.word(quality) or "")[:12],
            "reason": "" if reason == "NONE" else reason[:40],
            "category": template.category[:20],
            "told_at": now,
        },
    )


def _store(waba: str, template: Content, values: dict[str, object]) -> None:
    Template.objects.update_or_create(
        waba_id=waba,
        name=template.name[:512],
        language=template.language[:16],
        defaults={**values, "content": msgspec.to_builtins(template)},
    )


def _object(body: bytes) -> dict[str, object]:
    try:
        return reading.mapping(strict_json.load(body))
    except Unparsable:
        return {}
