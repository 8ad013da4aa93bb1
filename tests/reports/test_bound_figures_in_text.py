"""What the stored body keeps of figures that are bound to the data."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.measures import Measure
from indicators.periods import Period
from reports.bindings import MEASURES, Binding
from reports.rich_text import clean_body

KEY = "11111111-2222-4333-8444-555555555555"
NODE = (
    f'<span data-figure="{KEY}" data-indicator="xi-mang" data-area="lang-son" data-period="2018-Q1"'
    ' data-measure="value" data-version="17">230 nghìn tấn</span>'
)

periods = st.builds(
    lambda year, month, months: Period(year, month, months),
    st.integers(1900, 2100),
    st.integers(1, 12),
    st.integers(1, 24),
)
bindings = st.builds(
    Binding,
    st.uuids(),
    st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True),
    st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True),
    periods,
    st.sampled_from(MEASURES),
    st.none() | st.integers(1, 10**12),
)


def test_bound_figure_survives_cleaning_unchanged() -> None:
    body = f"<p>Xi măng ước đạt {NODE}, tăng mạnh.</p>"

    assert clean_body(body) == body


@given(bindings)
def test_every_binding_reads_back_from_the_clean_body(binding: Binding) -> None:
    body = f"<p>{binding.around('1 & 2 < 3')}</p>"

    assert clean_body(body) == body
    assert Binding.of_attributes(binding.attributes) == binding


@pytest.mark.parametrize(
    ("attribute", "bad"),
    [
        (f'data-figure="{KEY}"', 'data-figure="1"'),
        (f'data-figure="{KEY}"', ""),
        ('data-indicator="xi-mang"', 'data-indicator="Xi măng"'),
        ('data-area="lang-son"', 'data-area="javascript:alert(1)"'),
        ('data-period="2018-Q1"', 'data-period="quý I"'),
        ('data-period="2018-Q1"', 'data-period="2018-01/P3M"'),
        ('data-measure="value"', 'data-measure="target"'),
    ],
)
def test_span_with_a_part_of_a_binding_missing_or_strange_leaves_only_its_words(attribute: str, bad: str) -> None:
    body = f"<p>Xi măng {NODE.replace(attribute, bad)}.</p>"

    assert clean_body(body) == "<p>Xi măng 230 nghìn tấn.</p>"


def test_strange_version_is_dropped_and_the_figure_kept() -> None:
    without = NODE.replace(' data-version="17"', "")

    assert clean_body(f"<p>{NODE.replace('17', 'x')}</p>") == f"<p>{without}</p>"


def test_nothing_else_comes_in_with_a_span() -> None:
    body = (
        f'<p><span style="color:red" class="x">đỏ</span> {NODE.replace("<span", "<span onclick=evil() style=x:y")}</p>'
    )

    assert clean_body(body) == f"<p>đỏ {NODE}</p>"


def test_figure_inside_a_figure_and_empty_figures_are_undone() -> None:
    inner = NODE.replace(KEY, KEY.replace("1", "9"))
    nested = NODE.replace("230 nghìn tấn", f"trong {inner} này")

    assert clean_body(f"<p>{nested}</p>") == f"<p>{NODE.replace('230 nghìn tấn', 'trong 230 nghìn tấn này')}</p>"
    assert clean_body(f"<p>a{NODE.replace('230 nghìn tấn', ' ')}b</p>") == "<p>a b</p>"


def test_copied_figure_gets_a_key_of_its_own_and_keeps_it() -> None:
    once = clean_body(f"<p>{NODE} và {NODE}</p>")

    assert once.count(KEY) == 1
    assert once.count("data-figure=") == 2
    assert clean_body(once) == once


def test_binding_says_what_it_cites() -> None:
    binding = Binding(UUID(KEY), "xi-mang", "lang-son", Period(2018, 1, 3), Measure.VALUE, 17)

    assert binding.around("230 nghìn tấn") == NODE
