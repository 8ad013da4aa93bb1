"""What the form of an article holds at a moment, as plain JSON: kept while someone writes, shown again, joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

Fields = dict[str, list[str]]
Row = dict[str, list[str]]

# Buttons, what steps ask for, and the token of a request are not part of what is written.
_NOT_WRITTEN = ("csrfmiddlewaretoken", "step-", "_", "initial-")


@dataclass(frozen=True, slots=True)
class FormContent:
    """Fields by name, each with every value that would be sent."""

    fields: Fields

    @classmethod
    def of_post(cls, data: QueryDict) -> FormContent:
        return cls({name: values for name, values in data.lists() if not name.startswith(_NOT_WRITTEN)})  # type: ignore[misc]

    def one(self, name: str) -> str:
        values = self.fields.get(name) or [""]
        return values[-1]

    def many(self, name: str) -> list[str]:
        return self.fields.get(name, [])

    def number(self, name: str) -> int | None:
        """A whole number that a field holds; None where it holds none."""
        text = self.one(name)
        return int(text) if text.isdecimal() and len(text) < 10 else None

    def having(self, changes: Mapping[str, list[str]]) -> FormContent:
        """The same with other values in some fields."""
        return FormContent({**self.fields, **changes})

    def as_data(self) -> QueryDict:
        """The fields as a form reads them."""
        data = QueryDict(mutable=True)
        for name, values in self.fields.items():
            data.setlist(name, values)
        return data

    def rows(self, prefix: str, *, with_removed: bool = False) -> list[Row]:
        """The rows of a formset in the order of their numbers, without those marked to be removed unless asked."""
        rows = []
        for number in range(self.number(f"{prefix}-TOTAL_FORMS") or 0):
            start = f"{prefix}-{number}-"
            row = {name[len(start) :]: values for name, values in self.fields.items() if name.startswith(start)}
            is_removed = row.get("DELETE", [""])[-1].lower() not in ("", "false")
            if row and (with_removed or not is_removed):
                rows.append(row)
        return rows

    def with_rows(self, prefix: str, stored: Iterable[Row], fresh: Iterable[Row]) -> FormContent:
        """The same with these rows in a formset: `stored` ones carry the `id` of what is in the database."""
        kept = {name: values for name, values in self.fields.items() if not name.startswith(f"{prefix}-")}
        initial, added = list(stored), list(fresh)
        kept[f"{prefix}-TOTAL_FORMS"] = [str(len(initial) + len(added))]
        kept[f"{prefix}-INITIAL_FORMS"] = [str(len(initial))]
        for name in ("MIN_NUM_FORMS", "MAX_NUM_FORMS"):
            kept[f"{prefix}-{name}"] = self.many(f"{prefix}-{name}") or ["0" if name.startswith("MIN") else "1000"]
        for number, row in enumerate([*initial, *added]):
            kept |= {f"{prefix}-{number}-{name}": values for name, values in row.items()}
        return FormContent(kept)

    def fitted(self, prefix: str, existing: Iterable[int]) -> FormContent:
        """The same where rows of a formset may be gone from the database: those become rows to be written anew."""
        ids = {str(pk) for pk in existing}
        stored = [row for row in self.rows(prefix, with_removed=True) if row.get("id", [""])[-1] in ids]
        fresh = [{**row, "id": [""]} for row in self.rows(prefix) if row.get("id", [""])[-1] not in ids]
        return self.with_rows(prefix, stored, fresh)
