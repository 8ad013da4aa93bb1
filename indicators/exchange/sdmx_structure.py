"""The structure of our SDMX data (dimensions, measure, attributes and the dataflow) as SDMX-ML 2.1.

https://registry.sdmx.org/schemas/v2_1/SDMXStructure.xsd. Codes of indicators and areas are the catalogue's own and
change with it; they are described as text, so that the structure stays the same.
"""

from __future__ import annotations

import datetime as dt
from xml.sax.saxutils import escape

from indicators.exchange.dataset import iso_text
from indicators.exchange.sdmx_csv import AGENCY, ATTRIBUTES, DIMENSIONS, FLOW, VERSION

CONTENT_TYPE = "application/vnd.sdmx.structure+xml; version=2.1; charset=utf-8"
_MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
TIME = "TIME_PERIOD"
MANDATORY = frozenset({"OBS_STATUS", "UNIT_MEASURE"})
SCHEME, STRUCTURE = "CONCEPTS", "OBSERVATIONS"

CONCEPTS = {
    "INDICATOR": ("Chỉ tiêu", "Indicator"),
    "REF_AREA": ("Địa bàn", "Reference area"),
    "MEASURE": ("Số hiển thị", "Measure"),
    "TIME_PERIOD": ("Kỳ", "Time period"),
    "OBS_VALUE": ("Giá trị", "Observation value"),
    "OBS_STATUS": ("Trạng thái (CL_OBS_STATUS)", "Observation status (CL_OBS_STATUS)"),
    "CONF_STATUS": ("Bảo mật (CL_CONF_STATUS)", "Confidentiality status (CL_CONF_STATUS)"),
    "UNIT_MEASURE": ("Đơn vị tính", "Unit of measure"),
    "DECIMALS": ("Số chữ số thập phân", "Decimals"),
    "TITLE": ("Tên", "Title"),
    "COMMENT_OBS": ("Ghi chú", "Observation comment"),
    "SOURCE": ("Nguồn", "Source"),
    "LICENCE": ("Giấy phép", "Licence"),
    "RETRIEVED": ("Lấy lúc", "Retrieved"),
    "PERMALINK": ("Địa chỉ", "Permanent address"),
}


def sdmx_structure(*, publisher: str, prepared: dt.datetime) -> str:
    """The structure message, names in both languages."""
    maintained = f'agencyID="{AGENCY}" version="{VERSION}"'
    concepts = "".join(f'<str:Concept id="{name}">{_names(*words)}</str:Concept>' for name, words in CONCEPTS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<mes:Structure xmlns:mes="{_MESSAGE}/message" xmlns:str="{_MESSAGE}/structure" xmlns:com="{_MESSAGE}/common">'
        f"<mes:Header><mes:ID>{FLOW}</mes:ID><mes:Test>false</mes:Test><mes:Prepared>{iso_text(prepared)}</mes:Prepared>"
        f'<mes:Sender id="{AGENCY}"><com:Name xml:lang="vi">{escape(publisher)}</com:Name></mes:Sender></mes:Header>'
        "<mes:Structures>"
        f'<str:Dataflows><str:Dataflow id="{FLOW}" {maintained} isFinal="true">{_names("Số liệu", "Observations")}'
        f'<str:Structure><Ref id="{STRUCTURE}" {maintained} class="DataStructure"/></str:Structure></str:Dataflow>'
        "</str:Dataflows>"
        f'<str:Concepts><str:ConceptScheme id="{SCHEME}" {maintained} isFinal="true">{_names("Khái niệm", "Concepts")}'
        f"{concepts}</str:ConceptScheme></str:Concepts>"
        f'<str:DataStructures><str:DataStructure id="{STRUCTURE}" {maintained} isFinal="true">'
        f"{_names('Cấu trúc số liệu', 'Data structure')}<str:DataStructureComponents>"
        f'<str:DimensionList id="DimensionDescriptor">{_dimensions()}</str:DimensionList>'
        f'<str:AttributeList id="AttributeDescriptor">{_attributes()}</str:AttributeList>'
        f'<str:MeasureList id="MeasureDescriptor"><str:PrimaryMeasure id="OBS_VALUE">{_concept("OBS_VALUE")}'
        "</str:PrimaryMeasure></str:MeasureList>"
        "</str:DataStructureComponents></str:DataStructure></str:DataStructures></mes:Structures></mes:Structure>"
    )


def _names(vietnamese: str, english: str) -> str:
    return f'<com:Name xml:lang="vi">{vietnamese}</com:Name><com:Name xml:lang="en">{english}</com:Name>'


def _concept(name: str) -> str:
    return (
        f'<str:ConceptIdentity><Ref id="{name}" maintainableParentID="{SCHEME}"'
        f' maintainableParentVersion="{VERSION}" agencyID="{AGENCY}" class="Concept"/></str:ConceptIdentity>'
    )


def _dimensions() -> str:
    parts = []
    for position, name in enumerate(DIMENSIONS, start=1):
        kind, form = ("TimeDimension", "ObservationalTimePeriod") if name == TIME else ("Dimension", "String")
        parts.append(
            f'<str:{kind} id="{name}" position="{position}">{_concept(name)}<str:LocalRepresentation>'
            f'<str:TextFormat textType="{form}"/></str:LocalRepresentation></str:{kind}>'
        )
    return "".join(parts)


def _attributes() -> str:
    """Every one belongs to an observation, as a line of the CSV has it."""
    return "".join(
        f'<str:Attribute id="{name}" assignmentStatus="{"Mandatory" if name in MANDATORY else "Conditional"}">'
        f"{_concept(name)}<str:AttributeRelationship><str:PrimaryMeasure>"
        '<Ref id="OBS_VALUE"/></str:PrimaryMeasure></str:AttributeRelationship></str:Attribute>'
        for name in ATTRIBUTES
    )
