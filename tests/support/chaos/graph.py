"""F17: the Graph API refuses, breaks down, or accepts and does not say so."""

import time

import httpx

from chaos.site import Site

BEFORE = ("429", "500", "503")
AFTER = ("timeout_after_accept", "drop_after_accept", "500_after_accept", "garbage_after_accept")
ON_THE_WAY_BACK = ("webhook_duplicate", "webhook_reorder", "webhook_drop_answer", "status_disorder")
STRUCK_SECONDS = 6.0


def break_graph(site: Site) -> None:
    """F17: one kind of trouble for the next two calls."""
    kind = site.dice.choice((*BEFORE, *AFTER, *ON_THE_WAY_BACK))
    url = f"{site.running.info['sandbox_control_url']}/faults"
    rule = httpx.post(url, json={"kind": kind, "times": 2}, timeout=10, trust_env=False).raise_for_status().json()
    give_up_at = time.monotonic() + STRUCK_SECONDS
    while time.monotonic() < give_up_at:
        rules = httpx.get(url, timeout=10, trust_env=False).json()["rules"]
        if any(each["id"] == rule["id"] and each["suffered"] for each in rules):
            site.count("F17", kind)
            return
        time.sleep(0.1)
