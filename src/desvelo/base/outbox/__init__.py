"""The outbox: what must happen after a transaction is written down inside it.

It owns one queue table and the bus of events.  It promises that an event published in a transaction reaches every
subscriber at least once if, and only if, that transaction commits.  It never carries content: ids, codes, counts,
instants.
"""
