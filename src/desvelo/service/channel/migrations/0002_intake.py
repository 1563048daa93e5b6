from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("channel", "0001_initial")]
    operations = [
        migrations.RunSQL(
            """
            CREATE SEQUENCE channel_arrival;
            ALTER TABLE channel_message ALTER COLUMN arrival SET DEFAULT nextval('channel_arrival');
            CREATE SCHEMA intake;
            CREATE TABLE intake.batch (
                id uuid PRIMARY KEY,
                key_id text NOT NULL,
                sealed_key bytea NOT NULL
            );
            CREATE TABLE intake.raw (
                delivery_id bytea PRIMARY KEY,
                arrival bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
                batch_id uuid NOT NULL REFERENCES intake.batch (id),
                record bytea NOT NULL,
                secret_ids text[] NOT NULL,
                received_at timestamptz NOT NULL,
                verified_us integer NOT NULL
            );
            CREATE INDEX raw_batch ON intake.raw (batch_id);
            CREATE TABLE intake.seen (
                phone_number_id text NOT NULL,
                wamid text NOT NULL,
                kind text NOT NULL,
                PRIMARY KEY (phone_number_id, wamid, kind)
            );
            CREATE TABLE intake.quarantine (
                delivery_id bytea NOT NULL,
                pointer text NOT NULL,
                reason text NOT NULL,
                phone_number_id text,
                record bytea NOT NULL,
                received_at timestamptz NOT NULL,
                PRIMARY KEY (delivery_id, pointer)
            );
            """,
            "DROP SCHEMA intake CASCADE; DROP SEQUENCE channel_arrival CASCADE",
        )
    ]
