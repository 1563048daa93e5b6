"""The document of a shown value, as a person sees it: in the frame that no script of the page can read."""

from playwright.sync_api import Locator, Page

REVEALED = "[data-revealed]"


def shown_value(page: Page) -> Locator:
    """Return the element that holds the value, inside its frame."""
    return page.frame_locator(f"{REVEALED} iframe").locator(".value")
