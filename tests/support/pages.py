"""Read a page as a browser does."""

import re
from html.parser import HTMLParser


def running(page: str) -> list[str]:
    """List whatever in *page* runs, loads or leads elsewhere than to our own addresses."""
    reader = _Running()
    reader.feed(page)
    reader.close()
    return reader.found


class _Running(HTMLParser):
    """Reads a page as a browser does, and writes down whatever runs, loads or leads elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        for name, value in attrs:
            leads = name in {"href", "src", "action", "formaction", "data", "xlink:href"}
            if name.startswith("on") or name == "style" or (leads and not self._is_ours(value or "")):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.found.append(data)
        self._in_script = False

    @staticmethod
    def _is_ours(address: str) -> bool:
        return bool(re.match(r"(/(?!/)|#)", address))
