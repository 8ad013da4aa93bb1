"""The words of the articles that there are; `manage.py rebuild_search` writes them anew at any time."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.body_parts import text_of
from reports.search_words import words_of

CHUNK = 500
LONGEST = 40


def joined(text: str) -> str:
    return " ".join(word[:LONGEST] for word in words_of(text))


def write_words(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    article_model, words_model = apps.get_model("reports", "Article"), apps.get_model("reports", "ArticleWords")
    lacking = article_model.objects.filter(kept_words__isnull=True).order_by("pk")
    fields = ("pk", "title", "lead", "body", "byline", "source", "slug")
    last = 0
    # A page at a time, so that a large archive never stands in memory.
    while rows := list(lacking.filter(pk__gt=last).values_list(*fields)[:CHUNK]):
        words_model.objects.bulk_create(
            [
                words_model(
                    article_id=pk,
                    words=" ".join(
                        joined(text) for text in (title, lead, text_of(body), byline, source, slug) if text
                    ),
                    byline_words=joined(byline),
                )
                for pk, title, lead, body, byline, source, slug in rows
            ],
            ignore_conflicts=True,
        )
        last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("reports", "0020_article_words")]

    operations = [migrations.RunPython(write_words, migrations.RunPython.noop)]
