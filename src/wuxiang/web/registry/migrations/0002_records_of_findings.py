"""A finding of intake says which record the cell belongs to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="intakefinding",
            name="field",
            field=models.TextField(blank=True, null=True, verbose_name="字段"),
        ),
        migrations.AddField(
            model_name="intakefinding",
            name="record",
            field=models.TextField(blank=True, null=True, verbose_name="记录"),
        ),
    ]
