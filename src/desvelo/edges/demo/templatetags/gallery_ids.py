"""Let two drawings of one component stand on one page: their ids get a suffix, and whatever refers to them as well."""

import re

from django import template

register = template.Library()

_REFERENCES = re.compile(r' (id|for|aria-(?:labelledby|describedby|controls))="([^"]+)"')


@register.filter(is_safe=True)
def apart(html: str, suffix: str) -> str:
    """Give every id in *html*, and every reference to one, the same suffix; what was escaped stays escaped."""

    def renamed(found: re.Match[str]) -> str:
        names = " ".join(f"{name}-{suffix}" for name in found[2].split())
        return f' {found[1]}="{names}"'

    return _REFERENCES.sub(renamed, html)
