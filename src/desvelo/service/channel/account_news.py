"""What of Meta's notices changes what we keep: the state of a template, and how many people an account may write to.

Source: whatsapp-cloud-api section 11.
"""

from datetime import datetime

from desvelo.kernel.whatsapp.notices import CapabilityChanged, Value
from desvelo.kernel.whatsapp.template_news import TemplateChanged
from desvelo.service.channel import limits, templates


def hear(value: Value, *, waba: str, now: datetime) -> None:
    """Keep what a notice changes, in the caller's transaction; most change nothing."""
    if isinstance(value, CapabilityChanged) and value.people_per_day is not None:
        limits.set_people_per_day(waba, value.people_per_day, now=now)
    elif isinstance(value, TemplateChanged):
        templates.hear(waba, value, now=now)
