"""Notices: filed in one step, dated, for ever; an article's update and its withdrawal tell themselves."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from indicators.models.versions import AppendOnly
from reports import workflow
from reports.models import Article, Correction, CorrectionKind, FlagState, RevisionFlag
from reports.services.corrections import file_correction
from reports.services.free_words import free_wordings
from reports.services.publication_check import hindrance_to_review
from reports.services.revision_flags import (
    AnswerRefused,
    dismiss,
    flagged_articles,
    notice_text,
    open_flags,
    shown_new,
    shown_old,
    subject_of,
)
from reports.services.revision_watch import watch
from reports.services.wording_updates import hindrance_to_publishing_at_once, proposed_wordings, update_wording
from tests.factories import make_article, make_observation, make_published_article, make_release, make_user
from tests.reports.bound_article import VALUE_KEY, body, bound, make_bound_article, make_cement, revise, table_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    return make_user("duyet", "reports.change_article", "reports.publish_article", "reports.change_revisionflag")


@pytest.fixture
def writer() -> User:
    return make_user("bientap", "reports.change_article", "reports.change_revisionflag")


@pytest.fixture
def revised() -> Article:
    """A public article whose value and growth were revised since: 230 to 231.5, 11.2% to 11.9%."""
    cement = make_cement()
    article = make_bound_article()
    revise(cement, "231.5")
    watch()
    return article


def test_flags_say_what_was_and_what_is_in_both_languages(revised: Article) -> None:
    value, growth = open_flags(revised)

    assert (shown_old(value), shown_new(value)) == ("230 nghìn tấn", "231,5 nghìn tấn")
    assert (shown_old(growth, "en"), shown_new(growth, "en")) == ("+11.2%", "+11.9%")
    assert subject_of(growth) == "Xi măng (Lạng Sơn, Quý I/2018), tăng so với cùng kỳ"
    assert subject_of(value, "en") == "Cement (Lang Son, Q1 2018)"


def test_list_of_flagged_articles_looks_for_itself_and_has_text_before_tables() -> None:
    cement = make_cement()
    article = make_bound_article(tables=[table_of("xi-mang")])
    revise(cement, "231.5")

    (flagged,) = flagged_articles(limit=5)

    assert (flagged.article, flagged.count) == (article, 4)
    assert [flag.table_position for flag in flagged.flags] == [None, None, 0]
    assert [flag.table_position for flag in open_flags(article)] == [None, None, 0, 0]


def test_notice_is_prefilled_with_old_and_new(revised: Article) -> None:
    text = notice_text(revised, open_flags(revised), "vi")

    assert "Xi măng (Lạng Sơn, Quý I/2018): đã nêu 230 nghìn tấn, nay là 231,5 nghìn tấn" in text
    assert "đã nêu 11,2%, nay là +11,9%" in text
    assert "231.5" in notice_text(revised, open_flags(revised), "en")


def test_correction_is_dated_public_at_once_and_closes_its_flags(revised: Article, reviewer: User) -> None:
    flags = open_flags(revised)

    correction = file_correction(revised, text_vi="Số đúng là 231,5.", actor=reviewer, flags=flags[:1])

    assert list(Correction.objects.public()) == [correction]
    assert (correction.edition, correction.created_by) == (revised.published_edition, reviewer)
    assert (correction.old_text, correction.new_text) == ("230 nghìn tấn", "231,5 nghìn tấn")
    assert correction.figure_key == VALUE_KEY
    answered = RevisionFlag.objects.get(figure_key=VALUE_KEY)
    assert (answered.state, answered.correction, answered.resolved_by) == (FlagState.CORRECTED, correction, reviewer)
    assert len(open_flags(revised)) == 1


def test_writer_files_no_correction(revised: Article, writer: User) -> None:
    with pytest.raises(AnswerRefused, match="quyền"):
        file_correction(revised, text_vi="Số đúng là 231,5.", actor=writer)


def test_correction_needs_words_and_an_article_that_readers_see(reviewer: User, revised: Article) -> None:
    with pytest.raises(AnswerRefused, match="nội dung"):
        file_correction(revised, text_vi="  ", actor=reviewer)
    with pytest.raises(AnswerRefused, match="công khai"):
        file_correction(make_article(), text_vi="Sai.", actor=reviewer)
    with pytest.raises(AnswerRefused, match="công khai"):
        file_correction(make_published_article(in_hours=3), text_vi="Sai.", actor=reviewer)


def test_published_correction_is_neither_altered_nor_deleted(revised: Article, reviewer: User) -> None:
    correction = file_correction(revised, text_vi="Số đúng là 231,5.", actor=reviewer)
    correction.text_vi = "Không có gì."

    for forbidden in (
        correction.save,
        correction.delete,
        Correction.objects.all().delete,
        lambda: Correction.objects.update(text_vi="Khác"),
    ):
        with pytest.raises(AppendOnly):
            forbidden()
    assert Correction.objects.get().text_vi == "Số đúng là 231,5."


def test_moving_the_minute_of_a_published_correction_ahead_does_not_free_it(revised: Article, reviewer: User) -> None:
    correction = file_correction(revised, text_vi="Số đúng là 231,5.", actor=reviewer)
    correction.published_at = timezone.now() + dt.timedelta(days=1)

    with pytest.raises(AppendOnly):
        correction.save()


def test_words_are_proposed_in_the_style_of_the_article(revised: Article) -> None:
    proposed = proposed_wordings(revised, open_flags(revised))

    assert [(each.new, each.problem) for each in proposed] == [("232 nghìn tấn", ""), ("11,9%", "")]


def test_wording_is_brought_up_to_date_in_the_working_copy_alone(revised: Article, writer: User) -> None:
    before = revised.published_edition

    edition = update_wording(revised, open_flags(revised), actor=writer, text_vi="Đã cập nhật.")

    assert "232 nghìn tấn" in edition.body
    assert "11,9%" in edition.body
    assert revised.published_edition == before
    assert set(RevisionFlag.objects.values_list("state", "resolved_by")) == {(FlagState.UPDATED, writer.pk)}
    assert watch() == 0
    assert not Correction.objects.public().exists()


def test_update_notice_goes_out_with_the_edition(revised: Article, writer: User, reviewer: User) -> None:
    update_wording(revised, open_flags(revised), actor=writer, text_vi="Đã cập nhật.")

    workflow.publish(revised, actor=reviewer)

    notice = Correction.objects.public().get()
    assert (notice.kind, notice.text, notice.edition) == (
        CorrectionKind.UPDATE,
        "Đã cập nhật.",
        revised.published_edition,
    )
    with pytest.raises(AppendOnly):
        notice.delete()


def test_update_notice_waits_for_a_scheduled_minute_and_for_a_new_one(
    revised: Article, writer: User, reviewer: User
) -> None:
    update_wording(revised, open_flags(revised), actor=writer, text_vi="Đã cập nhật.")
    minute = timezone.now() + dt.timedelta(hours=2)
    workflow.publish(revised, actor=reviewer, at=minute)
    assert not Correction.objects.public().exists()
    assert Correction.objects.public(at=minute).exists()

    workflow.unschedule(revised, actor=reviewer)

    assert Correction.objects.get().published_at is None


def test_update_of_the_tables_alone_needs_no_new_words(writer: User, reviewer: User) -> None:
    cement = make_cement()
    article = make_published_article("bai", body="<p>Lời.</p>", tables=[table_of("xi-mang")])
    revise(cement, "231.5")
    watch()

    update_wording(article, open_flags(article), actor=writer, text_vi="Bảng đã cập nhật.")
    workflow.publish(article, actor=reviewer)

    assert open_flags(article) == []
    assert watch() == 0


def test_figure_that_a_person_must_reword_leaves_everything_as_it_is(writer: User) -> None:
    cement = make_cement(base=None)
    article = make_bound_article(body=f"<p>Đạt {bound('230 nghìn tấn')}.</p>")
    cement.observations.get().delete()
    watch()

    with pytest.raises(AnswerRefused, match="sửa câu văn"):
        update_wording(article, open_flags(article), actor=writer, text_vi="Đã cập nhật.")

    article.refresh_from_db()
    assert "230 nghìn tấn" in article.body
    assert len(open_flags(article)) == 1
    assert not Correction.objects.exists()


def test_update_does_not_go_out_with_other_changes(revised: Article) -> None:
    assert hindrance_to_publishing_at_once(revised) == ""

    revised.title = "Đang viết dở"
    revised.save()
    from reports.services.editions import keep_edition

    keep_edition(revised, actor=None)

    assert "thay đổi khác" in hindrance_to_publishing_at_once(revised)


def test_flags_are_dismissed_only_with_a_reason(revised: Article, writer: User) -> None:
    with pytest.raises(AnswerRefused, match="lý do"):
        dismiss(open_flags(revised), actor=writer, reason=" ")

    dismiss(open_flags(revised), actor=writer, reason="Chênh lệch do làm tròn.")

    assert set(RevisionFlag.objects.values_list("state", "reason")) == {
        (FlagState.DISMISSED, "Chênh lệch do làm tròn.")
    }


def test_withdrawal_enters_the_register_at_its_minute(revised: Article, reviewer: User) -> None:
    minute = timezone.now() + dt.timedelta(hours=1)
    workflow.withdraw(revised, actor=reviewer, reason="Số liệu nguồn sai.", at=minute)
    assert not Correction.objects.public().exists()

    (notice,) = Correction.objects.public(at=minute)

    assert (notice.kind, notice.text) == (CorrectionKind.WITHDRAWAL, "Số liệu nguồn sai.")


def test_withdrawal_that_is_taken_back_leaves_no_notice(revised: Article, reviewer: User) -> None:
    minute = timezone.now() + dt.timedelta(hours=1)
    workflow.withdraw(revised, actor=reviewer, reason="Số liệu nguồn sai.", at=minute)

    workflow.keep_public(revised, actor=reviewer)

    assert not Correction.objects.exists()


def test_withdrawal_stays_in_the_register_when_the_article_is_back(revised: Article, reviewer: User) -> None:
    workflow.withdraw(revised, actor=reviewer, reason="Số liệu nguồn sai.")
    make_observation()

    revised.body = body("232 nghìn tấn", "11,9%")
    revised.save()
    workflow.publish(revised, actor=reviewer)

    assert Correction.objects.public().get().kind == CorrectionKind.WITHDRAWAL


def test_withdrawal_of_what_nobody_saw_is_no_news(reviewer: User) -> None:
    scheduled = make_published_article(in_hours=3)
    embargoed = make_published_article(release=make_release(in_hours=3))

    for article in (scheduled, embargoed):
        workflow.withdraw(article, actor=reviewer, reason="Hoãn.")

    assert not Correction.objects.exists()


def test_title_and_lead_that_say_the_same_of_a_flagged_figure_follow(writer: User) -> None:
    cement = make_cement()
    article = make_bound_article(
        title="Xi măng quý I/2018 tăng 11,2%",
        lead="Sản lượng xi măng quý I/2018 ước đạt 230 nghìn tấn, tăng 11,2% so với cùng kỳ.\n\nĐá các loại tăng khá.",
    )
    revise(cement, "231.5")
    watch()

    proposed = free_wordings(article, open_flags(article))
    edition = update_wording(article, open_flags(article), actor=writer, text_vi="Đã cập nhật.")

    assert [(each.part, each.old, each.new) for each in proposed] == [
        ("Tiêu đề", "11,2%", "11,9%"),
        ("Tóm tắt", "230 nghìn tấn", "232 nghìn tấn"),
        ("Tóm tắt", "11,2%", "11,9%"),
    ]
    assert edition.title == "Xi măng quý I/2018 tăng 11,9%"
    assert edition.lead == (
        "Sản lượng xi măng quý I/2018 ước đạt 232 nghìn tấn, tăng 11,9% so với cùng kỳ.\n\nĐá các loại tăng khá."
    )
    assert hindrance_to_review(article) == ""


def test_title_says_what_it_said_of_figures_that_are_not_answered(writer: User) -> None:
    cement = make_cement()
    article = make_bound_article(title="Xi măng quý I/2018 đạt 230 nghìn tấn, tăng 11,2%")
    revise(cement, "231.5")
    watch()
    growth = [flag for flag in open_flags(article) if flag.measure == "growth_yoy"]

    edition = update_wording(article, growth, actor=writer, text_vi="Đã cập nhật.")

    assert edition.title == "Xi măng quý I/2018 đạt 230 nghìn tấn, tăng 11,9%"
