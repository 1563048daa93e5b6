"""What of Meta's notices changes what we keep: the state of a template, and how many people an account may write to.

Source: whatsapp-cloud-api section 11.
"""

from collections.abc import Mapping
from datetime import datetime

from desvelo.kernel.whatsapp import template_news
from desvelo.service.channel import limits, templates


def hear(name: str, content: Mapping[str, object], *, waba: str, now: datetime) -> None:
    """Keep what a notice of the field *name* changes, in the caller's transaction; most change nothing."""
    if name == template_news.CAPABILITY:
        people = template_news.people_per_day(content)
        if people is not None:
            limits.set_people_per_day(waba, people, now=now)
    elif (news := template_news.read(name, content)) is not None:
        templates.hear(waba, [news], now=now)
