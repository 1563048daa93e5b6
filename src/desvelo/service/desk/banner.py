"""One alarm above every screen, as a page draws it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmBanner:
    """One alarm, and where to say that it was seen, or where it is dealt with; neither: it stays until mended."""

    title: str
    text: str
    times: str
    url: str
    link: str = ""
    seen_words: str = ""
