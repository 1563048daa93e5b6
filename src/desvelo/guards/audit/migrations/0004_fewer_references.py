from django.db import migrations


class Migration(migrations.Migration):
    """An entry, its turn, its index and its mentions are written by one function and removed by nobody.

    Each reference between them looked up, locked and so wrote again the row it points to: half of the database's time
    for an entry, and a record of its own in the log written ahead.  An index without its entry is ``leaf_missing`` to
    the verification; a mention that is gone or invented is found by the comparison of entries (``entry_columns``), which
    reads them by the order in which they were written: nothing is indexed for each.
    """

    dependencies = [("audit", "0003_anchors_and_sweeps")]
    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE ledger.mention DROP CONSTRAINT mention_index_fkey;
            ALTER TABLE ledger.leaf DROP CONSTRAINT leaf_entry_id_fkey;
            ALTER TABLE ledger.pending DROP CONSTRAINT pending_entry_id_fkey;
            CREATE INDEX mention_index ON ledger.mention USING brin (index) WITH (autosummarize = on);
            """,
            """
            DROP INDEX ledger.mention_index;
            ALTER TABLE ledger.pending ADD CONSTRAINT pending_entry_id_fkey
                FOREIGN KEY (entry_id) REFERENCES ledger.entry (id);
            ALTER TABLE ledger.leaf ADD CONSTRAINT leaf_entry_id_fkey
                FOREIGN KEY (entry_id) REFERENCES ledger.entry (id);
            ALTER TABLE ledger.mention ADD CONSTRAINT mention_index_fkey
                FOREIGN KEY (index) REFERENCES ledger.leaf (index);
            """,
        )
    ]
