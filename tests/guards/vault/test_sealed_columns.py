"""The list of what is sealed for a contact is that of the schema: what it left out, a new key would leave behind."""

import open_every_record
from desvelo.guards.vault import columns


def test_every_sealed_column_of_the_schema_is_in_it():
    texts = {column.name for column in columns.every() if not column.holds_keys}
    keys = {column.name for column in columns.every() if column.holds_keys}

    assert texts == set(open_every_record.SEALED_FOR_A_CONTACT)
    assert keys == set(open_every_record.KEYS_CLOSED_FOR_A_CONTACT)
