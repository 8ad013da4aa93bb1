"""What an import teaches for the next one: names become aliases, corrections of a sheet a saved layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from indicators.models import AreaAlias, IndicatorAlias, SavedLayout
from indicators.services.import_choices import Decision, NameKey
from indicators.services.import_options import ImportOptions
from indicators.services.matching_drafts import MatchedDraft
from indicators.services.naming import AreaNames, IndicatorNames, plain_name
from indicators.services.preparing import Prepared, open_chosen, reading_context
from indicators.services.saved_layouts import save_layout, shape_of
from indicators.text import fold
from indicators.workbook.choices import NO_CHOICE, LayoutChoice
from indicators.workbook.reading import read_grid


@dataclass(frozen=True, slots=True)
class Learned:
    """The names that became aliases and the layouts that were saved, as people read them."""

    aliases: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()


def learn(prepared: Prepared, content: bytes, options: ImportOptions, *, actor: User | None) -> Learned:
    """Keep what was decided about a file that is being written; call it in the same transaction."""
    SavedLayout.objects.filter(pk__in=[layout.pk for layout in prepared.saved_layouts.values()]).update(
        used_at=timezone.now()
    )
    aliases = [*_keep_aliases(prepared.matching.drafts, options), *_keep_areas(prepared.matching.drafts, options)]
    layouts = _keep_layouts(prepared, content, options, actor) if options.choices.is_remembered else ()
    return Learned(tuple(aliases), tuple(layouts))


def _keep_aliases(drafts: Iterable[MatchedDraft], options: ImportOptions) -> Iterable[str]:
    chosen = {key for key, choice in options.choices.names.items() if choice.decision is not Decision.SKIP}
    if not chosen:
        return []
    kept: dict[tuple[int, str, str], str] = {}
    names = IndicatorNames.load()
    for matched in drafts:
        draft, indicator = matched.draft, matched.indicator
        key = NameKey.of(draft)
        if indicator is None or not draft.indicator_text or not {key, key.in_any_unit} & chosen:
            continue
        above = draft.parents[-1] if draft.parents else ""
        told = (indicator.pk, fold(draft.indicator_text[:300]), fold(above[:300]))
        match = names.find(draft.indicator_text, parents=draft.parents)
        if told in kept or (match.is_exact and match.row == indicator):
            continue
        alias, is_new = IndicatorAlias.objects.get_or_create(
            indicator=indicator,
            folded=told[1],
            parent_folded=told[2],
            defaults={"text": draft.indicator_text[:300], "parent_text": above[:300]},
        )
        if is_new:
            kept[told] = f"{alias.text} → {indicator.name_vi}"
    return kept.values()


def _keep_areas(drafts: Iterable[MatchedDraft], options: ImportOptions) -> Iterable[str]:
    """Names of places that were matched by hand become other names of these places."""
    chosen = {name for name, choice in options.choices.areas.items() if choice.decision is not Decision.SKIP}
    if not chosen:
        return []
    kept: dict[str, str] = {}
    names = AreaNames.load()
    for matched in drafts:
        text, area = matched.draft.area_text or "", matched.area
        if area is None or fold(text) in kept or plain_name(text) not in chosen or names.find(text).row == area:
            continue
        AreaAlias.objects.update_or_create(folded=fold(text[:200]), defaults={"area": area, "text": text[:200]})
        kept[fold(text)] = f"{text} → {area.name_vi}"
    return kept.values()


def _keep_layouts(prepared: Prepared, content: bytes, options: ImportOptions, actor: User | None) -> list[str]:
    skipped = _skipped_by_sheet(prepared.matching.drafts, options)
    own = {sheet: choice for sheet, choice in options.choices.layouts.items() if choice != NO_CHOICE}
    if not own and not skipped:
        return []
    workbook = open_chosen(content, options)
    context = reading_context(options, AreaNames.load(), prepared.file_name)
    titles = {reading.sheet: reading.title for reading in prepared.readings}
    kept = []
    for sheet in dict.fromkeys([*own, *skipped]):
        grid = workbook.grid(sheet)
        saved = prepared.saved_layouts.get(sheet)
        shape = shape_of(grid, read_grid(grid, context))
        if not shape:
            continue
        choice = own.get(sheet) or (LayoutChoice.from_json(saved.choice) if saved else NO_CHOICE)
        earlier = [NameKey(name, tuple(parents)) for name, parents in saved.skipped] if saved else []
        names = [key for key in dict.fromkeys([*earlier, *skipped.get(sheet, ())]) if not _is_wanted(key, options)]
        layout = save_layout(
            shape, choice, names, name=saved.name if saved else titles.get(sheet) or sheet, actor=actor
        )
        kept.append(layout.name)
    return kept


def _skipped_by_sheet(drafts: Iterable[MatchedDraft], options: ImportOptions) -> dict[str, dict[NameKey, None]]:
    """By sheet the names that the person left out of this file, in its order."""
    left_out = {key.in_any_unit for key, choice in options.choices.names.items() if choice.decision is Decision.SKIP}
    found: dict[str, dict[NameKey, None]] = {}
    if not left_out:
        return found
    for matched in drafts:
        if matched.is_skipped and (key := NameKey.of(matched.draft).in_any_unit) in left_out:
            found.setdefault(matched.draft.sheet, {})[key] = None
    return found


def _is_wanted(key: NameKey, options: ImportOptions) -> bool:
    """Whether the person gave a name that was left out before its meaning now."""
    choice = options.choices.names.get(key)
    return choice is not None and choice.decision is not Decision.SKIP
