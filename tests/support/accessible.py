"""What axe-core says of a page, in both themes at three widths; and which screens there are.

Source: ux.md section 8 and acceptance check 17; WCAG 2.2 AA as axe-core checks it.
"""

from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

import desvelo

SIZES = ((1440, 900), (1024, 768), (390, 844))
GRAVE = {"serious", "critical"}
# The watermark is faint on purpose and says nothing to a reader; a frame of another origin is that origin's own.
_CONTEXT = {"exclude": [["iframe"], ["#watermark"]]}
_OPTIONS = {"resultTypes": ["violations"]}
FRAMES = {"ui/shell.html", "ui/paper.html", "access/account.html"}
_AXE = Axe()
_PACKAGE = Path(desvelo.__file__).parent


def screens() -> set[str]:
    """Return the template of every screen: each that fills a frame."""
    pages = [path for path in _PACKAGE.glob("**/templates/**/*.html") if "{% extends" in path.read_text()]
    return {f"{path.parent.name}/{path.name}".removeprefix("templates/") for path in pages} - FRAMES


def faults(page: Page) -> list[str]:
    """Return what axe finds grave on a page as it stands."""
    found = _AXE.run(page, context=_CONTEXT, options=_OPTIONS).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:240]}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


def everywhere(page: Page, name: str, *, settle: Callable[[], object] = lambda: None) -> dict[str, list[str]]:
    """Look at a screen in both themes and three widths; return the faults of each, too wide a page among them."""
    wrong = {}
    for theme in ("light", "dark"):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            settle()
            found = faults(page)
            if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
                found.append("wider than the window")
            if found:
                wrong[f"{name}, {theme}, {width}"] = found
    return wrong


def in_both_themes(page: Page, name: str) -> dict[str, list[str]]:
    """Look at what does not outlast a change of the window in both themes; return the faults of each."""
    wrong = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        if found := faults(page):
            wrong[f"{name}, {theme}"] = found
    return wrong


WHERE_THEY_ARE_USED = {  # first_steps, saml, search, single_sign_on, who_decides, who_gets_in
    "access/accept.html", "access/come_back.html", "access/from_provider.html", "access/officer.html",
    "access/password.html", "access/provider_refused.html", "access/providers.html", "access/provisioning.html",
    "access/recover.html", "access/team.html", "access/to_provider.html", "desk/approvals.html",
    "desk/closed_team.html", "desk/first_message.html", "desk/first_number.html", "desk/first_step.html",
    "desk/first_steps.html", "desk/first_team.html", "desk/master_key.html", "desk/person.html", "desk/review.html",
    "desk/role.html", "desk/roles.html", "desk/rules.html", "desk/search.html", "desk/teams.html",
    "desk/transfer.html",
}  # fmt: skip
