"""The endings of addresses that name formats, for the URL configuration: `<data:extension>`, `<picture:extension>`,
`<stream:extension>`."""

from django.urls import register_converter

from indicators.exchange.formats import FORMATS, STREAMING
from indicators.exchange.pictures import PICTURES


class DataExtension:
    """The ending of an address that names a format of data."""

    regex = "|".join(extension.replace(".", r"\.") for extension in FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PictureExtension(DataExtension):
    """The ending that names a format of pictures."""

    regex = "|".join(PICTURES)


class StreamingExtension(DataExtension):
    """The ending that names a format which is written while the figures are read."""

    regex = "|".join(extension.replace(".", r"\.") for extension in STREAMING)


register_converter(DataExtension, "data")
register_converter(PictureExtension, "picture")
register_converter(StreamingExtension, "stream")
