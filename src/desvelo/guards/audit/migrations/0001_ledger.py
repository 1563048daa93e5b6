from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            """
            CREATE SCHEMA ledger;
            CREATE TABLE ledger.entry (
                id uuid PRIMARY KEY,
                tag text NOT NULL,
                at timestamptz NOT NULL,
                actor_id uuid,
                contact_id uuid,
                result text NOT NULL,
                leaf bytea NOT NULL,
                written_at timestamptz NOT NULL DEFAULT now()
            );
            CREATE INDEX entry_actor ON ledger.entry (actor_id, at DESC);
            CREATE INDEX entry_contact ON ledger.entry (contact_id, at DESC) WHERE contact_id IS NOT NULL;
            CREATE TABLE ledger.payload (
                entry_id uuid PRIMARY KEY REFERENCES ledger.entry (id),
                contact_id uuid,
                salt bytea NOT NULL,
                sealed bytea NOT NULL
            );
            CREATE INDEX payload_contact ON ledger.payload (contact_id);
            CREATE TABLE ledger.pending (
                arrival bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                entry_id uuid NOT NULL REFERENCES ledger.entry (id)
            );
            CREATE TABLE ledger.leaf (
                index bigint PRIMARY KEY,
                entry_id uuid NOT NULL UNIQUE REFERENCES ledger.entry (id),
                given_at timestamptz NOT NULL DEFAULT clock_timestamp()
            );
            CREATE TABLE ledger.node (
                level smallint NOT NULL,
                index bigint NOT NULL,
                hash bytea NOT NULL,
                PRIMARY KEY (level, index)
            );
            CREATE TABLE ledger.checkpoint (
                size bigint PRIMARY KEY,
                root bytea NOT NULL,
                note text NOT NULL,
                signed_at timestamptz NOT NULL
            );
            """,
            "DROP SCHEMA ledger CASCADE",
        )
    ]
