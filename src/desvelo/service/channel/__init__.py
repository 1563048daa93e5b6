"""The channel: WhatsApp in and out.

It owns the door where webhooks arrive, the sealed deliveries waiting behind it (schema ``intake``), the numbers and the
messages.  It promises that what was acknowledged is durable, that each message is taken in once, and that nothing is
sent twice by a machine's guess.  It never stores a body readable, not even for a moment.
"""
