"""Draws the sizes of images that have none yet, or of all of them anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from reports.image_files import ImageRefused
from reports.models import Image
from reports.services.images import draw_renditions


class Command(BaseCommand):
    help = "Draws the sizes and formats in which readers are sent the images of the library, where they are missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="draw those that are there anew too")

    def handle(self, *args: Any, **options: Any) -> None:
        images = Image.objects.order_by("pk") if options["all"] else Image.objects.filter(renditions=[])
        drawn = 0
        for image in images.iterator(chunk_size=100):
            if image.is_drawing:
                continue
            try:
                draw_renditions(image)
            except (ImageRefused, OSError) as error:
                self.stderr.write(f"{image.pk} {image}: {error}")
            else:
                drawn += 1
        self.stdout.write(_("Đã tạo các cỡ của %(count)d ảnh.") % {"count": drawn})
