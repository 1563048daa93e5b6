from django.db import migrations, models


class Migration(migrations.Migration):
    """A challenge may also be the code that lets the first person in; nothing changes in the table."""

    dependencies = [("access", "0005_theme")]

    operations = [
        migrations.AlterField(
            model_name="challenge",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("enrol", "Enrol"),
                    ("prove", "Prove"),
                    ("setup", "Setup"),
                    ("sign_in", "Sign In"),
                    ("unlock", "Unlock"),
                ],
                max_length=10,
            ),
        ),
    ]
