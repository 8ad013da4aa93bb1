"""What pages tell search engines and other readers of schema.org: https://schema.org/Dataset."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from indicators.exchange.dataset import Licence
from indicators.exchange.formats import Format
from indicators.services.indicator_pages import IndicatorPage

Trail = Sequence[tuple[str, str]]
MOST_PLACES = 5
# A data block is never executed, but "</script>" in a title would still end it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def dataset(
    page: IndicatorPage,
    files: Sequence[tuple[Format, str]],
    *,
    site_name: str,
    site_url: str,
    licence: Licence,
    language: str,
) -> dict[str, Any]:
    """A Dataset of the page's indicator in all its areas; `files` are the formats that it is taken away in, by path."""
    indicator, series = page.indicator, page.content
    house = publisher(site_name, site_url)
    url = site_url + indicator.get_absolute_url()
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{site_url}/chi-so/{indicator.code}/#dataset",
        "name": indicator.name,
        "description": _description(page, site_name),
        "url": url,
        "identifier": indicator.code,
        "inLanguage": language,
        "keywords": [indicator.topic.name, indicator.name],
        "license": licence.url,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": indicator.source} if indicator.source else house,
        "publisher": house,
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": site_name,
            "url": f"{site_url}/api/v1/catalog.jsonld",
        },
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": indicator.name,
            "unitText": indicator.unit.symbol,
        },
        "spatialCoverage": [{"@type": "Place", "name": area.name} for area in page.areas],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": form.label,
                "encodingFormat": form.content_type.partition(";")[0],
                "contentUrl": site_url + path,
                "license": licence.url,
            }
            for form, path in files
        ],
    }
    if page.years:
        said["temporalCoverage"] = "/".join(f"{year:04}" for year in page.years)
    if indicator.method:
        said["measurementTechnique"] = indicator.method
    if indicator.source:
        said["isBasedOn"] = {"@type": "CreativeWork", "name": indicator.source}
    if series is not None and series.updated is not None:
        said["dateModified"] = series.updated.isoformat()
    return said


def publisher(site_name: str, site_url: str) -> dict[str, str]:
    return {"@type": "GovernmentOrganization", "name": site_name, "url": f"{site_url}/"}


def breadcrumbs(trail: Trail, *, site_url: str) -> dict[str, Any]:
    """A BreadcrumbList of (name, path), from the home page to the page itself."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(url, site_url)}
            for position, (name, url) in enumerate(trail, start=1)
        ],
    }


def data_block(*things: Mapping[str, Any]) -> SafeString:
    """The things as one JSON-LD block for a page's head."""
    told: Any = things[0] if len(things) == 1 else list(things)
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def absolute(url: str, site_url: str) -> str:
    """The address with the site in front where it is a path; a picture of another origin keeps its own."""
    return site_url + url if url.startswith("/") else url


def _description(page: IndicatorPage, site_name: str) -> str:
    """At least fifty characters, as search engines for data ask: the definition, and what of it there is."""
    indicator = page.indicator
    places = ", ".join(area.name for area in page.areas[:MOST_PLACES])
    parts = [
        indicator.definition or indicator.name,
        f"{indicator.topic.name}; {indicator.unit.symbol}; {places}".rstrip("; "),
    ]
    return " ".join([*(f"{part.rstrip('.')}." for part in parts), f"{site_name}."])
