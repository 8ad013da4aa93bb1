"""The sentences that a new portal drafts with, and who may change them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from reports.group_permissions import WRITE, grant

SENTENCES = (
    ("title", "{Địa bàn} {kỳ}: {chỉ tiêu} {biến động}"),
    ("title", "{Địa bàn} {kỳ}: {chỉ tiêu} {đạt} {giá trị}"),
    ("lead", "{Kỳ}, {chỉ tiêu} {đạt} {giá trị}, {biến động} so với {kỳ gốc}."),
    ("lead", "{Kỳ}, {chỉ tiêu} {đạt} {giá trị}, {biến động kỳ trước} so với {kỳ trước}."),
    ("lead", "{Kỳ}, {chỉ tiêu} {đạt} {giá trị}."),
    ("lead_more", "{chỉ tiêu} {đạt} {giá trị}, {biến động}"),
    ("opening", "{Kỳ}, {chỉ tiêu} {đạt} {giá trị}, đạt {phần kế hoạch} kế hoạch năm, {biến động} so với {kỳ gốc}."),
    ("opening", "{Kỳ}, {chỉ tiêu} {đạt} {giá trị}, {biến động} so với {kỳ gốc}."),
    ("opening", "{Kỳ}, {chỉ tiêu} {đạt} {giá trị}, {biến động kỳ trước} so với {kỳ trước}."),
    ("opening", "{Kỳ}, {chỉ tiêu} {đạt} {giá trị}, đạt {phần kế hoạch} kế hoạch năm."),
    ("opening", "{Kỳ}, {chỉ tiêu} {đạt} {giá trị}."),
    ("statement", "{Chỉ tiêu} {đạt} {giá trị}, đạt {phần kế hoạch} kế hoạch năm, {biến động} so với {kỳ gốc}."),
    ("statement", "{Chỉ tiêu} {đạt} {giá trị}, {biến động} so với {kỳ gốc}."),
    ("statement", "{Chỉ tiêu} {đạt} {giá trị}, {biến động kỳ trước} so với {kỳ trước}."),
    ("statement", "{Chỉ tiêu} {đạt} {giá trị}, đạt {phần kế hoạch} kế hoạch năm."),
    ("statement", "{Chỉ tiêu} {đạt} {giá trị}."),
    ("parts", "Trong đó, {các phần}."),
    ("within", "Trong {chỉ tiêu}, {các phần}."),
    ("part", "{chỉ tiêu} {đạt} {giá trị}, đạt {phần kế hoạch} kế hoạch năm, {biến động}"),
    ("part", "{chỉ tiêu} {đạt} {giá trị}, {biến động}"),
    ("part", "{chỉ tiêu} {đạt} {giá trị}"),
    ("also", "Riêng {kỳ}, {chỉ tiêu} {đạt} {giá trị}, {biến động} so với {kỳ gốc}."),
    ("also", "Riêng {kỳ}, {chỉ tiêu} {đạt} {giá trị}, {biến động kỳ trước} so với {kỳ trước}."),
    ("also", "Riêng {kỳ}, {chỉ tiêu} {đạt} {giá trị}."),
    ("place", "Tại {địa bàn}, {chỉ tiêu} {đạt} {giá trị}, {biến động} so với {kỳ gốc}."),
    ("place", "Tại {địa bàn}, {chỉ tiêu} {đạt} {giá trị}."),
)


def write_sentences(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Only where there are none: whoever took one away does not find it again."""
    templates = apps.get_model("reports", "SentenceTemplate").objects.using(schema_editor.connection.alias)
    if not templates.exists():
        model = templates.model
        templates.bulk_create(model(kind=kind, text=text, position=n) for n, (kind, text) in enumerate(SENTENCES))
    for group in ("Biên tập", "Duyệt"):
        grant(apps, schema_editor, group, {"reports.sentencetemplate": WRITE})


class Migration(migrations.Migration):
    dependencies = [("reports", "0015_sentence_templates")]

    operations = [migrations.RunPython(write_sentences, migrations.RunPython.noop)]
