"""A figure of the text against the data: agrees, agrees when rounded to the digits written, differs, no data.

Rounding is half up, to the last digit written. Words of approximation widen what agrees:

- "khoảng 230": within half the place of the last digit that is not a zero, at most 5 percent of the number;
- "hơn 230", "trên 230": from 230 up to, not including, one such place more, at most a tenth of the number more;
- "gần 230", "dưới 230": the same downwards, 230 included.

A growth or a share of plan is held against what the source printed, then against what the stored values give; it
agrees where it agrees with either. Where the source printed nothing and the values are rounded themselves, a
percentage that some unrounded pair of values would give agrees when rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from typing import Literal

from indicators.comparisons import change, growth, share_of_plan
from indicators.measures import Measure
from indicators.printed_comparisons import change_agrees, growth_agrees, share_agrees
from indicators.units import Unit, UnitError, convert
from reports.prose.comparisons import GrowthBase
from reports.prose.written import Approximation, Form, Written

Against = Literal["observation", "printed", "computed"]
_PRECISION = 60
_SLIPS = tuple(Decimal(10) ** power for power in (3, -3, 6, -6, 1, -1, 2, -2))


class Verdict(StrEnum):
    """From best to worst; a claim's verdict is the worst of its figures'."""

    AGREES = "agrees"
    ROUNDS_TO = "rounds_to"
    NO_DATA = "no_data"
    UNMATCHED = "unmatched"
    DIFFERS = "differs"


class Reason(StrEnum):
    """Why there is nothing to hold the figure against."""

    NONE = ""
    NO_PERIOD = "no_period"
    NO_AREA = "no_area"
    NO_OBSERVATION = "no_observation"
    ABSENT = "absent"
    NO_COMPARISON = "no_comparison"
    OTHER_BASE = "other_base"
    OTHER_UNIT = "other_unit"


class Slip(StrEnum):
    """What a difference looks like, where it looks like a known slip."""

    NONE = ""
    SCALE = "scale"  # a factor of ten, a thousand, a million
    DIGIT = "digit"  # one digit is another
    SWAPPED = "swapped"  # two neighbouring digits changed places
    DIRECTION = "direction"  # a rise for a fall
    INDEX = "index"  # 111,2 for +11,2 or the other way


@dataclass(frozen=True, slots=True)
class Known:
    """What the data say of one indicator, area and period; values in `unit`, percentages as printed by the source."""

    unit: Unit
    value: Decimal | None = None
    absence: str = ""
    status: str = ""
    version: int | None = None
    printed_growth_yoy: Decimal | None = None
    printed_growth_previous: Decimal | None = None
    printed_plan_share: Decimal | None = None
    base_yoy: Decimal | None = None
    base_previous: Decimal | None = None
    target: Decimal | None = None
    is_rate: bool = False
    is_year_to_date: bool = True
    is_derived: bool = False
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one figure. `exact` and `difference` (written − exact) are in the terms of what is written."""

    verdict: Verdict
    measure: Measure
    exact: Decimal | None = None
    against: Against | None = None
    reason: Reason = Reason.NONE
    difference: Decimal | None = None
    slip: Slip = Slip.NONE
    factor: Decimal | None = None
    # The power of ten of the digit that is another one: 1 for tens, −1 for tenths.
    place: int | None = None
    # The other figure that there is to hold it against, where the two are not the same.
    computed: Decimal | None = None


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """The worst of the verdicts; unmatched where there are none."""
    order = list(Verdict)
    return max(verdicts, key=order.index) if verdicts else Verdict.UNMATCHED


def judge_value(written: Written, unit: Unit | None, known: Known | None) -> Judgement:
    """A value against the observation, converted exactly to the unit written (the indicator's own where None)."""
    if known is None or known.value is None:
        return _nothing(Measure.VALUE, known)
    try:
        exact = convert(known.value, known.unit, unit or known.unit)
    except UnitError:
        return Judgement(Verdict.NO_DATA, Measure.VALUE, reason=Reason.OTHER_UNIT)
    return _judged(written, Measure.VALUE, exact, "computed" if known.is_derived else "observation")


