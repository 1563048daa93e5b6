"""A bot on pywa, as somebody else would write one: its own webhook server, its own client, its own signature check.

Run as a process of its own by ``test_pywa``; what arrives is told line by line on stdout.
"""

import json
import os
import sys

import httpx
from pywa import WhatsApp, filters, types


def client(told):
    """Return pywa's client, pointed at the sandbox: its httpx session is given another base, and nothing else."""

    def prove(request):
        request.url = request.url.copy_merge_params({"appsecret_proof": told["proof"]})

    session = httpx.Client(event_hooks={"request": [prove]}, trust_env=False, timeout=10)
    named = {"phone_id": told["number"], "waba_id": told["account"], "app_id": told["app"]}
    wa = WhatsApp(
        **named,
        token=told["token"],
        app_secret=told["secret"],
        verify_token=told["verify_token"],
        session=session,
        api_version="26.0",
        business_private_key=told.get("private_key"),
    )
    session.base_url = f"{told['origin']}/v26.0"
    return wa


def say(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def bot(wa):
    @wa.on_message(filters.text)
    def text(_, message):
        say(kind="text", text=message.text, sender=message.from_user.wa_id, user=message.from_user.bsuid)
        message.mark_as_read()
        message.reply(f"Recebi: {message.text}", quote=True, buttons=[types.Button("Sim", callback_data="sim")])

    @wa.on_message(filters.media)
    def media(_, message):
        content = message.media.get_bytes()
        say(kind=message.type.value, size=len(content), mime_type=message.media.mime_type)

    @wa.on_message(filters.location | filters.contacts | filters.reaction | filters.order)
    def other(_, message):
        say(kind=message.type.value)

    @wa.on_callback_button
    def button(_, pressed):
        say(kind="button", data=pressed.data, title=pressed.title)

    @wa.on_callback_selection
    def row(_, chosen):
        say(kind="row", data=chosen.data, title=chosen.title)

    @wa.on_message_status
    def status(_, update):
        say(kind="status", id=update.id, status=update.status.value)

    @wa.on_phone_number_change
    def number(_, change):
        say(kind="number", new=change.new_wa_id)

    @wa.on_flow_request("/flow")
    def form(_, request):
        return request.respond(screen="FIM", data={"eco": str(request.data["dia"])})

    return wa


if __name__ == "__main__":
    told = json.loads(os.environ["PYWA_BOT"])
    bot(client(told)).run(host="127.0.0.1", port=told["port"], log_level="error")
