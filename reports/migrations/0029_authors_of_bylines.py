"""The authors of the editions that there are; editors keep tags and say more of authors."""

from itertools import count

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.bylines import names_in
from reports.group_permissions import grant
from reports.slugs import slug_of

KEEP = ("view", "add", "change")


def read_bylines(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    author_model, edition_model = apps.get_model("reports", "Author"), apps.get_model("reports", "Edition")
    through = edition_model.authors.through
    authors: dict[str, int] = {}
    slugs: set[str] = set()
    editions = edition_model.objects.exclude(byline="").order_by()
    for byline in list(editions.values_list("byline", flat=True).distinct()):
        for name in names_in(byline):
            if name not in authors:
                slug = slug_of(name)[:70].strip("-") or "tac-gia"
                free = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
                taken = next(each for each in free if each not in slugs)
                slugs.add(taken)
                authors[name] = author_model.objects.create(name=name, slug=taken).pk
            keys = editions.filter(byline=byline).values_list("pk", flat=True)
            rows = (through(edition_id=key, author_id=authors[name]) for key in keys.iterator())
            through.objects.bulk_create(rows, batch_size=1000)


def grant_labels(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for group in ("Biên tập", "Duyệt"):
        grant(apps, schema_editor, group, {"reports.tag": KEEP, "reports.author": ("view", "change")})


class Migration(migrations.Migration):
    dependencies = [("reports", "0028_tags_and_authors")]

    operations = [
        migrations.RunPython(read_bylines, migrations.RunPython.noop),
        migrations.RunPython(grant_labels, migrations.RunPython.noop),
    ]
