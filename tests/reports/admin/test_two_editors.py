"""Two people on one article: the second save is never lost, what one changed alone is joined, the rest is chosen."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from reports.models import Article, Autosave, State
from reports.services.editions import keep_edition
from tests.factories import make_area, make_article, make_indicator, make_section
from tests.reports.admin.article_page import change_url, save, sent_back, step

pytestmark = pytest.mark.django_db

BODY = "<p>Một.</p><p>Hai.</p><p>Ba.</p>"


@pytest.fixture
def article() -> Article:
    article = make_article(title="Gốc", lead="Tóm tắt.", body=BODY)
    keep_edition(article, actor=None)
    return article


def clash(desk: Client, review_desk: Client, article: Article, mine: dict[str, Any], theirs: dict[str, Any]) -> str:
    """The writer saves after the reviewer did; gives the address that the writer is led to."""
    sent = sent_back(desk, change_url(article), **mine)
    save(review_desk, article, **theirs)
    response = desk.post(change_url(article), sent)
    assert response.status_code == 302
    return response["Location"]


def join(desk: Client, url: str, **choices: str) -> Any:
    number = desk.get(url).context["theirs"].number
    return desk.post(url, {"theirs": number, "action": "save", **choices})


def sides(client: Client, url: str) -> dict[str, str]:
    return {shown.place.key: shown.side.value for shown in client.get(url).context["places"]}


def test_the_second_save_is_led_to_both_versions_and_changes_nothing(
    desk: Client, review_desk: Client, article: Article, writer: User
):
    url = clash(desk, review_desk, article, {"title": "Của tôi"}, {"title": "Của người khác"})

    page = desk.get(url).content.decode()

    assert "Của tôi" in page
    assert "Của người khác" in page
    assert "duyet" in page
    assert Article.objects.get().title == "Của người khác"
    assert Autosave.objects.get(user=writer).content["title"] == ["Của tôi"]


def test_what_each_changed_alone_is_joined_without_asking(desk: Client, review_desk: Client, article: Article):
    url = clash(
        desk,
        review_desk,
        article,
        {"lead": "Tóm tắt của tôi.", "body": "<p>Một của tôi.</p><p>Hai.</p><p>Ba.</p>"},
        {"title": "Tên mới", "body": "<p>Một.</p><p>Hai.</p><p>Ba của họ.</p>"},
    )

    assert set(sides(desk, url).values()) == {"mine", "theirs"}
    join(desk, url)

    article.refresh_from_db()
    assert (article.title, article.lead) == ("Tên mới", "Tóm tắt của tôi.")
    assert article.body == "<p>Một của tôi.</p><p>Hai.</p><p>Ba của họ.</p>"
    assert article.editions.order_by("-number").first().note == "Ghép với bản số 2"


def test_what_both_changed_is_chosen_place_by_place(desk: Client, review_desk: Client, article: Article):
    url = clash(
        desk,
        review_desk,
        article,
        {"title": "Của tôi", "body": "<p>Một.</p><p>Hai của tôi.</p><p>Ba.</p>"},
        {"title": "Của họ", "body": "<p>Một.</p><p>Hai của họ.</p><p>Ba.</p>"},
    )

    unsettled = join(desk, url, title="mine")
    join(desk, url, **{"title": "mine", "body-1": "both"})

    assert unsettled.context["missing"] == ["body-1"]
    article.refresh_from_db()
    assert article.title == "Của tôi"
    assert article.body == "<p>Một.</p><p>Hai của họ.</p><p>Hai của tôi.</p><p>Ba.</p>"


def test_both_versions_stay_as_editions_or_in_the_joined_one(desk: Client, review_desk: Client, article: Article):
    url = clash(desk, review_desk, article, {"title": "Của tôi"}, {"title": "Của họ"})

    join(desk, url, title="mine")

    assert [edition.title for edition in article.editions.order_by("number")] == ["Gốc", "Của họ", "Của tôi"]
    assert not Autosave.objects.exclude(content={}).exists()


def test_a_third_save_in_the_meantime_is_not_overwritten_either(desk: Client, review_desk: Client, article: Article):
    url = clash(desk, review_desk, article, {"title": "Của tôi"}, {"title": "Của họ"})
    seen = desk.get(url).context["theirs"].number
    save(review_desk, article, title="Của họ, lần hai")

    again = desk.post(url, {"theirs": seen, "action": "save", "title": "mine"})

    assert again.status_code == 200
    assert "Của họ, lần hai" in again.content.decode()
    assert Article.objects.get().title == "Của họ, lần hai"


def test_the_joined_version_can_be_opened_and_written_on(desk: Client, review_desk: Client, article: Article):
    url = clash(desk, review_desk, article, {"title": "Của tôi"}, {"lead": "Của họ."})

    opened = desk.post(url, {"theirs": desk.get(url).context["theirs"].number, "action": "open"})
    form = desk.get(opened["Location"]).context["adminform"].form

    assert (form["title"].value(), form["lead"].value(), form["seen_edition"].value()) == ("Của tôi", "Của họ.", "2")
    assert Article.objects.get().title == "Gốc"
    desk.post(change_url(article), sent_back(desk, opened["Location"]))
    assert Article.objects.get().title == "Của tôi"


def test_tables_of_both_stay(desk: Client, review_desk: Client):
    indicators = [make_indicator(code, name_vi=code) for code in ("xi-mang", "da", "dien")]
    area = make_area()
    table = {"indicators": ["xi-mang"], "periods": ["2018-Q1"], "areas": [area.code], "measures": ["value"]}
    article = make_article(tables=[table])
    keep_edition(article, actor=None)

    def one_more(client: Client, number: int) -> dict[str, Any]:
        start = "statistics_tables-1"
        return {
            "statistics_tables-TOTAL_FORMS": "2",
            **{f"{start}-{name}": value for name, value in (("rows", "indicators"), ("periods", "2018-Q1"))},
            f"{start}-indicators": [indicators[number].pk],
            f"{start}-areas": [area.pk],
            f"{start}-measures": ["value"],
            f"{start}-position": "1",
        }

    url = clash(desk, review_desk, article, one_more(desk, 1), one_more(review_desk, 2))

    join(desk, url, **{key: "both" for key, side in sides(desk, url).items() if side == "conflict"})

    described = [table.description["indicators"] for table in article.statistics_tables.order_by("position")]
    assert described == [["xi-mang"], ["dien"], ["da"]]


def test_linked_indicators_and_the_fields_beside_editions_are_joined(
    desk: Client, review_desk: Client, article: Article
):
    one, two, three = (make_indicator() for _time in range(3))
    article.indicators.set([one])
    url = clash(
        desk,
        review_desk,
        article,
        {"indicators": [one.pk, two.pk]},
        {"indicators": [three.pk], "slug": "dia-chi-moi", "section": make_section("khac").pk, "title": "Tên mới"},
    )

    join(desk, url)

    article.refresh_from_db()
    assert set(article.indicators.all()) == {two, three}
    assert (article.slug, article.section.slug) == ("dia-chi-moi", "khac")


def test_a_step_is_not_taken_with_what_nobody_has_seen_joined(review_desk: Client, desk: Client, article: Article):
    sent = sent_back(review_desk, change_url(article), _step="publish")
    save(desk, article, title="Người viết vừa sửa")

    response = review_desk.post(change_url(article), sent, follow=True)

    article.refresh_from_db()
    assert article.state == State.DRAFT
    assert not Article.objects.public().exists()
    assert "Chưa thực hiện bước" in response.content.decode()


def test_a_page_that_was_gone_back_to_after_saving_loses_nothing(desk: Client, article: Article):
    sent = sent_back(desk, change_url(article), title="Lần một")
    desk.post(change_url(article), sent)

    response = desk.post(change_url(article), sent | {"title": "Lần hai"})
    join(desk, response["Location"], title="mine")

    assert Article.objects.get().title == "Lần hai"


def test_nobody_joins_with_what_another_wrote(desk: Client, review_desk: Client, article: Article):
    url = clash(desk, review_desk, article, {"title": "Của tôi"}, {"title": "Của họ"})

    response = review_desk.get(url)

    assert (response.status_code, response["Location"]) == (302, change_url(article))


def test_ones_own_version_can_be_thrown_away(desk: Client, review_desk: Client, article: Article):
    clash(desk, review_desk, article, {"title": "Của tôi"}, {"title": "Của họ"})
    kept = Autosave.objects.exclude(content={}).get()

    desk.post(reverse("admin:reports_autosave_discard", args=[kept.pk]))

    page = desk.get(change_url(article))
    assert page.context["offered"] == []
    assert Article.objects.get().title == "Của họ"


def test_a_mistake_in_the_joined_version_is_shown_in_the_form(desk: Client, review_desk: Client, article: Article):
    url = clash(desk, review_desk, article, {"title": ""}, {"lead": "Của họ."})

    response = join(desk, url)

    assert "title" in response.context["adminform"].form.errors
    assert response.context["form_url"] == change_url(article)
    assert Article.objects.get().title == "Gốc"


def test_steps_that_make_no_edition_do_not_stand_in_the_way(desk: Client, review_desk: Client, article: Article):
    sent = sent_back(desk, change_url(article), title="Viết tiếp")
    step(review_desk, article, "submit")

    desk.post(change_url(article), sent)

    article.refresh_from_db()
    assert (article.title, article.state) == ("Viết tiếp", State.DRAFT)
