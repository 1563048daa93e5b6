"""What a business may send: each kind of message judged as the Cloud API judges it, and turned into what a phone shows.

Owns: the limits of whatsapp-cloud-api section 14, and the words of the refusals.
Promises: a request is either refused with Meta's code, or becomes one ``Bubble``: all the customer sees.
Never: looks at the state of the sandbox; what depends on it (windows, files, templates) is judged by who calls.
"""
