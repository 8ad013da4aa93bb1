"""What is said of an observation: the measure, how firm the figure is, and why there is none."""

from enum import StrEnum


class Measure(StrEnum):
    """What a figure says about its indicator."""

    VALUE = "value"
    GROWTH_YOY = "growth_yoy"
    GROWTH_PREVIOUS = "growth_previous"
    PLAN_SHARE = "plan_share"
    TARGET = "target"


class Status(StrEnum):
    """How firm a figure is."""

    ESTIMATE = "estimate"
    PRELIMINARY = "preliminary"
    FINAL = "final"


class Absence(StrEnum):
    """Why there is no figure."""

    NIL = "nil"
    NOT_AVAILABLE = "not_available"
    CONFIDENTIAL = "confidential"
