"""The step "matching": what each name of the file means, the open questions first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse

from indicators.admin.import_name_forms import AreaForm, NameForm, label_of
from indicators.admin.import_steps import (
    DIFFERENCE,
    NAMES,
    ImportPages,
    content_of,
    keep_choices,
    keep_options,
    options_of,
    redirect_onwards,
    redirect_to,
)
from indicators.admin.import_understood import cell_url
from indicators.admin.search import indicators_matching
from indicators.models import BatchState, ImportBatch, Indicator, Topic, Unit
from indicators.services.import_choices import ImportChoices
from indicators.services.import_options import chosen_area
from indicators.services.name_questions import AreaQuestion, NameQuestion, NameState, area_questions, name_questions
from indicators.services.naming import AreaNames, IndicatorNames
from indicators.services.preparing import Prepared, prepare

PER_PAGE = 40
MOST_SURE = 300
MOST_ANSWERS = 20


@dataclass(frozen=True)
class Questions:
    """The questions of a file: those to be looked at (open, or asked for), and those that are settled."""

    asked: tuple[NameQuestion, ...]
    settled: tuple[NameQuestion, ...]
    areas_asked: tuple[AreaQuestion, ...]
    areas_settled: tuple[AreaQuestion, ...]

    @property
    def open_count(self) -> int:
        return sum(question.is_open for question in (*self.asked, *self.areas_asked))

    @property
    def unknown_count(self) -> int:
        """How many names the catalogue does not have at all."""
        return sum(question.state is NameState.UNKNOWN for question in (*self.asked, *self.areas_asked))

    @property
    def created_count(self) -> int:
        """How many would be made without being described one by one."""
        return sum(question.state is NameState.UNKNOWN for question in (*self.settled, *self.areas_settled))


class NamesPages(ImportPages):
    """Shows the names and takes the decisions about them."""

    def names_view(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        batch = self.batch_for(request, batch_id)
        if batch.state != BatchState.READ:
            return redirect_onwards(batch)
        options = options_of(batch)
        prepared = prepare(content_of(batch), batch.original_name, options)
        names, areas = IndicatorNames.load(), AreaNames.load()
        asked = set(request.GET.getlist("change"))
        questions = _questions(prepared, names, areas, asked, creates_unknown=options.create_indicators)
        page = Paginator(questions.asked, PER_PAGE).get_page(request.GET.get("page"))
        data = request.POST if request.method == "POST" else None
        topics = list(Topic.objects.all())
        forms = [NameForm(question, names, topics, data) for question in page.object_list]
        within = chosen_area(options)
        area_forms = [AreaForm(question, areas, within, data) for question in questions.areas_asked]
        status = 200
        if data is not None and data.get("do") in ("create", "ask"):
            keep_options(batch, replace(options, create_indicators=data["do"] == "create"))
            return redirect_to(NAMES, batch)
        if data is not None:
            invalid = [form for form in (*forms, *area_forms) if not form.is_valid()]
            if not invalid:
                keep_choices(batch, _decided(options.choices, forms, area_forms))
                return self._onwards(request, batch, has_more=page.has_next())
            status = 422
        context = self.page_context(
            request,
            batch,
            NAMES,
            title=batch.original_name,
            questions=questions,
            forms=[(form, _places(batch, form.question)) for form in forms],
            area_forms=[(form, _places(batch, form.question)) for form in area_forms],
            page=page,
            settled=[(question, _places(batch, question)) for question in questions.settled[:MOST_SURE]],
            settled_more=max(0, len(questions.settled) - MOST_SURE),
            kept_changes=sorted(asked),
            units=Unit.objects.values_list("symbol_vi", flat=True).distinct().order_by("symbol_vi"),
            problems=[p for p in prepared.reading_problems if p.sheet or p.cell][:1],
        )
        return TemplateResponse(request, "admin/indicators/import_names.html", context, status=status)

    def indicator_search_view(self, request: HttpRequest) -> HttpResponse:
        """Indicators whose names contain the words of `q`, without regard to diacritics: for the selector."""
        if not self.may_import(request):
            return JsonResponse({"results": []}, status=403)
        rows = Indicator.objects.with_labels().order_by(F("topic__position"), "position", "pk")
        if term := request.GET.get("q", "").strip():
            rows = rows.filter(pk__in=indicators_matching(term))
        found = [
            {"value": label_of(row), "name": row.name, "unit": row.unit.symbol, "topic": row.topic.name}
            for row in rows[:MOST_ANSWERS]
        ]
        return JsonResponse({"results": found})

    def _onwards(self, request: HttpRequest, batch: ImportBatch, *, has_more: bool) -> HttpResponse:
        if request.POST.get("do") == "save":
            return HttpResponseRedirect(request.get_full_path())
        if has_more:
            # The answered ones are settled now, so that the next ones stand on the first page.
            return redirect_to(NAMES, batch)
        return redirect_to(DIFFERENCE, batch)


def _questions(
    prepared: Prepared, names: IndicatorNames, areas: AreaNames, wanted: set[str], *, creates_unknown: bool
) -> Questions:
    """Asked is what is open or `wanted`; with `creates_unknown` an unknown name is no question."""

    def is_asked(question: NameQuestion) -> bool:
        is_settled = creates_unknown and question.state is NameState.UNKNOWN
        return question.key.token in wanted or (question.is_open and not is_settled)

    indicators = name_questions(prepared.matching.drafts, prepared.choices, names)
    places = area_questions(prepared.matching.drafts, prepared.choices, areas)
    return Questions(
        asked=tuple(q for q in indicators if is_asked(q)),
        settled=tuple(q for q in indicators if not is_asked(q)),
        areas_asked=tuple(q for q in places if is_asked(q)),
        areas_settled=tuple(q for q in places if not is_asked(q)),
    )


def _decided(choices: ImportChoices, forms: list[NameForm], area_forms: list[AreaForm]) -> ImportChoices:
    """The choices with what the page decided; an open question stays open."""
    names, areas = dict(choices.names), dict(choices.areas)
    for form in forms:
        if (choice := form.choice) is not None:
            names[form.question.key] = choice
    for area_form in area_forms:
        if (choice := area_form.choice) is not None:
            areas[area_form.question.key.name] = choice
    return replace(choices, names=names, areas=areas)


def _places(batch: ImportBatch, question: Any) -> list[tuple[str, str, str]]:
    """Sheet, cell and address of the first figures of a name."""
    return [(sheet, cell, cell_url(batch, sheet, cell)) for sheet, cell in question.places]
