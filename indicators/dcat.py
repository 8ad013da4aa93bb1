"""The data sets as a DCAT 3 catalogue in JSON-LD: one data set an indicator, one distribution a format.

What DCAT-AP 3 demands is there: of the catalogue its title, description and publisher, of a data set title and
description, of a distribution the address to get it at. https://semiceu.github.io/DCAT-AP/releases/3.0.0/
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from indicators.exchange.dataset import Licence
from indicators.exchange.formats import FORMATS, Format
from indicators.models import Indicator

IANA = "http://www.iana.org/assignments/media-types/"
LINKS = (
    *("dct:license", "dct:publisher", "dct:language", "dcat:downloadURL", "dcat:accessURL", "dcat:mediaType"),
    *("dcat:landingPage", "dcat:endpointURL", "dcat:endpointDescription", "dcat:servesDataset", "foaf:homepage"),
)
CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    # Addresses are links, not texts that look like one.
    **{name: {"@type": "@id"} for name in LINKS},
}
LANGUAGES = [f"http://publications.europa.eu/resource/authority/language/{code}" for code in ("VIE", "ENG")]


@dataclass(frozen=True, slots=True)
class Portal:
    """Who gives the data: its name and what it is by language, its address without a slash at the end."""

    names: dict[str, str]
    descriptions: dict[str, str]
    address: str
    licence: Licence


def catalogue_of(indicators: Iterable[Indicator], portal: Portal, *, address: str, api: str) -> dict[str, Any]:
    """The catalogue of the indicators, itself at `address`, and the API at `api` that serves them. No query."""
    publisher = f"{portal.address}/#publisher"
    datasets = [_dataset(indicator, portal, publisher) for indicator in indicators]
    return {
        "@context": CONTEXT,
        "@type": "dcat:Catalog",
        "@id": address,
        "dct:title": _texts(portal.names),
        "dct:description": _texts(portal.descriptions),
        "dct:publisher": {"@id": publisher, "@type": "foaf:Agent", "foaf:name": _texts(portal.names)},
        "foaf:homepage": f"{portal.address}/",
        "dct:language": LANGUAGES,
        "dct:license": portal.licence.url,
        "dcat:service": {
            "@type": "dcat:DataService",
            "@id": api,
            "dct:title": [{"@value": "API", "@language": "en"}],
            "dct:license": portal.licence.url,
            "dcat:endpointURL": api,
            "dcat:endpointDescription": f"{api}openapi.json",
        },
        "dcat:dataset": datasets,
    }


def _dataset(indicator: Indicator, portal: Portal, publisher: str) -> dict[str, Any]:
    names = {"vi": indicator.name_vi, "en": indicator.name_en}
    page = portal.address + indicator.get_absolute_url()
    return {
        "@type": "dcat:Dataset",
        "@id": page,
        "dct:title": _texts(names),
        "dct:description": _texts(
            {
                "vi": indicator.definition_vi or indicator.name_vi,
                "en": indicator.definition_en or indicator.name_en or indicator.name_vi,
            }
        ),
        "dct:identifier": indicator.code,
        "dct:publisher": publisher,
        "dct:license": portal.licence.url,
        "dcat:landingPage": page,
        "dcat:keyword": _texts({"vi": indicator.topic.name_vi, "en": indicator.topic.name_en}),
        "dcat:distribution": [_distribution(indicator, portal, form, page) for form in FORMATS.values()],
    }


def _distribution(indicator: Indicator, portal: Portal, form: Format, page: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": form.label,
        "dcat:accessURL": page,
        "dcat:downloadURL": f"{portal.address}/chi-so/{indicator.code}.{form.extension}",
        "dcat:mediaType": IANA + form.content_type.partition(";")[0],
        "dct:license": portal.licence.url,
    }


def _texts(texts: dict[str, str]) -> list[dict[str, str]]:
    """Each in its language; what is not said in one is not said."""
    return [{"@value": text, "@language": language} for language, text in texts.items() if text]
