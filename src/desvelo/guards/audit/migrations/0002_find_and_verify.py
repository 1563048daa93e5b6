from django.db import migrations


class Migration(migrations.Migration):
    """What an entry is found by stands beside its index; what the last verification said is kept.

    Entries that already have an index get their columns from their row and from the text of their leaf, which is
    never parsed here: one that somebody broke must not stop an upgrade.
    """

    dependencies = [("audit", "0001_ledger")]
    operations = [
        migrations.RunSQL(
            r"""
            ALTER TABLE ledger.leaf
                ADD COLUMN kind text, ADD COLUMN moment timestamptz, ADD COLUMN person_id uuid, ADD COLUMN refused boolean;
            UPDATE ledger.leaf l
                SET kind = e.tag, moment = e.at, person_id = e.actor_id, refused = e.result LIKE 'denied%'
                FROM ledger.entry e WHERE e.id = l.entry_id;
            ALTER TABLE ledger.leaf
                ALTER COLUMN kind SET NOT NULL, ALTER COLUMN moment SET NOT NULL, ALTER COLUMN refused SET NOT NULL;
            CREATE INDEX leaf_person ON ledger.leaf (person_id, index) WHERE person_id IS NOT NULL;
            CREATE INDEX leaf_rare_kind ON ledger.leaf (kind, index)
                WHERE kind NOT IN ('message:receive', 'message:write', 'conversation:open');
            CREATE INDEX leaf_refused ON ledger.leaf (index) WHERE refused;
            CREATE INDEX leaf_moment ON ledger.leaf (moment);
            DROP INDEX ledger.entry_actor;

            CREATE TABLE ledger.mention (
                what text NOT NULL,
                index bigint NOT NULL REFERENCES ledger.leaf (index),
                PRIMARY KEY (what, index)
            );
            INSERT INTO ledger.mention (what, index)
                SELECT DISTINCT what, index FROM (
                    SELECT l.index, unnest(string_to_array(named[1], ',')) AS what
                    FROM ledger.leaf l
                    JOIN ledger.entry e ON e.id = l.entry_id,
                    LATERAL regexp_matches(encode(e.leaf, 'escape'), '"(?:label|found)":"([A-Z_,]+)"', 'g') AS named
                ) told WHERE what <> '';

            CREATE TABLE ledger.verification (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                started_at timestamptz NOT NULL,
                target bigint NOT NULL,
                checked bigint NOT NULL DEFAULT 0,
                signed bigint NOT NULL DEFAULT 0,
                edge bytea NOT NULL DEFAULT '',
                finished_at timestamptz,
                root bytea,
                problem text NOT NULL DEFAULT '',
                problem_index bigint,
                problem_last bigint
            );
            CREATE UNIQUE INDEX verification_one_runs ON ledger.verification ((true)) WHERE finished_at IS NULL;
            """,
            """
            DROP TABLE ledger.verification;
            DROP TABLE ledger.mention;
            ALTER TABLE ledger.leaf DROP COLUMN kind, DROP COLUMN moment, DROP COLUMN person_id, DROP COLUMN refused;
            CREATE INDEX entry_actor ON ledger.entry (actor_id, at DESC);
            """,
        )
    ]
