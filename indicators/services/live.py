"""Signs between a worker and those who watch it, while its transaction keeps the database to itself.

SQLite has one writer at a time, and no database shows what a transaction has not committed. Progress, signs of life and
the wish to stop therefore go through the cache "live", which all processes share: files in VAR_DIR, or Redis.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.core.cache import caches

from indicators.models import Stage

ALIAS = "live"
KEPT_SECONDS = 3600
EVERY_SECONDS = 0.4
"""A worker gives a sign at most so often."""


class Stopped(RuntimeError):
    """Raised in a worker that was asked to stop."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How far a worker was at a moment (seconds since 1970)."""

    stage: Stage
    done: int
    total: int
    at: float


class Pulse:
    """The progress of one attempt at a batch: told to those who watch, cut short when asked to stop."""

    def __init__(self, batch_id: int, attempt: int) -> None:
        self._batch_id = batch_id
        self._attempt = attempt
        self._told: tuple[Stage, float] | None = None

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Give a sign; raises `Stopped` where somebody asked for it."""
        now = time.time()
        if self._told is not None and self._told[0] is stage and now - self._told[1] < EVERY_SECONDS:
            return
        self._told = (stage, now)
        cache = caches[ALIAS]
        cache.set(_key(self._batch_id, self._attempt), (stage.value, done, total, now), KEPT_SECONDS)
        if cache.get(_stop_key(self._batch_id)):
            raise Stopped


def last_sign(batch_id: int, attempt: int) -> Sign | None:
    """The last sign of that attempt, if any is remembered."""
    told = caches[ALIAS].get(_key(batch_id, attempt))
    return Sign(Stage(told[0]), *told[1:]) if told else None


def ask_to_stop(batch_id: int) -> None:
    """Whoever works on the batch stops at its next sign."""
    caches[ALIAS].set(_stop_key(batch_id), True, KEPT_SECONDS)


def is_asked_to_stop(batch_id: int) -> bool:
    return bool(caches[ALIAS].get(_stop_key(batch_id)))


def forget(batch_id: int, attempt: int) -> None:
    """Nothing of this batch is to be told any more."""
    caches[ALIAS].delete_many([_key(batch_id, attempt), _stop_key(batch_id)])


def _key(batch_id: int, attempt: int) -> str:
    return f"import:{batch_id}:{attempt}"


def _stop_key(batch_id: int) -> str:
    return f"import:{batch_id}:stop"
