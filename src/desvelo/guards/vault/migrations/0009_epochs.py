from django.db import migrations


class Migration(migrations.Migration):
    """Epochs are replaced: which are alive, how far a replacement is, and which service keys this database needs.

    No key of a contact can be stored under an epoch that is not alive: the foreign key makes whoever destroys an epoch
    wait for those who still write under it, and refuses those who come after.
    """

    dependencies = [("vault", "0008_found_by")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE vault.epoch (
                number integer PRIMARY KEY CHECK (number > 0),
                made_at timestamptz NOT NULL,
                due_at timestamptz NOT NULL
            );
            INSERT INTO vault.epoch SELECT DISTINCT epoch, now(), now() + interval '7 days' FROM vault.contact_key;
            ALTER TABLE vault.contact_key
                ADD CONSTRAINT contact_key_epoch_alive FOREIGN KEY (epoch) REFERENCES vault.epoch (number);
            CREATE TABLE vault.rotation (
                old integer PRIMARY KEY,
                new integer NOT NULL UNIQUE CHECK (new > old),
                begun_at timestamptz NOT NULL,
                total bigint NOT NULL,
                done bigint NOT NULL DEFAULT 0,
                after_contact uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
                after_version smallint NOT NULL DEFAULT 0,
                stuck bigint NOT NULL DEFAULT 0,
                emptied_at timestamptz,
                file_digest bytea,
                destroyed_at timestamptz,
                entry uuid
            );
            CREATE UNIQUE INDEX rotation_one_runs ON vault.rotation ((true)) WHERE destroyed_at IS NULL;
            CREATE TABLE vault.service_key (name text PRIMARY KEY);
            """,
            """
            ALTER TABLE vault.contact_key DROP CONSTRAINT contact_key_epoch_alive;
            DROP TABLE vault.epoch, vault.rotation, vault.service_key;
            """,
        )
    ]
