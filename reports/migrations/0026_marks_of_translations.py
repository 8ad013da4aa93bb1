"""The translations that there are: each was made from what its original said when it was last saved."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def mark(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For the newest edition and for those that are public or will be, so that readers are told alike."""
    articles, editions = apps.get_model("reports", "Article"), apps.get_model("reports", "Edition")
    marks = apps.get_model("reports", "TranslationMark").objects
    for article in articles.objects.filter(translation_of__isnull=False).only(
        "pk", "translation_of_id", "published_edition_id", "next_edition_id"
    ):
        own = editions.objects.filter(article_id=article.pk).order_by("-number")
        wanted = {own.values_list("pk", flat=True).first(), article.published_edition_id, article.next_edition_id}
        originals = editions.objects.filter(article_id=article.translation_of_id).order_by("-number")
        for edition in own.filter(pk__in=wanted - {None}).only("pk", "created_at", "created_by_id"):
            before = originals.filter(created_at__lte=edition.created_at).values_list("pk", flat=True).first()
            made_from = before or originals.values_list("pk", flat=True).last()
            if made_from is not None:
                row = marks.create(
                    article_id=article.pk,
                    edition_id=edition.pk,
                    original_edition_id=made_from,
                    marked_by_id=edition.created_by_id,
                )
                marks.filter(pk=row.pk).update(marked_at=edition.created_at)


class Migration(migrations.Migration):
    dependencies = [("reports", "0025_translation_marks")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
