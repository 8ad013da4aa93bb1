"""How a series is fetched with the tools that readers have, ready to be pasted."""

from __future__ import annotations

from dataclasses import dataclass

CURL = """curl '{api}observations?indicator={code}&limit=100'"""

PYTHON = """from decimal import Decimal

import requests

answer = requests.get("{api}observations", params={{"indicator": "{code}"}}, timeout=10)
answer.raise_for_status()
rows = answer.json()["observations"]
series = {{(row["area"], row["period"]): Decimal(row["value"]) for row in rows if row["value"]}}"""

R = """library(jsonlite)
answer <- fromJSON("{api}observations?indicator={code}")
rows <- answer$observations
series <- setNames(as.numeric(rows$value), paste(rows$area, rows$period))"""

# Numbers in the file have a point, whatever the language of the spreadsheet.
EXCEL = """let
    Source = Csv.Document(Web.Contents("{site}/chi-so/{code}.csv"), [Delimiter = ",", Encoding = 65001]),
    Rows = Table.PromoteHeaders(Source),
    Figures = Table.TransformColumnTypes(Rows, {{{{"value", type number}}}}, "en-US")
in
    Figures"""


@dataclass(frozen=True, slots=True)
class CodeExample:
    """The name of a tool and the text for it."""

    tool: str
    text: str


def examples_of(site: str, api: str, code: str) -> tuple[CodeExample, ...]:
    """The series of an indicator by curl, Python, R and Excel; `api` ends in a slash, `site` does not."""
    texts = (("curl", CURL), ("Python", PYTHON), ("R", R), ("Excel", EXCEL))
    return tuple(CodeExample(tool, text.format(site=site, api=api, code=code)) for tool, text in texts)
