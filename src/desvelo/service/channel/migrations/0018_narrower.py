from django.db import migrations, models

import desvelo.service.channel.fields

JOINED = """
    CREATE FUNCTION pg_temp.joined(steps integer[]) RETURNS bytea LANGUAGE sql IMMUTABLE AS
        $$ SELECT coalesce(string_agg(decode(lpad(to_hex(
               (step >> 7 * part) & 127 | CASE WHEN step >> 7 * part > 127 THEN 128 ELSE 0 END), 2, '0'), 'hex'),
               ''::bytea ORDER BY place, part), ''::bytea)
           FROM unnest(steps) WITH ORDINALITY AS s(step, place), generate_series(0, 4) AS part
           WHERE part = 0 OR step >> 7 * part > 0 $$;
"""
_NARROWER = """
    ALTER TABLE channel_message DROP CONSTRAINT message_wamid_once;
    DROP INDEX message_about;
    ALTER TABLE channel_message
        ALTER COLUMN wamid_index TYPE uuid USING wamid_index::uuid,
        ALTER COLUMN about_index TYPE uuid USING about_index::uuid,
        ALTER COLUMN trail TYPE bytea USING pg_temp.joined(trail);
    DROP FUNCTION pg_temp.joined(integer[]);
    ALTER TABLE channel_message ADD CONSTRAINT message_wamid_once UNIQUE (wamid_index);
    CREATE INDEX message_about ON channel_message (about_index) WHERE about_index IS NOT NULL;

    CREATE TEMP TABLE before ON COMMIT DROP AS SELECT * FROM intake.seen;
    TRUNCATE intake.seen;
    ALTER TABLE intake.seen
        DROP COLUMN phone_number_id, DROP COLUMN wamid_index, DROP COLUMN kind, ADD COLUMN key uuid PRIMARY KEY;
    INSERT INTO intake.seen (key) SELECT DISTINCT left(encode(sha256(convert_to(
        phone_number_id || E'\\n' || wamid_index || E'\\n' || kind, 'UTF8')), 'hex'), 32)::uuid AS key
        FROM before ORDER BY key;
"""


class Migration(migrations.Migration):
    """The same in less: keyed indexes as their 16 bytes and not as text, one key for what was seen, steps without a frame.

    A keyed index already holds the number it came to, so an index of it needs no other column.  What was seen cannot be
    told from its key, so there is no way back.
    """

    dependencies = [("channel", "0017_file_keys")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(JOINED + _NARROWER)],
            state_operations=[
                migrations.RemoveConstraint("message", "message_wamid_once"),
                migrations.RemoveIndex("message", "message_about"),
                migrations.AlterField(
                    "message", "wamid_index", desvelo.service.channel.fields.KeyedIndexField(null=True)
                ),
                migrations.AlterField(
                    "message", "about_index", desvelo.service.channel.fields.KeyedIndexField(null=True)
                ),
                migrations.AlterField("message", "trail", desvelo.service.channel.fields.StepsField(default=list)),
                migrations.AddConstraint(
                    "message", models.UniqueConstraint(fields=["wamid_index"], name="message_wamid_once")
                ),
                migrations.AddIndex(
                    "message",
                    models.Index(
                        fields=["about_index"],
                        name="message_about",
                        condition=models.Q(about_index__isnull=False),
                    ),
                ),
            ],
        )
    ]
