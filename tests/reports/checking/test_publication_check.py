"""Figures that differ from the data stop an article on its way, unless somebody answers for them."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.utils import timezone, translation

from indicators.models import Change, Indicator
from indicators.services.recording import record
from reports import workflow
from reports.models import Article, KeptFigure, State
from reports.services.article_check import check_article
from reports.services.binding import bind, bindable
from reports.services.kept_figures import KeepingRefused, accept_figure, keep_figure
from reports.services.publication_check import differing_figures
from reports.workflow import StepRefused
from tests.factories import make_article, make_release, make_user
from tests.reports.checking.lang_son import BODY, state

pytestmark = pytest.mark.django_db
SPRING = dt.datetime(2018, 5, 22, 8, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def writer(db: None) -> User:
    return make_user("bien-tap", "reports.change_article")


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user("duyet", "reports.change_article", "reports.review_article", "reports.publish_article")


@pytest.fixture
def wrong(first_quarter: dict[str, Indicator]) -> Article:
    """An article with one figure that is not the database's."""
    return make_article(body=BODY.replace("769", "796"), lead="Tình hình công nghiệp, thương mại quý I năm 2018.")


def _only_differing(article: Article):
    (figure,) = differing_figures(article, at=SPRING)
    return figure.figure


def test_article_whose_figures_agree_is_published(first_quarter: dict[str, Indicator], reviewer: User) -> None:
    article = make_article(body=BODY)

    workflow.publish(article, actor=reviewer, at=SPRING)

    assert article.state == State.PUBLISHED


def test_differing_figure_stops_publication_and_is_named(wrong: Article, reviewer: User) -> None:
    with pytest.raises(
        StepRefused, match=r"“796 triệu USD” \(Xuất khẩu qua địa bàn, Quý I/2018\): Lệch \+27 triệu USD"
    ):
        workflow.publish(wrong, actor=reviewer, at=SPRING)

    wrong.refresh_from_db()
    assert wrong.state == State.DRAFT
    assert not wrong.editions.exists()


def test_differing_figure_stops_the_way_to_review_until_a_reason_is_given(wrong: Article, writer: User) -> None:
    with pytest.raises(StepRefused, match="796 triệu USD"):
        workflow.submit(wrong, actor=writer)

    keep_figure(wrong, _only_differing(wrong), actor=writer, reason="Số của Hải quan, chưa nhập.")
    workflow.submit(wrong, actor=writer)

    assert wrong.state == State.IN_REVIEW


def test_reason_of_a_writer_does_not_publish_until_a_reviewer_accepts_it(
    wrong: Article, writer: User, reviewer: User
) -> None:
    kept = keep_figure(wrong, _only_differing(wrong), actor=writer, reason="Số của Hải quan, chưa nhập.")
    with pytest.raises(StepRefused, match="người duyệt"):
        workflow.publish(wrong, actor=reviewer, at=SPRING)

    accept_figure(kept, actor=reviewer)
    workflow.publish(wrong, actor=reviewer, at=SPRING)

    assert wrong.state == State.PUBLISHED
    assert (kept.accepted_by, kept.kept_by) == (reviewer, writer)


def test_reviewer_accepts_by_keeping(wrong: Article, reviewer: User) -> None:
    keep_figure(wrong, _only_differing(wrong), actor=reviewer, reason="Số của Hải quan.")

    workflow.publish(wrong, actor=reviewer, at=SPRING)

    assert wrong.state == State.PUBLISHED


def test_acceptance_and_reason_stay_with_the_bound_figure_of_the_edition(
    first_quarter: dict[str, Indicator], reviewer: User
) -> None:
    article = make_article(body=BODY)
    article.body = bind(BODY, bindable(check_article(article, at=SPRING))).replace("769", "796")
    article.save()
    keep_figure(article, _only_differing(article), actor=reviewer, reason="Số của Hải quan.")

    edition = workflow.publish(article, actor=reviewer, at=SPRING)

    figure = edition.figures.get(verdict="differs")
    assert (figure.text, figure.kept_reason, figure.accepted_by) == ("796 triệu USD", "Số của Hải quan.", reviewer)


def test_acceptance_ends_where_the_words_or_the_data_change(
    wrong: Article, reviewer: User, first_quarter: dict[str, Indicator]
) -> None:
    keep_figure(wrong, _only_differing(wrong), actor=reviewer, reason="Số của Hải quan.")

    record([state(first_quarter["xk"], "770")], change=Change(reason="Sửa"))

    with pytest.raises(StepRefused, match="796 triệu USD"):
        workflow.publish(wrong, actor=reviewer, at=SPRING)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_figure_is_not_kept_without_a_reason(wrong: Article, writer: User, reason: str) -> None:
    with pytest.raises(KeepingRefused):
        keep_figure(wrong, _only_differing(wrong), actor=writer, reason=reason)

    assert not KeptFigure.objects.exists()


def test_figure_that_agrees_needs_no_reason(wrong: Article, writer: User) -> None:
    figure = check_article(wrong, at=SPRING).figures[0]

    with pytest.raises(KeepingRefused):
        keep_figure(wrong, figure, actor=writer, reason="Vì thế.")


def test_writer_cannot_accept(wrong: Article, writer: User) -> None:
    kept = keep_figure(wrong, _only_differing(wrong), actor=writer, reason="Số của Hải quan.")

    with pytest.raises(KeepingRefused):
        accept_figure(kept, actor=writer)


def test_scheduled_article_is_held_against_the_figures_of_its_minute(
    first_quarter: dict[str, Indicator], reviewer: User
) -> None:
    release = make_release(in_hours=3)
    record([state(first_quarter["xk"], "796")], change=Change(reason="Số chính thức"), release=release)
    of_today = make_article(body=BODY)
    of_the_release = make_article(body=BODY.replace("769", "796"), release=release)
    workflow.publish(of_today, actor=reviewer, at=SPRING)

    workflow.publish(of_the_release, actor=reviewer, at=SPRING + dt.timedelta(days=1))

    assert (of_today.state, of_the_release.state) == (State.PUBLISHED, State.SCHEDULED)


def test_refusal_is_in_the_reading_language(wrong: Article, reviewer: User) -> None:
    with translation.override("en"), pytest.raises(StepRefused, match="796 triệu USD") as refusal:
        workflow.publish(wrong, actor=reviewer, at=SPRING)

    assert "Lệch" not in str(refusal.value)
