"""An article's form, its editions and its row as versions that can be joined, and the way back to a form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from indicators.table_description import DescriptionError, TableDescription
from reports.admin.article_form import beside_editions, unix_lines
from reports.admin.statistics_tables import TableForm, initial_of
from reports.article_merge import SETS, Version
from reports.body_parts import parts_of
from reports.form_content import FormContent, Row
from reports.models import Article, Edition, StatisticsTable
from reports.rich_text import clean_body

TABLES = "statistics_tables"
# The names of content fields in the form, by their columns.
IN_FORM = {name: name.removesuffix("_id") for name in Article.content_fields}
BESIDE = ("slug", "language", "translation_of", "release", *sorted(SETS))
# No edition says so, and so it differs from whatever anyone wrote.
UNKNOWN = "\0"


def version_of_form(content: FormContent) -> Version:
    """What someone wrote, cleaned as a save would clean it."""
    version: dict[str, tuple[Any, ...]] = {name: (unix_lines(content.one(name)).strip(),) for name in IN_FORM.values()}
    version["body"] = _body(clean_body(unix_lines(content.one("body"))))
    version |= {name: (content.one(name).strip(),) for name in BESIDE}
    version |= {name: tuple(sorted(content.many(name), key=int)) for name in SETS}
    version["tables"] = tuple(item_of_row(row) for row in content.rows(TABLES))
    return version


def version_of_edition(edition: Edition, beside: Mapping[str, Any]) -> Version:
    """What an edition says, with what stood beside the editions."""
    version: dict[str, tuple[Any, ...]] = {shown: (_text(getattr(edition, name)),) for name, shown in IN_FORM.items()}
    version["body"] = _body(edition.body)
    version["tables"] = tuple(item_of(description) for description in edition.tables)
    return version | _beside(beside)


def version_before(edition: Edition | None, content: FormContent) -> Version:
    """The version that someone began from: an edition, and what their page says of the fields beside it."""
    try:
        seen = json.loads(content.one("seen_beside") or "null")
    except ValueError:
        seen = None
    beside = seen if isinstance(seen, dict) else {}
    if edition is None:
        nothing = dict.fromkeys(IN_FORM.values(), (UNKNOWN,))
        return {**nothing, "body": (), "tables": (), **_beside(beside)}
    return version_of_edition(edition, beside)


def content_of_version(
    version: Version, content: FormContent, article: Article, theirs: Edition, mine: Mapping[str, Row]
) -> FormContent:
    """The form of a joined version: that of `content` but for the joined fields, as if opened with `theirs`."""
    changes = {name: list(version[name]) for name in version if name not in ("body", "tables")}
    changes["body"] = ["".join(version["body"]) if "body" in version else ""]
    changes["seen_edition"] = [str(theirs.number)]
    changes["seen_beside"] = [json.dumps(beside_editions(article))]
    wanted = list(version.get("tables", ()))
    stored: list[Row] = []
    placed: dict[int, str] = dict(enumerate(wanted))
    for table in article.statistics_tables.all():
        item = item_of(table.description)
        place = next((number for number, each in placed.items() if each == item), None)
        if place is not None:
            del placed[place]
        kept = {"position": [str(place)]} if place is not None else {"position": ["0"], "DELETE": ["on"]}
        stored.append({**row_of(table.description), "id": [str(table.pk)], **kept})
    fresh = [
        {**(mine.get(item) or row_of(json.loads(item))), "id": [""], "position": [str(number)]}
        for number, item in placed.items()
    ]
    return content.having(changes).with_rows(TABLES, stored, fresh)


def rows_by_item(content: FormContent) -> dict[str, Row]:
    """The form's rows of tables, by what they describe."""
    return {item_of_row(row): row for row in content.rows(TABLES)}


def item_of(description: Mapping[str, Any]) -> str:
    """A table's description in one way of writing, so that equal ones are equal."""
    try:
        written: Any = TableDescription.from_json(dict(description)).as_json()
    except DescriptionError:
        written = description
    return json.dumps(written, sort_keys=True, ensure_ascii=False)


def item_of_row(row: Row) -> str:
    """The same of a row of the form; of one that is not filled in yet, the row itself."""
    form = TableForm(_data(row))
    form.fields.pop("position")
    if form.is_valid():
        return item_of(form.instance.description)
    kept = {name: values for name, values in row.items() if name not in ("id", "article", "position")}
    return json.dumps({"unfinished": kept}, sort_keys=True, ensure_ascii=False)


def row_of(description: Mapping[str, Any]) -> Row:
    """The fields of a row that describe such a table."""
    form = TableForm(initial=initial_of(StatisticsTable(description=dict(description))))
    row: Row = {}
    for name in TableForm.described:
        value = form[name].value()
        values = value if isinstance(value, list | tuple) else [value]
        row[name] = ["" if each is None else str(getattr(each, "pk", each)) for each in values]
    return row


def _data(row: Row) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in row.items():
        data.setlist(name, values)
    return data


def _body(html: str) -> tuple[str, ...]:
    return tuple(part.html for part in parts_of(html))


def _beside(beside: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    version: dict[str, tuple[str, ...]] = {
        name: (_text(beside[name]),) for name in BESIDE if name in beside and name not in SETS
    }
    version |= {name: tuple(str(pk) for pk in _numbers(beside[name])) for name in SETS if name in beside}
    return version


def _numbers(values: Any) -> Iterable[int]:
    return sorted(value for value in values if isinstance(value, int)) if isinstance(values, list) else ()


def _text(value: Any) -> str:
    return "" if value is None else str(value)
