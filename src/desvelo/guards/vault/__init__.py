"""The vault: contacts, their keys, and the sensitive data found in what they wrote.

It owns each contact's key and identifiers (schema ``vault``), and each datum.  It promises that content is sealed with
its contact's key before it is stored, that a datum is opened only for a person who may see it, with a reason, and
after the entry about it has its index in the ledger, and that erasing a contact destroys what opens the rest.  It never
gives a value to a screen in any other way.
"""
