"""Texts that ask in the chat for what must not be asked there: found, named, and shown the safe way.

Source: WhatsApp Business Messaging Policy (complete card, bank account and personal document numbers, health data);
PCI DSS 3.3.1 and 4.2.2; privacy-law.md 15.1 (VIS-06); ux.md 7.3 and 7.4.
"""
