"""A workbook on its way into the database: read, matched, compared, then written all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import Area, AreaKind, BatchState, Change, ImportBatch, Release
from indicators.periods import Period
from indicators.services.creating import Creator
from indicators.services.matching_drafts import DraftMatcher, Matching
from indicators.services.naming import AreaNames, IndicatorNames
from indicators.services.recording import Difference, Outcome, compare, record
from indicators.workbook.drafts import Reading, ReadingContext, Status
from indicators.workbook.grid import open_workbook
from indicators.workbook.problems import Problem, Severity, WorkbookError
from indicators.workbook.reading import read_workbook


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person chose beside the file; empty means that the file or the catalogue decides."""

    sheet: str = ""
    area: str = ""
    period: str = ""
    release: str = ""
    status: str = ""
    source: str = ""
    create_indicators: bool = False

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ImportOptions:
        return cls(**{name: data[name] for name in cls.__dataclass_fields__ if name in data})

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class OptionError(ValueError):
    """An option that names nothing in the catalogue; the message says which."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What importing a file would do, or did: nothing is accepted while `is_accepted` is false."""

    file_name: str
    sha256: str
    readings: tuple[Reading, ...]
    matching: Matching
    difference: Difference
    notices: tuple[Problem, ...] = ()
    created: tuple[str, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        found = [*self.notices]
        for reading in self.readings:
            found.extend(reading.problems)
        return [*found, *self.matching.problems]

    @property
    def rejected(self) -> int:
        """How many cells cannot become figures."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

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


class Rejected(RuntimeError):
    """Raised where a file has errors and nothing was written; carries what was found."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__("The file has errors; nothing was written.")
        self.prepared = prepared


def prepare(content: bytes, file_name: str, options: ImportOptions) -> Prepared:
    """Read, match and compare; nothing is written, not even the indicators that would be created.

    Raises `WorkbookError` where the file is not a workbook, `OptionError` where an option names nothing.
    """
    with transaction.atomic():
        prepared = _prepare(content, file_name, options)
        transaction.set_rollback(True)
    return prepared


def import_file(
    content: bytes,
    file_name: str,
    options: ImportOptions,
    *,
    actor: User | None = None,
    expected_digest: str | None = None,
    batch: ImportBatch | None = None,
) -> tuple[ImportBatch, Prepared]:
    """Write what a file states, all or nothing, and keep the file with its batch.

    `batch` is one that was uploaded before; a new one is made without it. Raises as `prepare`, and `Rejected`
    where any figure cannot be written, `DifferenceChanged` where the confirmed difference no longer holds.
    """
    with transaction.atomic():
        prepared = _prepare(content, file_name, options)
        if not prepared.is_accepted:
            raise Rejected(prepared)
        release = _release(options)
        batch = batch or keep_file(content, file_name, options, actor=actor)
        change = Change(actor, _("Nhập từ tệp %(name)s") % {"name": file_name}, batch)
        record(prepared.matching.stated, change=change, release=release, expected_digest=expected_digest)
        batch.state = BatchState.COMMITTED
        batch.committed_at = timezone.now()
        batch.release = release
        batch.options = options.as_json()
        batch.result = prepared.counts()
        batch.save()
    return batch, prepared


def keep_file(content: bytes, file_name: str, options: ImportOptions, *, actor: User | None = None) -> ImportBatch:
    """A batch that holds the file as it came, not yet written to the figures."""
    batch = ImportBatch(
        original_name=file_name[-255:],
        sha256=hashlib.sha256(content).hexdigest(),
        options=options.as_json(),
        uploaded_by=actor,
    )
    batch.file.save(file_name, ContentFile(content), save=False)
    batch.save()
    return batch


def default_area() -> Area | None:
    """The area that figures are about where nothing says so: the setting's, else the one province, else the country."""
    if code := settings.DEFAULT_AREA_CODE:
        return Area.objects.filter(code=code).first()
    for kind in (AreaKind.PROVINCE, AreaKind.COUNTRY):
        found = list(Area.objects.filter(kind=kind)[:2])
        if len(found) == 1:
            return found[0]
    return None


def _prepare(content: bytes, file_name: str, options: ImportOptions) -> Prepared:
    release, area = _release(options), _area(options)
    area_names, indicator_names = AreaNames.load(), IndicatorNames.load()
    workbook = open_workbook(content)
    if options.sheet and options.sheet not in [grid.name for grid in workbook]:
        raise OptionError(
            _("Tệp không có trang “%(sheet)s”. Các trang: %(names)s.")
            % {"sheet": options.sheet, "names": ", ".join(grid.name for grid in workbook)}
        )
    context = ReadingContext(
        period=Period.parse(options.period) if options.period else None,
        status=Status(options.status) if options.status else None,
        area_names=frozenset(area_names.by_name),
        file_name=file_name,
    )
    readings = read_workbook(workbook, context, sheet=options.sheet or None)
    creator = Creator() if options.create_indicators else None
    matcher = DraftMatcher(
        indicator_names, area_names, area, default_status=options.status, source=options.source, creator=creator
    )
    matching = matcher.match(draft for reading in readings for draft in reading.drafts)
    return Prepared(
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        readings=readings,
        matching=matching,
        difference=compare(matching.stated, release=release),
        notices=(*workbook.notices, *_nothing_found(readings)),
        created=tuple(str(row) for row in creator.created) if creator else (),
    )


def _nothing_found(readings: tuple[Reading, ...]) -> tuple[Problem, ...]:
    if any(reading.drafts or reading.errors for reading in readings):
        return ()
    return (Problem("", "", _("Không tìm thấy bảng số liệu nào trong tệp.")),)


def _release(options: ImportOptions) -> Release | None:
    if not options.release:
        return None
    release = Release.objects.filter(code=options.release).first()
    if release is None:
        raise OptionError(_("Không có đợt công bố “%(code)s”.") % {"code": options.release})
    return release


def _area(options: ImportOptions) -> Area | None:
    if not options.area:
        return default_area()
    area = Area.objects.filter(code=options.area).first()
    if area is None:
        known = ", ".join(Area.objects.order_by("position").values_list("code", flat=True)[:8])
        raise OptionError(
            _("Không có địa bàn mang mã “%(code)s”. Có: %(known)s.") % {"code": options.area, "known": known}
        )
    return area


__all__ = [
    "ImportOptions",
    "OptionError",
    "Prepared",
    "Rejected",
    "WorkbookError",
    "default_area",
    "import_file",
    "keep_file",
    "prepare",
]
