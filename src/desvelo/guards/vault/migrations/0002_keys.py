from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [
        migrations.RunSQL(
            """
            CREATE SCHEMA vault;
            CREATE TABLE vault.installation (
                id uuid PRIMARY KEY,
                root_fingerprint bytea NOT NULL,
                one boolean NOT NULL DEFAULT true UNIQUE CHECK (one)
            );
            CREATE TABLE vault.contact_key (
                contact_id uuid NOT NULL REFERENCES public.vault_contact (id) ON DELETE CASCADE,
                version smallint NOT NULL,
                epoch integer NOT NULL,
                sealed bytea NOT NULL,
                PRIMARY KEY (contact_id, version)
            );
            CREATE INDEX contact_key_epoch ON vault.contact_key (epoch);
            CREATE TABLE vault.identifier (
                kind text NOT NULL,
                index bytea NOT NULL,
                contact_id uuid NOT NULL REFERENCES public.vault_contact (id) ON DELETE CASCADE,
                sealed bytea NOT NULL,
                PRIMARY KEY (kind, index)
            );
            CREATE INDEX identifier_contact ON vault.identifier (contact_id);
            """,
            "DROP SCHEMA vault CASCADE",
        )
    ]
