"""A claim says on which phone its key was made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column of the table of invitations."""

    dependencies = [("records", "0004_access")]

    operations = [
        migrations.AddField(
            "invitation", "phone", models.CharField(max_length=64, blank=True, default=""), False
        ),
    ]
