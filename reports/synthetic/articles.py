"""The synthetic articles: published, each about three figures of a month, spread evenly over the years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.comparisons import growth, rounded
from indicators.models import Area, Indicator
from indicators.models.bulk_rows import update_rows
from indicators.numbers import format_number
from indicators.periods import Period
from indicators.table_description import ChartKind, TableDescription
from reports.models import Article, Edition, Language, Section, State, StatisticsTable
from reports.services.article_words import keep_words
from reports.services.search_index import index_editions
from reports.synthetic.figures import LAST_YEAR, value_of
from reports.synthetic.labels import ADDRESS, byline_of, label_editions

CHUNK = 500
WITH_TABLE = 5
"""Every so manieth article has a table with a chart."""
IN_ENGLISH = 10
"""Every so manieth article is English."""
FIGURES = 3

SECTIONS = (
    ("cong-nghiep", "Công nghiệp", "Industry"),
    ("thuong-mai", "Thương mại", "Trade"),
    ("nong-nghiep", "Nông nghiệp", "Agriculture"),
    ("du-lich", "Du lịch", "Tourism"),
    ("dau-tu", "Đầu tư", "Investment"),
    ("doi-song", "Đời sống", "Living"),
)
FORMER_SECTION = ("chuyen-muc-cu", "Chuyên mục cũ", "Former section")
"""Where only the oldest articles stand: to find them, a list must not read all newer ones."""
IN_FORMER_SECTION = 20
BACKGROUND = (
    "Các doanh nghiệp trên địa bàn duy trì sản xuất ổn định, nguyên liệu được bảo đảm, đơn hàng nhiều hơn đầu năm.",
    "Giá nguyên liệu đầu vào còn ở mức cao, chi phí vận chuyển chưa giảm nên lợi nhuận của nhiều đơn vị bị thu hẹp.",
    "Sở đã phối hợp với các huyện kiểm tra tình hình thực hiện kế hoạch, tháo gỡ khó khăn về mặt bằng và vốn vay.",
    "Hoạt động tại các cửa khẩu diễn ra thuận lợi, thời gian thông quan được rút ngắn, hàng nông sản không bị ùn ứ.",
    "Thị trường trong nước sôi động hơn vào các dịp lễ, sức mua tại chợ và siêu thị đều tăng so với tháng trước.",
    "Một số dự án mới đi vào hoạt động, tạo thêm việc làm và bổ sung năng lực sản xuất cho những tháng tiếp theo.",
)


def load_articles(
    count: int, indicators: Sequence[Indicator], area: Area, *, years: int, told: Callable[[int], None]
) -> int:
    """So many articles with their published editions, from the oldest to the newest; `told` hears how many."""
    sections = [_section(place, *names) for place, names in enumerate((*SECTIONS, FORMER_SECTION))]
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        with transaction.atomic():
            _load([_Story(number, count, indicators, area, years) for number in numbers], sections)
        told(numbers.stop)
    return count


def _load(stories: Sequence[_Story], sections: Sequence[Section]) -> None:
    contents = [story.content(sections) for story in stories]
    articles = Article.objects.bulk_create(
        [
            Article(
                slug=f"{ADDRESS}{story.number}",
                language=story.language,
                state=State.PUBLISHED,
                published_at=story.published_at,
                published_section_id=content["section_id"],
                **content,
            )
            for story, content in zip(stories, contents, strict=True)
        ]
    )
    keep_words(articles)
    editions = Edition.objects.bulk_create(
        [
            Edition(article=article, number=1, tables=story.tables(), **content)
            for article, story, content in zip(articles, stories, contents, strict=True)
        ]
    )
    shown = [(edition.pk, edition.article_id) for edition in editions]
    update_rows(Article, ("published_edition_id",), shown, using=Article.objects.db)
    cited = Edition.indicators.through
    cited._default_manager.bulk_create(
        [
            cited(edition_id=edition.pk, indicator_id=indicator.pk)
            for edition, story in zip(editions, stories, strict=True)
            for indicator in story.indicators
        ]
    )
    StatisticsTable.objects.bulk_create(
        [
            StatisticsTable(article=article, position=0, description=table)
            for article, story in zip(articles, stories, strict=True)
            for table in story.tables()
        ]
    )
    label_editions(editions)
    index_editions(editions)


class _Story:
    """What the article of a number says, and when."""

    def __init__(self, number: int, of: int, indicators: Sequence[Indicator], area: Area, years: int) -> None:
        self.number = number
        self.area = area
        places = list(dict.fromkeys((number * 17 + step * 31) % len(indicators) for step in range(FIGURES)))
        self._numbers = places
        self.indicators = [indicators[place] for place in places]
        self.language = Language.ENGLISH if number % IN_ENGLISH == IN_ENGLISH - 1 else Language.VIETNAMESE
        minutes = years * 365 * 24 * 60
        last = dt.datetime(LAST_YEAR, 12, 31, 17, tzinfo=timezone.get_default_timezone())
        self.published_at = last - dt.timedelta(minutes=minutes * (of - 1 - number) // max(of, 1))
        before = Period.of_month(self.published_at.year, self.published_at.month).previous
        self.period = max(before, Period.of_month(LAST_YEAR - years + 1, 1))

    def content(self, sections: Sequence[Section]) -> dict[str, Any]:
        """The content fields of the article and of its edition."""
        first, *_others = sentences = list(self._sentences())
        background = [BACKGROUND[(self.number + step) % len(BACKGROUND)] for step in range(4)]
        paragraphs = [text for pair in zip(sentences, background, strict=False) for text in pair]
        return {
            "title": f"{self.indicators[0].name_vi} {self.period.label(self.language)} (bài {self.number})",
            "lead": first,
            "body": "".join(f"<p>{text}</p>" for text in [*paragraphs, *background[len(sentences) :]]),
            "byline": byline_of(self.number),
            "source": "Số liệu tổng hợp",
            "section_id": sections[self._section()].pk,
        }

    def tables(self) -> list[dict[str, object]]:
        if self.number % WITH_TABLE:
            return []
        periods = [self.period]
        while len(periods) < 6:
            periods.append(periods[-1].previous)
        description = TableDescription(
            indicators=tuple(indicator.code for indicator in self.indicators),
            periods=tuple(sorted(periods)),
            areas=(self.area.code,),
            chart=ChartKind.LINE,
            caption=f"{self.indicators[0].name_vi} và các chỉ tiêu liên quan",
        )
        return [description.as_json()]

    def _section(self) -> int:
        return len(SECTIONS) if self.number < IN_FORMER_SECTION else self.number % len(SECTIONS)

    def _sentences(self) -> Iterator[str]:
        language = str(self.language)
        for number, indicator in zip(self._numbers, self.indicators, strict=True):
            value = value_of(number, 0, self.period)
            change = growth(value, value_of(number, 0, self.period.same_period_last_year)) or Decimal(0)
            amount = f"{format_number(value, language)} {indicator.unit.measure.symbol(language)}"
            percent = format_number(rounded(abs(change), 1), language)
            if self.language is Language.ENGLISH:
                moved = "up" if change >= 0 else "down"
                yield f"{indicator.name_en} reached {amount} in {self.period.en}, {moved} {percent}% on a year earlier."
            else:
                moved = "tăng" if change >= 0 else "giảm"
                yield f"{indicator.name_vi} {self.period.vi} đạt {amount}, {moved} {percent}% so với cùng kỳ năm trước."


def _section(position: int, slug: str, name_vi: str, name_en: str) -> Section:
    defaults = {"name_vi": name_vi, "name_en": name_en, "position": position}
    return Section.objects.get_or_create(slug=slug, defaults=defaults)[0]
