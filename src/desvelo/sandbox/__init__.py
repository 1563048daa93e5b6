"""The WhatsApp Cloud API on this computer: a stand-in for Meta, and the phone of a customer who does not exist.

Owns: the Graph endpoints the desk calls, the signed webhooks it receives, the page of the simulated phone, and the
control interface by which tests and the demo play the customer.
Promises: bytes as Meta writes them, errors as Meta words them, nothing kept on disk, nothing sent anywhere but to the
one configured webhook.
Never: imports the product it stands in front of, so that what it proves does not come from the same mistake.

Start: ``granian --interface asgi --host 127.0.0.1 --port N desvelo.sandbox.app:app`` with one worker, and
``DESVELO_SANDBOX_CONFIG`` naming the JSON file described in ``config``.
"""
