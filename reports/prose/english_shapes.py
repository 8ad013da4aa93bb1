"""The shapes of English sentences that state figures, as regular expressions over a clause."""

from __future__ import annotations

import re

END = re.compile(r"[.!?](?=\s+[A-Z]|\s*$)")
NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d/]|[.,]\d)"
    r"(?:(?P<percent>\s?(?:%|per cent\b|percent\b))|(?P<unit>(?:\s[^\W\d_][^\W\d_]*[³²]?(?:/[^\W\d_]+)?){1,3}))?"
)
STATES = re.compile(
    r"(?:(?:is|are|was|were)\s+(?:estimated|put|valued|recorded)\s+at|(?:came|amounted|rose|fell|grew)\s+to|stood\s+at"
    r"|reach(?:es|ed)|total(?:s|led|ed)|produced|was|were|is|are|at)"
    r"(?:\s+(?:an\s+estimated|only|just|about|around|some|nearly|almost|over|above|under|more\s+than))*\s*$",
    re.IGNORECASE,
)
UP = r"up|rose|rises?|grew|grows?|increased|increases?|gained|climbed|higher"
DOWN = r"down|fell|falls?|decreased|decreases?|declined|declines?|dropped|lower"
MOVES = re.compile(
    rf"(?<!\w)(?:still\s+)?(?P<verb>(?P<up>{UP})|(?:{DOWN}))(?:\s+(?:by|about|around|nearly|almost|over|more\s+than))*\s*$",
    re.IGNORECASE,
)
AND = re.compile(r"^[^;:]{0,60}?\band\s*$", re.IGNORECASE)
PLAN = re.compile(
    r"^\s+of\s+(?:the\s+|its\s+|this\s+)?(?:year'?s?\s+|annual\s+|yearly\s+)?(?:plan|target)\b", re.IGNORECASE
)
SAME = re.compile(
    r"^\s*(?:on|from|over|against|compared\s+(?:with|to)|than)\s+(?:in\s+)?(?:the\s+)?"
    r"(?:same\s+(?:period|month|quarter)|(?:a\s+)?year\s+(?:earlier|before)|last\s+year)|^\s*year[- ]on[- ]year",
    re.IGNORECASE,
)
PREVIOUS = re.compile(
    r"^\s*(?:on|from|over|against|compared\s+(?:with|to)|than)\s+(?:in\s+)?(?:the\s+)?"
    r"(?:(?:month|quarter)\s+before|previous\s+(?:month|quarter|period))|^\s*month[- ]on[- ]month",
    re.IGNORECASE,
)
OTHER = re.compile(r"^\s*(?:on|from|over|against|compared\s+(?:with|to)|than)\s+(?:in\s+)?[A-Z0-9]")
BASE_BEFORE = re.compile(
    r"(?<!\w)(?:on|from|over|against|than|with|of last year,?)\s+(?:the\s+|in\s+)?$", re.IGNORECASE
)
YEAR = re.compile(r"\b[Ii]n\s+((?:19|20)\d\d)\b")
# What only continues the figure before it: its base, its plan, "and".
GOES_ON = re.compile(
    r"^[\s,]*(?:$|(?:on|of|from|over|against|compared|than|and|while|in|for|during)\b[^;:]*$)", re.IGNORECASE
)
# "Against the same month of last year consumer prices rose 3%": the base stands before its subject.
AGAINST = re.compile(
    r"(?:and\s+)?(?:against|compared\s+(?:with|to))\s+(?:in\s+)?(?:the\s+)?(?:(?P<previous>(?:month|quarter)\s+before"
    r"|previous\s+(?:month|quarter|period))|(?:same\s+)?\w+(?:\s+of)?\s+last\s+year|same\s+\w+|year\s+before)\s*,?\s*",
    re.IGNORECASE,
)
IN = re.compile(r"\s+in\s+(?:the\s+)?", re.IGNORECASE)
LEAD = re.compile(
    r"^(?:[\s,;:–-]|and\b|but\b|while\b|in\b|for\b|alone\b|(?:an?|the)\s|it\b|still\b|of these\b|meanwhile\b)+",
    re.IGNORECASE,
)
TAIL = re.compile(r"(?:[\s,;:–-]|\balone\b|\bstill\b|\bin the (?:province|quarter|month|year)\b)+$", re.IGNORECASE)
