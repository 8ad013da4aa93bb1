"""Verdicts and matches in sentences that an editor reads, in the reading language."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.languages import reading_language
from indicators.measures import Measure
from indicators.models import Absence, Indicator
from indicators.numbers import format_number
from reports.prose.matching import Candidate, Matched
from reports.prose.verification import Judgement, Known, Reason, Slip, Verdict, round_to
from reports.prose.written import Written


def verdict_label(verdict: Verdict) -> str:
    """The verdict in a word or two."""
    return {
        Verdict.AGREES: _("khớp"),
        Verdict.ROUNDS_TO: _("khớp khi làm tròn"),
        Verdict.DIFFERS: _("lệch"),
        Verdict.NO_DATA: _("chưa có số liệu"),
        Verdict.UNMATCHED: _("chưa nhận ra chỉ tiêu"),
    }[verdict]


def explain(written: Written, judgement: Judgement, known: Known | None) -> str:
    """What was compared with what, and how it came out."""
    if judgement.verdict is Verdict.NO_DATA:
        return explain_missing(judgement.reason, known)
    if judgement.exact is None:
        return verdict_label(judgement.verdict).capitalize()
    figure = _figure(written, judgement, judgement.exact)
    source = _source(judgement, figure)
    if judgement.verdict is Verdict.AGREES:
        return _("Khớp: %(source)s.") % {"source": source}
    if judgement.verdict is Verdict.ROUNDS_TO:
        if judgement.difference is not None:
            return _("%(source)s; phần chênh nằm trong sai số làm tròn của số gốc.") % {"source": _capital(source)}
        if written.approximation:
            return _("Khớp với cách nói phỏng chừng: %(source)s.") % {"source": source}
        return _("Khớp khi làm tròn: %(source)s.") % {"source": source}
    sentences = [
        _("Lệch %(difference)s: %(source)s.") % {"difference": _difference(written, judgement), "source": source}
    ]
    if judgement.computed is not None:
        computed = _percent(judgement, judgement.computed, written)
        sentences.append(_("Tính từ số liệu đã lưu: %(figure)s.") % {"figure": computed})
    if judgement.slip:
        sentences.append(_explain_slip(judgement))
    return " ".join(sentences)


def explain_missing(reason: Reason, known: Known | None = None) -> str:
    """Why a figure cannot be held against the data."""
    if reason is Reason.ABSENT and known is not None and known.absence in Absence.values:
        label = str(Absence(known.absence).label)
        return _("Kỳ này không có giá trị: %(absence)s.") % {"absence": label[0].lower() + label[1:]}
    return {
        Reason.NO_PERIOD: _("Câu văn và ngày của bài không cho biết số này thuộc kỳ nào."),
        Reason.NO_AREA: _("Chưa rõ số này thuộc địa bàn nào."),
        Reason.NO_COMPARISON: _("Không có số gốc và nguồn cũng không in tỷ lệ này."),
        Reason.OTHER_BASE: _("So với một gốc khác cùng kỳ và kỳ trước nên không kiểm tra được."),
        Reason.OTHER_UNIT: _("Đơn vị trong bài không đổi được sang đơn vị của chỉ tiêu."),
    }.get(reason, _("Chưa có số liệu của kỳ này trong cơ sở dữ liệu."))


def explain_match(matched: Matched) -> str:
    """Why the claim is taken for that indicator, or what it might be."""
    best = matched.best
    if best is None:
        if not matched.runners_up:
            return _("Không có chỉ tiêu nào trong danh mục mang tên này.")
        return _("Không chắc là chỉ tiêu nào; gần nhất: %(names)s.") % {"names": _names(matched.runners_up)}
    if best.is_carried_on:
        return _("%(indicator)s: câu này nói tiếp về chỉ tiêu vừa nêu.") % {"indicator": best.indicator.name}
    if best.is_exact:
        reason = _("trùng tên “%(name)s”") % {"name": best.name}
    else:
        reason = _("gần với tên “%(name)s” (%(score)s%%)") % {
            "name": best.name,
            "score": format_number(_as_decimal(best.score), reading_language(), decimals=0),
        }
    if best.under:
        reason = _("%(reason)s, thuộc “%(whole)s”") % {"reason": reason, "whole": best.under}
    return _("%(indicator)s: %(reason)s.") % {"indicator": best.indicator.name, "reason": reason}


def _figure(written: Written, judgement: Judgement, exact: Decimal) -> str:
    if judgement.measure is Measure.VALUE:
        return " ".join(part for part in (format_number(exact, reading_language()), written.unit or "") if part)
    return _percent(judgement, exact, written)


def _percent(judgement: Judgement, exact: Decimal, written: Written) -> str:
    """A percentage with two decimals more than it needs to be compared, less the zeros at the end."""
    shown = exact
    if exact.as_tuple().exponent not in range(-2, 1):
        shown = round_to(exact, min(Decimal("0.01"), written.step / 10))
    is_signed = judgement.measure is not Measure.PLAN_SHARE
    return f"{format_number(shown, reading_language(), signed=is_signed)}%"


def _source(judgement: Judgement, figure: str) -> str:
    what = {"figure": figure}
    if judgement.measure is Measure.VALUE:
        if judgement.against == "computed":
            return _("cộng các tháng được %(figure)s") % what
        return _("số liệu là %(figure)s") % what
    if judgement.measure is Measure.PLAN_SHARE:
        if judgement.against == "printed":
            return _("nguồn in %(figure)s kế hoạch") % what
        return _("tính từ kế hoạch năm được %(figure)s") % what
    is_previous = judgement.measure is Measure.GROWTH_PREVIOUS
    if judgement.against == "printed":
        return (
            _("nguồn in %(figure)s so với kỳ trước") if is_previous else _("nguồn in %(figure)s so với cùng kỳ")
        ) % what
    return (
        _("tính từ số liệu kỳ trước được %(figure)s") if is_previous else _("tính từ số liệu cùng kỳ được %(figure)s")
    ) % what


def _difference(written: Written, judgement: Judgement) -> str:
    assert judgement.difference is not None
    if judgement.measure is Measure.VALUE:
        shown = format_number(judgement.difference, reading_language(), signed=True)
        return " ".join(part for part in (shown, written.unit or "") if part)
    shown = format_number(
        round_to(judgement.difference, min(Decimal("0.01"), written.step)), reading_language(), signed=True
    )
    return _("%(points)s điểm phần trăm") % {"points": shown}


def _explain_slip(judgement: Judgement) -> str:
    if judgement.slip is Slip.SCALE and judgement.factor is not None:
        factor = max(judgement.factor, 1 / judgement.factor)
        shown = format_number(factor.quantize(Decimal(1)), reading_language())
        if judgement.factor > 1:
            return _("Lớn gấp %(factor)s lần: có thể nhầm đơn vị hoặc dấu thập phân.") % {"factor": shown}
        return _("Nhỏ đi %(factor)s lần: có thể nhầm đơn vị hoặc dấu thập phân.") % {"factor": shown}
    if judgement.slip is Slip.DIGIT and judgement.place is not None:
        return _("Chỉ sai một chữ số, ở %(place)s.") % {"place": _place(judgement.place)}
    return {
        Slip.SWAPPED: _("Hai chữ số liền nhau đổi chỗ."),
        Slip.DIRECTION: _("Ngược chiều tăng, giảm."),
        Slip.INDEX: _("Có thể lẫn chỉ số (gốc 100) với mức tăng."),
    }.get(judgement.slip, "")


def _place(power: int) -> str:
    names = {
        -3: _("hàng phần nghìn"),
        -2: _("hàng phần trăm"),
        -1: _("hàng phần mười"),
        0: _("hàng đơn vị"),
        1: _("hàng chục"),
        2: _("hàng trăm"),
        3: _("hàng nghìn"),
        4: _("hàng chục nghìn"),
        5: _("hàng trăm nghìn"),
        6: _("hàng triệu"),
    }
    return names.get(power) or _("hàng 10 mũ %(power)s") % {"power": power}


def _names(candidates: Sequence[Candidate], limit: int = 3) -> str:
    indicators: list[Indicator] = [candidate.indicator for candidate in candidates[:limit]]
    return ", ".join(f"“{indicator.name}”" for indicator in indicators)


def _as_decimal(score: float) -> Decimal:
    return Decimal(str(score))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
