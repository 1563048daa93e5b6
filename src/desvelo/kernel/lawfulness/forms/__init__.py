"""Secure forms: what may be asked, checked with words a person understands, used once, over by itself.

Source: ux.md 6.19 and 7.4; PCI DSS 3.3.1 and 4.2.2; WhatsApp Business Messaging Policy.
"""
