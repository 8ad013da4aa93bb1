"""The cards of pages: what they say, that it is what was published, and how pages name them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from indicators.exchange import share_cards
from indicators.exchange.share_cards import CardFigure, ShareCard, card_svg
from indicators.services.headlines import headline_figures
from indicators.services.told_figures import card_of_headline
from reports.services import stories
from reports.services.share_cards import leading_figure
from reports.services.stories import Story
from tests.factories import (
    make_article,
    make_image,
    make_indicator,
    make_observation,
    make_published_article,
    make_release,
)
from tests.reports.bound_article import bound, make_bound_article, make_cement, revise, table_of

pytestmark = pytest.mark.django_db

CARDS = ["/tin/bai/anh-chia-se.png", "/chi-so/xi-mang/anh-chia-se.png", "/anh-chia-se.png", "/en/anh-chia-se.png"]
texts = st.text(max_size=400)


def figure_of(slug: str) -> CardFigure | None:
    story = stories.find(slug)
    assert isinstance(story, Story)
    return leading_figure(story, at=timezone.now())


def images_named(client: Client, address: str) -> list[str]:
    return re.findall(r'property="og:image" content="([^"]+)"', client.get(address).content.decode())


@pytest.mark.parametrize("address", CARDS)
def test_card_is_a_png_of_the_size_that_networks_show(client: Client, address: str) -> None:
    make_cement()
    make_bound_article()

    response = client.get(address)
    image = Image.open(io.BytesIO(response.content))

    assert response["Content-Type"] == "image/png"
    assert (image.format, image.size) == ("PNG", (1200, 630))
    # The site's name on its band, and words below it.
    assert image.convert("L").crop((60, 10, 800, 90)).getextrema()[1] > 200
    assert image.convert("L").crop((60, 120, 1140, 620)).getextrema()[0] < 60


def test_card_tells_value_unit_period_status_and_growth_in_words() -> None:
    make_cement()
    make_bound_article()

    assert figure_of("bai") == CardFigure(
        "Xi măng, Lạng Sơn", "230", "nghìn tấn", "Quý I/2018, ước tính", "tăng 11,2% so với cùng kỳ năm trước"
    )


def test_card_of_an_english_article_is_english() -> None:
    make_cement(value="1230.5", base="1233.5")
    make_published_article("story", language="en", body=f"<p>{bound('1,230.5 thousand tonnes')}</p>")

    assert figure_of("story") == CardFigure(
        "Cement, Lang Son",
        "1,230.5",
        "thousand tonnes",
        "Q1 2018, estimate",
        "down 0.2% on the same period last year",
    )


def test_card_of_the_site_tells_the_first_headline_figure(client: Client, django_assert_num_queries: Any) -> None:
    make_cement(is_headline=True)

    (headline,) = headline_figures(at=timezone.now())
    # Indicators with their main area, figures, plans.
    with django_assert_num_queries(3):
        client.get("/anh-chia-se.png")

    assert card_of_headline(headline, "vi") == CardFigure(
        "Xi măng", "230", "nghìn tấn", "Quý I/2018, ước tính", "tăng 11,2% so với cùng kỳ năm trước"
    )


def test_card_keeps_the_figure_that_was_published() -> None:
    cement = make_cement()
    make_bound_article()

    revise(cement, "231.5")

    figure = figure_of("bai")
    assert figure is not None
    assert figure.value == "230"


def test_figure_that_was_embargoed_when_the_article_came_out_is_on_no_card() -> None:
    make_cement(base=None)
    make_published_article("bai", tables=[table_of("than-sach")])
    coal_release = make_release(in_hours=1)
    make_observation("918273", indicator=make_indicator("than-sach"), release=coal_release)

    assert figure_of("bai") is None


def test_without_bound_figures_the_first_table_leads() -> None:
    make_cement()
    make_published_article("bai", tables=[table_of("xi-mang")])

    figure = figure_of("bai")

    assert figure is not None
    assert (figure.value, figure.period) == ("230", "Quý I/2018, ước tính")


@pytest.mark.parametrize("slug", ["nhap", "hen-gio", "khong-co"])
def test_what_is_not_public_has_no_card(client: Client, slug: str) -> None:
    make_article("nhap")
    make_published_article("hen-gio", in_hours=2)

    assert client.get(f"/tin/{slug}/anh-chia-se.png").status_code == 404


def test_pages_name_their_card_or_the_picture_of_an_article_without_figures(client: Client) -> None:
    make_cement()
    make_bound_article()
    make_published_article("co-anh", cover=make_image())
    make_published_article("khong-anh")
    site = django_settings.SITE_URL

    assert images_named(client, "/tin/bai/") == [f"{site}/tin/bai/anh-chia-se.png"]
    assert images_named(client, "/chi-so/xi-mang/") == [f"{site}/chi-so/xi-mang/anh-chia-se.png"]
    assert images_named(client, "/en/chi-so/xi-mang/") == [f"{site}/en/chi-so/xi-mang/anh-chia-se.png"]
    assert images_named(client, "/tin/khong-anh/") == [f"{site}/tin/khong-anh/anh-chia-se.png"]
    assert images_named(client, "/en/") == [f"{site}/en/anh-chia-se.png"]
    assert len(images_named(client, "/tin/co-anh/")) == 1
    assert "anh-chia-se" not in images_named(client, "/tin/co-anh/")[0]
    assert 'name="twitter:card" content="summary_large_image"' in client.get("/tin/bai/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_kept_card_is_answered_with_304_until_it_changes(client: Client, settings: Any) -> None:
    settings.KEEP_PAGES = True
    cement = make_cement()
    make_bound_article()
    address = "/chi-so/xi-mang/anh-chia-se.png"
    etag = client.get(address)["ETag"]

    unchanged = client.get(address, headers={"If-None-Match": etag}).status_code
    revise(cement, "231.5")
    changed = client.get(address, headers={"If-None-Match": etag}).status_code

    assert (unchanged, changed) == (304, 200)


def test_card_of_an_article_takes_five_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_cement()
    make_bound_article(tables=[table_of("xi-mang")])

    # The article; indicators, areas, figures and versions of the one that it leads with.
    with django_assert_num_queries(5):
        client.get("/tin/bai/anh-chia-se.png")


@given(title=texts, name=texts, value=st.text("0123456789.,−", min_size=1, max_size=40), unit=texts)
def test_whatever_is_told_stays_on_the_card(title: str, name: str, value: str, unit: str) -> None:
    picture = ET.fromstring(card_svg(ShareCard("Cổng", title, CardFigure(name, value, unit, "Quý I/2018", "tăng"))))

    for element in picture.iter(f"{{{share_cards.SVG}}}text"):
        size = int(element.get("font-size", "0"))
        assert size > 0
        width = len(element.text or "") * size * share_cards.LETTER
        width += sum(len(part.text or "") * int(part.get("font-size", "0")) * share_cards.LETTER for part in element)
        assert width <= share_cards.ROOM + 2 * share_cards.MARGIN
        assert int(element.get("y", "0")) < share_cards.HEIGHT


def test_colours_are_those_of_the_header() -> None:
    tokens = (Path(django_settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", tokens.partition("prefers-color-scheme: dark")[0]))

    named = (share_cards.BAND, share_cards.BAND_ACCENT, share_cards.ON_BAND)
    assert named == tuple(light[name] for name in ("band", "band-accent", "on-band"))
