import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What vouches for role, teams and factors of a person, for a session and for a place that nobody took yet.

    Sessions begun before and places not taken yet end here: nothing vouches for them.
    """

    dependencies = [("access", "0007_invitation")]

    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="grant",
                        serialize=False,
                        to="access.user",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("entry", models.UUIDField()),
                ("mac", models.BinaryField(max_length=32)),
                ("refused_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField("session", "mac", models.BinaryField(default=b"", max_length=32)),
        migrations.AddField("invitation", "mac", models.BinaryField(default=b"", max_length=32)),
        migrations.RunSQL(
            "DELETE FROM access_session; DELETE FROM access_invitation_teams; DELETE FROM access_invitation",
            migrations.RunSQL.noop,
        ),
    ]