def judge_growth(written: Written, base: GrowthBase | None, known: Known | None) -> Judgement:
    """A growth against the printed and the computed one, on the base that the text names.

    Where it names none, as titles do, last year's is meant, unless only the previous period's agrees.
    """
    if base == "other":
        return Judgement(Verdict.NO_DATA, Measure.GROWTH_YOY, reason=Reason.OTHER_BASE)
    measure = Measure.GROWTH_PREVIOUS if base == "previous_period" else Measure.GROWTH_YOY
    judgement = judge_share(written, measure, known)
    if base is not None or judgement.verdict in (Verdict.AGREES, Verdict.ROUNDS_TO):
        return judgement
    previous = judge_share(written, Measure.GROWTH_PREVIOUS, known)
    if previous.verdict is Verdict.DIFFERS and judgement.verdict is Verdict.DIFFERS:
        return judgement
    return previous if previous.verdict is not Verdict.NO_DATA else judgement


def judge_share(written: Written, measure: Measure, known: Known | None) -> Judgement:
    """A percentage of the measure (growth or share of plan) against the printed and the computed one."""
    if known is None or (known.value is None and _printed(known, measure) is None):
        return _nothing(measure, known)
    printed, computed = _printed(known, measure), _computed(known, measure)
    if printed is None and computed is None:
        return Judgement(Verdict.NO_DATA, measure, reason=Reason.NO_COMPARISON)
    found: list[Judgement] = []
    if printed is not None:
        found.append(_judged(written, measure, printed, "printed"))
    if computed is not None:
        found.append(_against_computed(written, measure, computed))
    best = min(found, key=lambda judgement: list(Verdict).index(judgement.verdict))
    if printed is None and best.verdict is Verdict.DIFFERS and _explained_by_rounding(written, measure, known):
        return Judgement(Verdict.ROUNDS_TO, measure, computed, "computed", difference=best.difference)
    if len(found) == 2 and best.verdict is Verdict.DIFFERS and computed is not None:
        return _with_computed(best, computed)
    return best


def compare(written: Written, exact: Decimal) -> Verdict:
    """Agrees, rounds to, or differs: the figure as written against the exact one, both in the terms written."""
    amount = written.amount
    if exact == amount:
        return Verdict.AGREES
    if written.approximation is Approximation.NONE:
        return Verdict.ROUNDS_TO if round_to(exact, written.step) == amount else Verdict.DIFFERS
    # A fall of "gần 30%" is nearly 30 in size: what is compared is the size.
    size, exact_size = abs(amount), abs(exact)
    if (amount < 0) != (exact < 0):
        return Verdict.DIFFERS
    with localcontext(prec=_PRECISION):
        width = max(written.step, min(written.coarse_step, size / 10))
        half = max(written.step / 2, min(written.coarse_step / 2, size / 20))
        agrees = {
            Approximation.ABOVE: size <= exact_size < size + width,
            Approximation.BELOW: size - width < exact_size <= size,
            Approximation.ABOUT: size - half <= exact_size <= size + half,
        }[written.approximation]
    return Verdict.ROUNDS_TO if agrees else Verdict.DIFFERS


def round_to(value: Decimal, step: Decimal) -> Decimal:
    """The value rounded half up (away from zero) to a multiple of `step`, a power of ten."""
    with localcontext(prec=_PRECISION):
        return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def _against_computed(written: Written, measure: Measure, computed: Decimal) -> Judgement:
    """A computed percentage has endless digits: written with one decimal or more, as they are published, it agrees."""
    judgement = _judged(written, measure, computed, "computed")
    is_published_so = written.approximation is Approximation.NONE and written.step < 1
    if judgement.verdict is Verdict.ROUNDS_TO and is_published_so:
        return Judgement(Verdict.AGREES, measure, computed, "computed")
    return judgement


