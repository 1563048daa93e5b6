"""What Meta tells of an account rather than of a message: its templates, and how many people it may write to.

Only from an app whose secret is bound to a number of that account.

Source: whatsapp-cloud-api section 11.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desvelo.kernel.whatsapp import reading, template_news
from desvelo.kernel.whatsapp.items import Unknown
from desvelo.kernel.whatsapp.template_news import News
from desvelo.service.channel import limits, templates

FIELDS: Final = template_news.FIELDS | {template_news.CAPABILITY}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNews:
    """One change of an account: news of a template, or the number of people it may reach in a day."""

    waba: str
    template: News | None = None
    people_per_day: int | None = None


def read(item: Unknown, element: bytes) -> AccountNews | None:
    """Read the change that *item* stands for; None when it says nothing we can use, and it is then set aside."""
    value = reading.mapping(reading.mapping(json.loads(element)).get("value"))
    if item.waba_id is None:
        return None
    if item.field == template_news.CAPABILITY:
        people = template_news.people_per_day(value)
        return None if people is None else AccountNews(waba=item.waba_id, people_per_day=people)
    news = template_news.read(item.field, value)
    return None if news is None else AccountNews(waba=item.waba_id, template=news)


def apply(told: AccountNews, *, now: datetime) -> None:
    """Keep what was told, in the caller's transaction."""
    if told.template is not None:
        templates.hear(told.waba, [told.template], now=now)
    if told.people_per_day is not None:
        limits.set_people_per_day(told.waba, told.people_per_day, now=now)
