"""How far a long piece of work is: stages in their order, each with how much of how much is done."""

from __future__ import annotations

from collections.abc import Callable

from indicators.models import Stage

__all__ = ["WEIGHTS", "Progress", "Stage", "percent", "unheard"]

Progress = Callable[[Stage, int, int], None]
"""Hears the stage, how much is done and how much there is; may raise to stop the work."""

WEIGHTS = {
    Stage.READING: 32,
    Stage.MATCHING: 10,
    Stage.COMPARING: 6,
    Stage.AUDITING: 8,
    Stage.WRITING: 44,
}
"""What part of the whole a stage takes, measured with a hundred thousand rows."""


def unheard(stage: Stage, done: int, total: int) -> None:
    """The progress of work that nobody watches."""


def percent(stage: Stage, done: int, total: int) -> int:
    """How much of the whole is done when so much of the stage is, from 0 to 99: all is done when it is committed."""
    stages = list(WEIGHTS)
    before = sum(WEIGHTS[earlier] for earlier in stages[: stages.index(stage)])
    return min(99, before + (WEIGHTS[stage] * done // total if total else 0))
