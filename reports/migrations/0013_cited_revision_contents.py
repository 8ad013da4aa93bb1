"""What the public saw before and after a revision."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0012_content_generation'),
    ]

    operations = [
        migrations.AddField(
            model_name='citedrevision',
            name='after',
            field=models.JSONField(null=True, verbose_name='sau'),
        ),
        migrations.AddField(
            model_name='citedrevision',
            name='before',
            field=models.JSONField(null=True, verbose_name='trước'),
        ),
    ]
