"""What a form holds, kept as JSON: given back as it was, buttons and tokens left out."""

from __future__ import annotations

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from reports.form_content import FormContent

rows = st.lists(st.fixed_dictionaries({"id": st.sampled_from([[""], ["1"], ["7"]]), "caption": st.just(["x"])}))


def test_what_was_sent_is_given_back_without_buttons_and_tokens():
    data = QueryDict("csrfmiddlewaretoken=t&_save=1&step-publish-at=&title=a&indicators=1&indicators=2&initial-x=3")

    content = FormContent.of_post(data)

    assert content.fields == {"title": ["a"], "indicators": ["1", "2"]}
    assert content.as_data().getlist("indicators") == ["1", "2"]


@given(rows, rows)
def test_rows_are_read_as_they_were_written(stored: list, fresh: list):
    content = FormContent({"title": ["a"]}).with_rows("bang", stored, fresh)

    assert content.rows("bang") == [*stored, *fresh]
    assert content.one("bang-INITIAL_FORMS") == str(len(stored))
    assert content.one("title") == "a"


@given(rows)
def test_rows_that_are_gone_from_the_database_become_new_ones(written: list):
    content = FormContent({}).with_rows("bang", written, []).fitted("bang", [7])

    kept = content.rows("bang")
    assert len(kept) == len(written)
    assert [row["id"] for row in kept[: int(content.one("bang-INITIAL_FORMS"))]] == [
        row["id"] for row in written if row["id"] == ["7"]
    ]
    assert all(row["id"] in ([""], ["7"]) for row in kept)


def test_rows_marked_to_be_removed_are_left_out():
    content = FormContent({}).with_rows("bang", [{"id": ["1"], "DELETE": ["on"]}, {"id": ["2"]}], [])

    assert content.rows("bang") == [{"id": ["2"]}]


def test_numbers_that_are_none_are_no_numbers():
    content = FormContent({"a": ["12"], "b": ["-1"], "c": ["x"], "d": ["9" * 30]})

    assert [content.number(name) for name in "abcde"] == [12, None, None, None, None]
