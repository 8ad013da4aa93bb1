"""Articles are marked when a figure that they cite is revised: in every way of citing it, from its minute on, once."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.measures import Measure
from indicators.models import Indicator, Observation, VersionKind
from reports import workflow
from reports.models import Article, CitedRevision, FlagState, RevisionFlag, RevisionWatch
from reports.services.editions import keep_edition
from reports.services.revision_watch import watch
from tests.factories import (
    Q1_2018,
    make_article,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
    make_target,
    make_user,
)
from tests.reports.bound_article import (
    GROWTH_KEY,
    VALUE_KEY,
    body,
    bound,
    make_bound_article,
    make_cement,
    revise,
    table_of,
)

pytestmark = pytest.mark.django_db

BASE = Q1_2018.same_period_last_year


def told(flags: Iterable[RevisionFlag] | None = None) -> list[tuple[str, str, str]]:
    """What the open flags say: measure, figure when published, figure now."""
    rows = RevisionFlag.objects.open().order_by("pk") if flags is None else flags
    return [(flag.measure, f"{flag.old}", f"{flag.new}") for flag in rows]


def test_revised_value_flags_the_figure_and_the_growth_made_from_it() -> None:
    cement = make_cement()
    article = make_bound_article()
    revise(cement, "231.5")

    flagged = watch()

    assert flagged == 2
    assert told() == [("value", "230", "231.5"), ("growth_yoy", "11.2", "11.9")]
    flag = RevisionFlag.objects.get(figure_key=VALUE_KEY)
    assert (flag.article, flag.edition, flag.text) == (article, article.published_edition, "230 nghìn tấn")
    assert flag.sentence == "Sản lượng xi măng quý I/2018 ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ."
    assert (flag.revision.version.old_value, flag.revision.version.new_value) == (Decimal("230"), Decimal("231.5"))


def test_revised_base_flags_only_the_growth() -> None:
    cement = make_cement()
    make_bound_article(tables=[table_of("xi-mang")])
    revise(cement, "200", period=BASE)

    watch()

    assert told() == [("growth_yoy", "11.2", "15.0"), ("growth_yoy", "11.2", "15.0")]
    assert [flag.table_position for flag in RevisionFlag.objects.order_by("pk")] == [None, 0]


def test_revised_previous_period_flags_the_growth_on_it() -> None:
    cement = make_cement()
    make_observation("200", indicator=cement, period=Q1_2018.previous)
    growth = bound("15%", key=GROWTH_KEY, measure=Measure.GROWTH_PREVIOUS)
    make_bound_article(body=f"<p>Xi măng tăng {growth} so với quý trước.</p>")
    revise(cement, "210", period=Q1_2018.previous)

    watch()

    assert told() == [("growth_previous", "15.0", "9.5")]


def test_revised_plan_flags_the_share_of_it() -> None:
    cement = make_cement()
    make_target("920", indicator=cement)
    share = bound("25%", key=GROWTH_KEY, measure=Measure.PLAN_SHARE)
    make_bound_article(body=f"<p>Đạt {share} kế hoạch năm.</p>", tables=[table_of("xi-mang", measures=("target",))])
    revise(cement, "1000", period=Q1_2018.of_year(2018), kind=VersionKind.TARGET)

    watch()

    assert told() == [("plan_share", "25.0", "23.0"), ("target", "920", "1000")]


def test_every_cell_of_a_table_and_its_chart_is_watched() -> None:
    cement, coal = make_cement(), make_indicator("than")
    make_observation("90", indicator=coal)
    article = make_published_article(tables=[table_of("xi-mang", "than", chart="bar")])
    revise(coal, "95")

    watch()

    (flag,) = RevisionFlag.objects.all()
    assert (flag.indicator, flag.table_position, flag.sentence) == (coal, 0, "Sản phẩm chủ yếu quý I")
    assert flag.article == article
    assert cement


def test_removed_observation_is_flagged_as_gone() -> None:
    make_cement(base=None)
    make_bound_article(body=f"<p>Đạt {bound('230 nghìn tấn')}.</p>")
    Observation.objects.get().delete()

    watch()

    assert told() == [("value", "230", "None")]


def test_change_of_status_alone_flags_nothing() -> None:
    cement = make_cement()
    make_bound_article(tables=[table_of("xi-mang")])
    revise(cement, "230", status="final", footnote="Đã rà soát")

    assert watch() == 0


def test_figure_that_comes_for_the_first_time_flags_nothing() -> None:
    cement = make_cement()
    make_bound_article(tables=[table_of("xi-mang", periods=["2018-Q1", "2018-Q2"])])
    make_observation("240", indicator=cement, period=Q1_2018.shift(1))

    assert watch() == 0


def test_articles_that_the_public_never_saw_are_not_flagged() -> None:
    cement = make_cement()
    make_article(body=body())
    ahead = make_published_article(body="<p>Chưa có số.</p>")
    ahead.body = body()
    ahead.save()
    keep_edition(ahead, actor=None)
    withdrawn = make_bound_article("go")
    Article.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    revise(cement, "231.5")

    assert watch() == 0


def test_embargoed_revision_flags_nothing_before_its_minute_and_everything_at_it() -> None:
    cement = make_cement()
    make_bound_article(tables=[table_of("xi-mang")])
    release = make_release(in_hours=2)
    revise(cement, "231.5", release=release)

    before = watch()
    assert not CitedRevision.objects.exists()
    at_its_minute = watch(at=release.published_at)

    assert (before, at_its_minute) == (0, 4)
    assert CitedRevision.objects.get().revised_at == release.published_at


def test_release_that_is_brought_forward_flags_at_its_new_minute() -> None:
    cement = make_cement()
    make_bound_article()
    release = make_release(in_hours=48)
    revise(cement, "231.5", release=release)
    watch()
    release.published_at = timezone.now() - dt.timedelta(minutes=5)
    release.save()

    assert watch() == 2


def test_scheduled_text_is_flagged_when_its_figures_are_revised_before_its_minute() -> None:
    cement = make_cement()
    make_bound_article(in_hours=5, tables=[table_of("xi-mang")])
    revise(cement, "231.5")

    watch()

    assert told() == [("value", "230", "231.5"), ("growth_yoy", "11.2", "11.9")]
    assert all(flag.table_position is None for flag in RevisionFlag.objects.all())


def test_same_revision_is_flagged_once_however_often_one_looks() -> None:
    cement = make_cement()
    make_bound_article()
    revise(cement, "231.5")

    counts = [watch() for _ in range(3)]
    revise(make_indicator("khac"), "1")
    counts.append(watch())

    assert counts == [2, 0, 0, 0]


def test_further_revision_brings_the_open_flag_up_to_date() -> None:
    cement = make_cement()
    make_bound_article(body=f"<p>Đạt {bound('230 nghìn tấn')}.</p>")
    revise(cement, "231.5")
    watch()
    revise(cement, "232.5")

    assert watch() == 0
    assert told() == [("value", "230", "232.5")]
    assert RevisionFlag.objects.get().revision.version.new_value == Decimal("232.5")


def test_revision_that_is_taken_back_closes_its_flag() -> None:
    cement = make_cement()
    make_bound_article(body=f"<p>Đạt {bound('230 nghìn tấn')}.</p>")
    revise(cement, "231.5")
    watch()
    revise(cement, "230")

    watch()

    flag = RevisionFlag.objects.get()
    assert (flag.state, flag.reason) == (FlagState.DISMISSED, "Số liệu đã trở lại như khi đăng.")


def test_answered_flag_stays_answered_until_the_figure_changes_again() -> None:
    cement = make_cement()
    make_bound_article(body=f"<p>Đạt {bound('230 nghìn tấn')}.</p>")
    revise(cement, "231.5")
    watch()
    RevisionFlag.objects.update(state=FlagState.CORRECTED)
    revise(make_indicator("khac"), "1")
    assert watch() == 0

    revise(cement, "240")

    assert watch() == 1
    assert told() == [("value", "230", "240")]


def test_notice_that_no_longer_holds_is_flagged_even_where_the_text_does() -> None:
    cement = make_cement()
    make_bound_article(body=f"<p>Đạt {bound('230 nghìn tấn')}.</p>")
    revise(cement, "231.5")
    watch()
    RevisionFlag.objects.update(state=FlagState.CORRECTED)

    revise(cement, "230")

    assert watch() == 1
    assert told() == [("value", "230", "230")]


def test_new_edition_with_todays_figures_closes_the_flags_of_the_old_one() -> None:
    cement = make_cement()
    article = make_bound_article(tables=[table_of("xi-mang")])
    revise(cement, "231.5")
    watch()
    article.body = body("231,5 nghìn tấn", "11,9%")
    workflow.reopen(article)
    article.save()
    workflow.publish(article, actor=make_user("duyet", "reports.publish_article"))

    assert told() == []
    watch()

    assert set(RevisionFlag.objects.values_list("state", flat=True)) == {FlagState.UPDATED}


def test_edition_published_again_as_it_is_brings_its_tables_up_to_date() -> None:
    cement = make_cement()
    article = make_published_article(tables=[table_of("xi-mang", measures=("value",))])
    revise(cement, "231.5")
    watch()
    workflow.reopen(article)
    article.save()
    workflow.publish(article, actor=make_user("duyet", "reports.publish_article"))

    watch()

    assert RevisionFlag.objects.get().state == FlagState.UPDATED


def test_version_committed_after_a_later_one_is_still_seen() -> None:
    """Numbers are given out before transactions are committed: a lower one may appear after a higher was looked at."""
    cement = make_cement()
    make_bound_article(body=f"<p>Đạt {bound('230 nghìn tấn')}.</p>")
    revise(cement, "231.5")
    watch()
    RevisionFlag.objects.all().delete()
    CitedRevision.objects.all().delete()
    RevisionWatch.objects.update(count=1)

    assert watch() == 1


def test_look_where_nothing_happened_takes_four_queries(django_assert_num_queries: Any) -> None:
    cement = make_cement()
    make_bound_article()
    revise(cement, "231.5")
    watch()
    Article.objects.update(updated_at=timezone.now() - dt.timedelta(days=1))

    # State, versions since, releases waited for, articles saved; around them a savepoint.
    with django_assert_num_queries(6):
        watch()


def test_command_says_how_many_places_are_new_and_names_those_that_wait(capsys: pytest.CaptureFixture[str]) -> None:
    cement = make_cement()
    make_bound_article("xi-mang-tang")
    revise(cement, "231.5")

    call_command("watch_revisions", "--list")
    first = capsys.readouterr().out
    call_command("watch_revisions")
    second = capsys.readouterr().out

    assert first.startswith("2 chỗ mới")
    assert "xi-mang-tang: Xi măng · Lạng Sơn · Quý I/2018: 230 → 231.5" in first
    assert second.startswith("0 chỗ mới")
    assert "cả thảy 2 chỗ" in second


@pytest.mark.parametrize("articles", [1, 15])
def test_look_at_a_batch_reads_as_often_whatever_it_touches(articles: int) -> None:
    indicators = [make_indicator() for _ in range(30)]
    for indicator in indicators:
        make_observation("100", indicator=indicator)
    watch()
    for _ in range(articles):
        make_published_article(
            body="".join(f"<p>{_bound_to(indicator)}</p>" for indicator in indicators),
            tables=[table_of(*(indicator.code for indicator in indicators))],
        )
    for indicator in indicators:
        revise(indicator, "101")

    with CaptureQueriesContext(connection) as asked:
        flagged = watch()

    # State, versions since, releases waited for, articles saved; the first edition, releases of the versions, these;
    # indicators, areas, figures and tables that cite them; flags, history, indicators, areas; revisions that are there;
    # how far one has come (2).
    assert sum(query["sql"].startswith("SELECT") for query in asked) <= 18
    assert flagged == articles * 30 * 2


def _bound_to(indicator: Indicator) -> str:
    return bound("100 nghìn tấn", key=uuid4(), indicator=indicator.code)
