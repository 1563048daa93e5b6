from django.db import migrations


class Migration(migrations.Migration):
    """A row of an identifier has an id, by which the log names it: its index would let it be guessed after an erasure."""

    dependencies = [("vault", "0015_occurrence")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE vault.identifier ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid()",
            "ALTER TABLE vault.identifier DROP COLUMN id",
        )
    ]
