"""The WhatsApp Cloud API on this computer: a stand-in for Meta, and the phone of a customer who does not exist.

Owns: the Graph endpoints a program calls (``graph_*``, ``sends``, ``templates``), the signed webhooks it receives
(``webhooks``, ``events``, ``courier``), what goes wrong on demand (``faults``), the page of the simulated phone
(``phone_*``), and the control interface by which tests and the demo play customers and Meta (``control_*``).
Promises: bytes as Meta writes them, errors as Meta words them, nothing kept on disk, nothing sent anywhere but to
webhooks on this computer and on hosts that the configuration names.
Never: imports the product it stands in front of, so that what it proves does not come from the same mistake.

Start: ``desvelo sandbox`` (see ``docs/sandbox.md``), or ``granian --interface asgi --host 127.0.0.1 --port N
desvelo.sandbox.app:app`` with one worker, and ``DESVELO_SANDBOX_CONFIG`` naming the JSON file described in ``config``.
"""