def _judged(written: Written, measure: Measure, exact: Decimal, against: Against) -> Judgement:
    verdict = compare(written, exact)
    if verdict is not Verdict.DIFFERS:
        return Judgement(verdict, measure, exact, against)
    with localcontext(prec=_PRECISION):
        difference = written.amount - exact
    slip, factor, place = _slip(written, exact)
    return Judgement(verdict, measure, exact, against, Reason.NONE, difference, slip, factor, place)


def _with_computed(judgement: Judgement, computed: Decimal) -> Judgement:
    j = judgement
    return Judgement(
        j.verdict, j.measure, j.exact, j.against, j.reason, j.difference, j.slip, j.factor, j.place, computed
    )


def _nothing(measure: Measure, known: Known | None) -> Judgement:
    is_absent = known is not None and known.exists
    return Judgement(Verdict.NO_DATA, measure, reason=Reason.ABSENT if is_absent else Reason.NO_OBSERVATION)


def _printed(known: Known, measure: Measure) -> Decimal | None:
    return {
        Measure.GROWTH_YOY: known.printed_growth_yoy,
        Measure.GROWTH_PREVIOUS: known.printed_growth_previous,
        Measure.PLAN_SHARE: known.printed_plan_share,
    }[measure]


def _computed(known: Known, measure: Measure) -> Decimal | None:
    if measure is Measure.PLAN_SHARE:
        # A plan is the whole year's: only what was done since January is a share of it.
        return share_of_plan(known.value, known.target) if known.is_year_to_date else None
    base = known.base_yoy if measure is Measure.GROWTH_YOY else known.base_previous
    return change(known.value, base) if known.is_rate else growth(known.value, base)


def _explained_by_rounding(written: Written, measure: Measure, known: Known) -> bool:
    if known.value is None or written.approximation is not Approximation.NONE or written.form is Form.TIMES:
        return False
    amount = written.amount.quantize(written.step) if written.step <= 1 else written.amount
    if measure is Measure.PLAN_SHARE:
        return known.target is not None and known.target > 0 and share_agrees(amount, known.value, known.target)
    base = known.base_yoy if measure is Measure.GROWTH_YOY else known.base_previous
    if base is None:
        return False
    if known.is_rate:
        return change_agrees(amount, known.value, base)
    return base > 0 and growth_agrees(amount, known.value, base)


def _slip(written: Written, exact: Decimal) -> tuple[Slip, Decimal | None, int | None]:
    """What kind of slip explains the difference, the factor of a scale slip, the place of a wrong digit."""
    with localcontext(prec=_PRECISION):
        if written.slot != "value" and exact and compare(written, -exact) is not Verdict.DIFFERS:
            return Slip.DIRECTION, None, None
        for factor in _SLIPS:
            if exact and _is_multiple(written, exact, factor):
                return Slip.SCALE, factor, None
        if written.slot == "growth":
            for shift in (100, -100):
                if compare(written, exact + shift) is not Verdict.DIFFERS:
                    return Slip.INDEX, None, None
        return _digit_slip(written, exact)


def _is_multiple(written: Written, exact: Decimal, factor: Decimal) -> bool:
    """Whether the figure is the exact one times `factor`, to the digits of whichever of the two has fewer."""
    if compare(written, exact * factor) is not Verdict.DIFFERS and abs(written.amount) >= 10 * written.step:
        return True
    return written.amount == exact * factor


def _digit_slip(written: Written, exact: Decimal) -> tuple[Slip, Decimal | None, int | None]:
    rounded = round_to(exact, written.step)
    if (rounded < 0) != (written.amount < 0):
        return Slip.NONE, None, None
    with localcontext(prec=_PRECISION):
        one, other = (str(int(abs(number) / written.step)) for number in (written.amount, rounded))
    if len(one) != len(other):
        return Slip.NONE, None, None
    wrong = [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    lowest = written.step.adjusted()
    if len(wrong) == 1:
        return Slip.DIGIT, None, len(one) - 1 - wrong[0] + lowest
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        first, second = wrong
        if one[first] == other[second] and one[second] == other[first]:
            return Slip.SWAPPED, None, len(one) - 1 - second + lowest
    return Slip.NONE, None, None
