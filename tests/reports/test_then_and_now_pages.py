"""An article whose figures were revised: as it was published, and with the figures of now; never silently."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from indicators.measures import Measure
from indicators.models import VersionKind
from tests.factories import Q1_2018, make_observation, make_release, make_target
from tests.reports.bound_article import GROWTH_KEY, bound, make_bound_article, make_cement, revise, table_of

pytestmark = pytest.mark.django_db

TODAY = "?so-lieu=hien-nay"


def prose_of(page: str) -> str:
    """The article's text with deletions in [] and insertions in {}."""
    found = re.search(r'<div class="prose">(.*?)</div>', page, re.DOTALL)
    assert found is not None
    marked = re.sub(r"<del[^>]*>", "[", found[1]).replace("</del>", "]")
    marked = re.sub(r"<ins[^>]*>", "{", marked).replace("</ins>", "}")
    return re.sub(r"<[^>]*>", "", marked)


def page_of(client: Client, query: str = "") -> str:
    response = client.get(f"/tin/bai/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_is_said_of_figures_that_did_not_change(client: Client) -> None:
    make_cement()
    make_bound_article(tables=[table_of("xi-mang")])

    page = page_of(client)

    assert "then-and-now" not in page
    assert page_of(client, TODAY).count("<ins") == 0


def test_article_stays_as_published_with_a_note_that_its_figures_changed(client: Client) -> None:
    cement = make_cement()
    make_bound_article()
    revise(cement, "231.5")

    page = page_of(client)

    assert prose_of(page) == "Sản lượng xi măng quý I/2018 ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ."
    assert "2 số trong bài đã được điều chỉnh" in page
    assert page.count('class="bound-figure is-revised"') == 2
    assert re.search(r'href="/tin/bai/\?so-lieu=hien-nay" rel="nofollow">Theo số liệu hiện nay', page)


def test_todays_view_strikes_out_what_was_published_and_sets_what_holds_now_behind_it(client: Client) -> None:
    cement = make_cement()
    make_bound_article()
    revise(cement, "231.5")

    page = page_of(client, TODAY)

    assert prose_of(page) == (
        "Sản lượng xi măng quý I/2018 ước đạt [230 nghìn tấn] {232 nghìn tấn}, tăng [11,2%] {11,9%} so với cùng kỳ."
    )
    assert "Bài với số liệu hiện nay" in page
    assert 'rel="canonical" href="http://localhost:8000/tin/bai/"' in page or '/tin/bai/">' in page


def test_rise_that_became_a_fall_is_said_as_a_fall(client: Client) -> None:
    cement = make_cement()
    make_bound_article()
    revise(cement, "200")

    text = prose_of(page_of(client, TODAY))

    assert "[tăng 11,2%] {giảm 3,3%} so với cùng kỳ" in text


def test_growth_changes_with_its_base_while_the_value_stays(client: Client) -> None:
    cement = make_cement()
    make_bound_article()
    revise(cement, "200", period=Q1_2018.same_period_last_year)

    text = prose_of(page_of(client, TODAY))

    assert "đạt 230 nghìn tấn, tăng [11,2%] {15,0%} so với" in text


def test_share_of_plan_changes_with_the_plan(client: Client) -> None:
    cement = make_cement()
    make_target("920", indicator=cement)
    share = bound("25%", key=GROWTH_KEY, measure=Measure.PLAN_SHARE)
    make_bound_article(body=f"<p>Xi măng quý I/2018 đạt {bound('230 nghìn tấn')}, bằng {share} kế hoạch năm.</p>")
    revise(cement, "1000", period=Q1_2018.of_year(2018), kind=VersionKind.TARGET)

    text = prose_of(page_of(client, TODAY))

    assert "[25%] {23%}" in text


def test_figure_that_rounds_the_same_keeps_its_words(client: Client) -> None:
    cement = make_cement("230.2")
    make_bound_article()
    revise(cement, "230.4")

    page = page_of(client, TODAY)

    assert "đạt 230 nghìn tấn," in prose_of(page)
    assert "khi đăng bài: 230,2 nghìn tấn" in page


def test_figure_whose_observation_was_removed_says_so(client: Client) -> None:
    make_cement(base=None).observations.get()
    make_bound_article()
    row = make_observation("1", period=Q1_2018.previous).indicator
    assert row
    from indicators.models import Observation

    Observation.objects.get(indicator__code="xi-mang").delete()

    as_published, today = page_of(client), page_of(client, TODAY)

    assert "ước đạt 230 nghìn tấn" in prose_of(as_published)
    assert "[230 nghìn tấn] {chưa có số liệu}" in prose_of(today)


def test_table_keeps_the_figures_that_it_was_published_with(client: Client) -> None:
    cement = make_cement()
    make_bound_article(body="<p>Lời.</p>", tables=[table_of("xi-mang")])
    revise(cement, "231.5")

    as_published, today = page_of(client), page_of(client, TODAY)

    cells = re.findall(r'<td class="number[^>]*>(.*?)</td>', as_published, re.DOTALL)
    assert [re.sub(r"<[^>]*>", "", cell).split()[0] for cell in cells] == ["230", "+11,2ĐC"] or "230" in cells[0]
    assert "231,5" not in as_published
    assert "đã điều chỉnh sau khi công bố" in as_published
    assert re.search(r'<del class="then">230</del> <ins class="now">231,5', today)


def test_figure_that_came_later_leaves_the_published_table_as_it_was(client: Client) -> None:
    cement = make_cement()
    later = [Q1_2018.sdmx, "2018-Q2"]
    make_bound_article(body="<p>Lời.</p>", tables=[table_of("xi-mang", measures=("value",), periods=later)])
    make_observation("777", indicator=cement, period=Q1_2018.shift(1))

    as_published = page_of(client)

    assert "777" not in as_published
    assert "then-and-now" not in as_published


def test_chart_is_drawn_from_the_same_figures_as_its_table(client: Client) -> None:
    cement = make_cement()
    make_bound_article(body="<p>Lời.</p>", tables=[table_of("xi-mang", measures=("value",), chart="bar")])
    revise(cement, "987")

    as_published, today = page_of(client), page_of(client, TODAY)

    assert "987" not in as_published
    assert today.count("987") > 1


def test_next_edition_counts_from_its_own_minute(client: Client) -> None:
    from reports import workflow
    from tests.factories import make_user

    cement = make_cement()
    article = make_bound_article(tables=[table_of("xi-mang")])
    revise(cement, "231.5", printed_growth_yoy=Decimal("11.9"))
    article.body = article.body.replace("230 nghìn tấn", "231,5 nghìn tấn").replace("11,2%", "11,9%")
    article.save()

    workflow.reopen(article)
    article.save()
    workflow.publish(article, actor=make_user("duyet", "reports.publish_article"))

    page = page_of(client)
    assert "then-and-now" not in page
    assert "231,5" in page


def test_embargoed_revision_changes_neither_view_before_its_minute(client: Client) -> None:
    cement = make_cement()
    make_bound_article(tables=[table_of("xi-mang")])
    release = make_release(in_hours=3)
    revise(cement, "999", release=release)

    before = page_of(client) + page_of(client, TODAY)
    type(release).objects.update(published_at=release.published_at.replace(year=release.published_at.year - 1))

    assert "999" not in before
    assert "then-and-now" not in before


def test_a_reading_may_be_named_or_left_out(client: Client) -> None:
    cement = make_cement()
    make_bound_article()
    revise(cement, "231.5")

    assert "<ins" not in page_of(client, "?so-lieu=khi-dang")
    assert "<ins" not in page_of(client, "?so-lieu=")
