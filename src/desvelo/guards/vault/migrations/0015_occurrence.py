import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """In which messages an identifier occurs, by its keyed index; and tries at finding, which are about no contact."""

    dependencies = [("vault", "0014_canary")]

    operations = [
        migrations.AlterField(
            model_name="comparison",
            name="contact",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="vault.contact"),
        ),
        migrations.RunSQL(
            """
            CREATE TABLE vault.occurrence (
                kind varchar(8) NOT NULL,
                index bytea NOT NULL CHECK (octet_length(index) = 32),
                contact_id uuid NOT NULL REFERENCES vault_contact ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
                message_id uuid NOT NULL,
                datum_id uuid REFERENCES vault_datum ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
                CONSTRAINT occurrence_once UNIQUE NULLS NOT DISTINCT (index, kind, message_id, datum_id)
            );
            CREATE INDEX occurrence_contact ON vault.occurrence (contact_id, message_id);
            CREATE INDEX occurrence_datum ON vault.occurrence (datum_id) WHERE datum_id IS NOT NULL;
            """,
            "DROP TABLE vault.occurrence",
        ),
    ]
