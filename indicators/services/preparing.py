"""What importing a workbook would do: read, matched, compared and audited, nothing written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.measures import Status
from indicators.models import SavedLayout
from indicators.periods import Period
from indicators.services.auditing import Audit, audit_difference
from indicators.services.comparing import Difference, Outcome, compare
from indicators.services.creating import Creator
from indicators.services.import_choices import NO_CHOICES, ImportChoices
from indicators.services.import_options import ImportOptions, OptionError, chosen_area, chosen_release
from indicators.services.matching_drafts import DraftMatcher, Matching
from indicators.services.meanings import Meanings
from indicators.services.naming import AreaNames, IndicatorNames
from indicators.services.progress import Progress, Stage, unheard
from indicators.services.saved_layouts import SavedReadings, with_saved_layouts
from indicators.workbook.drafts import Reading, ReadingContext
from indicators.workbook.grid import Workbook, open_workbook
from indicators.workbook.problems import Problem, Severity
from indicators.workbook.reading import read_workbook


@dataclass(frozen=True, slots=True)
class Prepared:
    """What importing a file would do, or did: nothing is accepted while `is_accepted` is false.

    `saved_layouts` are those by which sheets were read, by the name of the sheet; `choices` what was decided, names
    that these layouts leave out included.
    """

    file_name: str
    sha256: str
    readings: tuple[Reading, ...]
    matching: Matching
    difference: Difference
    notices: tuple[Problem, ...] = ()
    created: tuple[str, ...] = ()
    audit: Audit = field(default_factory=Audit)
    saved_layouts: Mapping[str, SavedLayout] = field(default_factory=dict)
    choices: ImportChoices = NO_CHOICES

    @property
    def problems(self) -> list[Problem]:
        """Everything that a person should see, the findings of the audit among it as warnings."""
        doubts = [Problem(f.sheet, f.cell, f.message, Severity.WARNING) for f in self.audit.findings]
        return [*self.reading_problems, *doubts]

    @property
    def reading_problems(self) -> list[Problem]:
        """What reading and matching the file found, without the audit."""
        found = [*self.notices]
        for reading in self.readings:
            found.extend(reading.problems)
        return [*found, *self.matching.problems]

    @property
    def rejected(self) -> int:
        """How many cells cannot become figures."""
        return sum(problem.severity is Severity.ERROR for problem in self.reading_problems)

    @property
    def is_accepted(self) -> bool:
        return self.rejected == 0 and bool(self.matching.stated)

    def counts(self) -> dict[str, int]:
        return {
            "new": self.difference.count(Outcome.NEW),
            "changed": self.difference.count(Outcome.CHANGED),
            "unchanged": self.difference.count(Outcome.UNCHANGED),
            "rejected": self.rejected,
        }


def prepare(content: bytes, file_name: str, options: ImportOptions) -> Prepared:
    """Read, match, compare and audit; nothing is written, not even the indicators that would be created.

    Raises `WorkbookError` where the file is not a workbook, `OptionError` where an option names nothing.
    """
    with transaction.atomic():
        prepared = prepare_to_write(content, file_name, options)
        transaction.set_rollback(True)
    return prepared


@dataclass(frozen=True)
class FileRead:
    """A file as it was read, before the catalogue was asked what its names mean."""

    sha256: str
    read: SavedReadings
    notices: tuple[Problem, ...]


def read_file(content: bytes, file_name: str, options: ImportOptions) -> FileRead:
    """Read the sheets of a file: half of the work of an import, and no transaction needs to wait for it."""
    context = reading_context(options, AreaNames.load(), file_name)
    workbook = open_chosen(content, options)
    read = read_chosen(workbook, context, options)
    return FileRead(hashlib.sha256(content).hexdigest(), read, (*workbook.notices, *_nothing_found(read.readings)))


def prepare_to_write(
    content: bytes,
    file_name: str,
    options: ImportOptions,
    *,
    file_read: FileRead | None = None,
    lock: bool = False,
    progress: Progress = unheard,
) -> Prepared:
    """As `prepare`, but the indicators and areas to be created are there afterwards; call it in a transaction.

    `file_read` is the same file read before; with `lock` nobody changes the stored figures before the transaction
    ends. `progress` may raise to stop.
    """
    release, area = chosen_release(options), chosen_area(options)
    file_read = file_read or read_file(content, file_name, options)
    readings = file_read.read.readings
    choices = replace(options.choices, skipped=file_read.read.skipped())
    creator = Creator() if options.create_indicators or choices.creates else None
    meanings = Meanings(
        IndicatorNames.load(),
        AreaNames.load(),
        area,
        creator=creator,
        creates_unknown=options.create_indicators,
        choices=choices,
    )
    matcher = DraftMatcher(meanings, default_status=options.status, source=options.source)
    matching = matcher.match([reading.drafts for reading in readings], progress=partial(progress, Stage.MATCHING))
    progress(Stage.COMPARING, 0, 1)
    difference = compare(matching.stated, release=release, lock=lock)
    progress(Stage.AUDITING, 0, 1)
    return Prepared(
        file_name=file_name,
        sha256=file_read.sha256,
        readings=readings,
        matching=matching,
        difference=difference,
        notices=file_read.notices,
        created=tuple(str(row) for row in creator.created) if creator else (),
        audit=audit_difference(difference, matching.drafts),
        saved_layouts=file_read.read.applied,
        choices=choices,
    )


def open_chosen(content: bytes, options: ImportOptions) -> Workbook:
    """The workbook; OptionError where it lacks the sheet that was chosen."""
    workbook = open_workbook(content)
    if options.sheet and options.sheet not in [grid.name for grid in workbook]:
        raise OptionError(
            _("Tệp không có trang “%(sheet)s”. Các trang: %(names)s.")
            % {"sheet": options.sheet, "names": ", ".join(grid.name for grid in workbook)}
        )
    return workbook


def reading_context(options: ImportOptions, area_names: AreaNames, file_name: str) -> ReadingContext:
    """What the reader of the sheets knows beside the file."""
    return ReadingContext(
        period=Period.parse(options.period) if options.period else None,
        status=Status(options.status) if options.status else None,
        area_names=frozenset(area_names.by_name),
        file_name=file_name,
    )


def read_chosen(workbook: Workbook, context: ReadingContext, options: ImportOptions) -> SavedReadings:
    """The readings of the sheets, by what was chosen for this file or saved from another of the same shape."""
    choices: ImportChoices = options.choices
    readings = read_workbook(workbook, context, sheet=options.sheet or None, choices=choices.layouts)
    return with_saved_layouts(workbook, readings, context, choices)


def _nothing_found(readings: tuple[Reading, ...]) -> tuple[Problem, ...]:
    if any(reading.drafts or reading.errors for reading in readings):
        return ()
    return (Problem("", "", _("Không tìm thấy bảng số liệu nào trong tệp.")),)
