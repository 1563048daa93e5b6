from django.db import migrations


class Migration(migrations.Migration):
    """Where checkpoints are kept elsewhere, when signing stopped, and how far the comparison of sealed rows is."""

    dependencies = [("audit", "0002_find_and_verify")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE ledger.anchor (
                name text PRIMARY KEY,
                enabled boolean NOT NULL,
                size bigint NOT NULL DEFAULT 0,
                reached_at timestamptz,
                tried_at timestamptz,
                failures integer NOT NULL DEFAULT 0,
                failure text NOT NULL DEFAULT '',
                due_at timestamptz NOT NULL DEFAULT '-infinity'
            );
            CREATE TABLE ledger.evidence (
                anchor text NOT NULL,
                size bigint NOT NULL,
                content bytea NOT NULL,
                said_at timestamptz NOT NULL,
                kept_at timestamptz NOT NULL,
                PRIMARY KEY (anchor, size)
            );
            CREATE TABLE ledger.freeze (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                found_at timestamptz NOT NULL,
                size bigint NOT NULL,
                lifted_at timestamptz
            );
            CREATE UNIQUE INDEX freeze_one_holds ON ledger.freeze ((true)) WHERE lifted_at IS NULL;
            CREATE TABLE ledger.sweep (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                share integer NOT NULL,
                seed bytea NOT NULL,
                started_at timestamptz NOT NULL,
                finished_at timestamptz,
                entry_done uuid,
                entries_over boolean NOT NULL DEFAULT false,
                contact_done uuid,
                entries bigint NOT NULL DEFAULT 0,
                contacts bigint NOT NULL DEFAULT 0,
                records bigint NOT NULL DEFAULT 0,
                found bigint NOT NULL DEFAULT 0
            );
            CREATE UNIQUE INDEX sweep_one_runs ON ledger.sweep ((true)) WHERE finished_at IS NULL;
            CREATE TABLE ledger.discrepancy (
                kind text NOT NULL,
                record uuid NOT NULL,
                what text NOT NULL,
                contact_id uuid,
                found_at timestamptz NOT NULL,
                PRIMARY KEY (kind, record, what)
            );
            """,
            """
            DROP TABLE ledger.discrepancy;
            DROP TABLE ledger.sweep;
            DROP TABLE ledger.freeze;
            DROP TABLE ledger.evidence;
            DROP TABLE ledger.anchor;
            """,
        )
    ]
