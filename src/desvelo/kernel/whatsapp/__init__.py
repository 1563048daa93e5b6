"""What WhatsApp's Cloud API says and expects, as pure rules.

Owns: the signature of a webhook, the reading of its body, the shape of what we send, and what an answer means.
Promises: bytes in, frozen values out; one bad element never takes its neighbours down; nothing here sees a network,
a clock or a setting.
Never: decides what a message is for, keeps a secret in a ``repr``, or puts content into an error.

Enter by ``signature``, ``handshake``, ``payload``, ``items``, ``outbound`` and ``statuses``.
"""
