"""What a message costs, as its statuses say it.

Per message since July 2025; since October 2026 service messages are charged after a thousand free deliveries a month,
and utility templates inside the window are charged too.

Source: whatsapp-cloud-api section 8.
"""

from typing import Any

from desvelo.sandbox.account import FREE_SERVICE_MESSAGES
from desvelo.sandbox.world import World


def of_service(world: World) -> dict[str, Any]:
    """Return the price of a message that is no template, and count it."""
    world.account.service_deliveries += 1
    is_free = world.account.service_deliveries <= FREE_SERVICE_MESSAGES
    kind = "free_customer_service" if is_free else "regular"
    return {"billable": not is_free, "pricing_model": "PMP", "category": "service", "type": kind}


def of_template(category: str) -> dict[str, Any]:
    """Return the price of a template."""
    return {"billable": True, "pricing_model": "PMP", "category": category.lower(), "type": "regular"}
