from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from desvelo.kernel.ledger import packing


def _unpack(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Write leaves as text again, a thousand at a time."""
    with editor.connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT id, leaf FROM ledger.entry WHERE substr(leaf, 1, 1) = '\\x01' LIMIT 1000")
            rows = [(packing.unpack(bytes(leaf)), entry) for entry, leaf in cursor.fetchall()]
            if not rows:
                return
            cursor.executemany("UPDATE ledger.entry SET leaf = %s WHERE id = %s", rows)


class Migration(migrations.Migration):
    """An entry in half the room, its place in one statement.

    The hash of a leaf stands beside its index, every second level of nodes is kept, and the turn of an entry carries what
    its row in the tree will be.  Nobody asks for a contact's entries by their time, and without it the index keeps each
    contact once.  Leaves that are there stay as they are: a packed one says so in its first byte.  A hash
    that somebody took away is written as none, so it is still missed.
    """

    dependencies = [("audit", "0004_fewer_references")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TEMP TABLE placed ON COMMIT DROP AS
                SELECT l.*, coalesce(n.hash, '') AS hash
                FROM ledger.leaf l LEFT JOIN ledger.node n ON n.level = 0 AND n.index = l.index;
            CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM ledger.node WHERE level > 0 AND level % 2 = 0;
            TRUNCATE ledger.leaf, ledger.node;
            ALTER TABLE ledger.leaf ADD COLUMN hash bytea NOT NULL;
            INSERT INTO ledger.leaf (index, entry_id, given_at, kind, moment, person_id, refused, hash)
                SELECT index, entry_id, given_at, kind, moment, person_id, refused, hash FROM placed ORDER BY index;
            INSERT INTO ledger.node (level, index, hash) SELECT level, index, hash FROM kept ORDER BY level, index;

            DROP INDEX ledger.entry_contact;
            CREATE INDEX entry_contact ON ledger.entry (contact_id) WHERE contact_id IS NOT NULL;

            ALTER TABLE ledger.pending
                ADD COLUMN kind text, ADD COLUMN moment timestamptz, ADD COLUMN person_id uuid,
                ADD COLUMN refused boolean, ADD COLUMN hash bytea, ADD COLUMN mentions text[];
            UPDATE ledger.pending p SET kind = e.tag, moment = e.at, person_id = e.actor_id,
                refused = starts_with(e.result, 'denied'), hash = sha256('\\x00'::bytea || e.leaf),
                mentions = (SELECT array_agg(DISTINCT what) FROM (
                    SELECT unnest(string_to_array(m[1], ',')) AS what
                    FROM regexp_matches(encode(e.leaf, 'escape'), '"(?:label|found)":"([A-Z_,]+)"', 'g') m
                    UNION ALL SELECT 'entry:' || m[1]
                    FROM regexp_matches(encode(e.leaf, 'escape'), '"entry":"([0-9]+)"', 'g') m
                    UNION ALL SELECT 'grant:' || m[1]
                    FROM regexp_matches(encode(e.leaf, 'escape'), '"grant":"([0-9a-f-]{36})', 'g') m
                ) said WHERE what <> '')
                FROM ledger.entry e WHERE e.id = p.entry_id;
            UPDATE ledger.pending SET kind = '', moment = now(), refused = false, hash = '' WHERE hash IS NULL;
            ALTER TABLE ledger.pending
                ALTER COLUMN kind SET NOT NULL, ALTER COLUMN moment SET NOT NULL,
                ALTER COLUMN refused SET NOT NULL, ALTER COLUMN hash SET NOT NULL;
            """,
            """
            DROP INDEX ledger.entry_contact;
            CREATE INDEX entry_contact ON ledger.entry (contact_id, at DESC) WHERE contact_id IS NOT NULL;
            ALTER TABLE ledger.pending DROP COLUMN kind, DROP COLUMN moment, DROP COLUMN person_id,
                DROP COLUMN refused, DROP COLUMN hash, DROP COLUMN mentions;
            INSERT INTO ledger.node (level, index, hash) SELECT 0, index, hash FROM ledger.leaf;
            INSERT INTO ledger.node (level, index, hash)
                SELECT l.level + 1, l.index / 2, sha256('\\x01'::bytea || l.hash || r.hash)
                FROM ledger.node l JOIN ledger.node r ON r.level = l.level AND r.index = l.index + 1
                WHERE l.level % 2 = 0 AND l.index % 2 = 0;
            ALTER TABLE ledger.leaf DROP COLUMN hash;
            """,
        ),
        migrations.RunPython(migrations.RunPython.noop, _unpack),
    ]
