"""Pictures of the demo's subjects, drawn with a few flat shapes in the portal's own colours.

A scene is a function that draws on a `Canvas` of 1200 × 675 units; scripts/demo_covers.py writes them as files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 675
# Drawn larger and shrunk, so that edges are smooth.
OVERSAMPLING = 2
GROUND = 540

SKY, DAWN, DUSK = "#e9eff7", "#f8ecd8", "#22375f"
FAR, NEAR, HILL = "#bccbe2", "#8fa8cd", "#5b7bad"
INDIGO, DEEP, NIGHT = "#1d3c72", "#15294f", "#0e1c38"
BRONZE, GOLD, CREAM = "#b0660c", "#e2a44c", "#fdf6e8"
FIELD, GRASS, STONE, PALE, GREY = "#cfd8c4", "#9fb08d", "#a9aeb6", "#dfe3e8", "#6d7783"
LEAF, RED, COAL = "#3f7d5a", "#a5301b", "#2b2f36"

Point = tuple[float, float]


class Canvas:
    """Flat shapes in scene units."""

    def __init__(self, background: str) -> None:
        self.image = Image.new("RGB", (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING), background)
        self.draw = ImageDraw.Draw(self.image)

    def polygon(self, points: Sequence[Point], colour: str) -> None:
        self.draw.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, *, radius: float = 0) -> None:
        corners = [each * OVERSAMPLING for each in (left, top, right, bottom)]
        self.draw.rounded_rectangle(corners, radius=radius * OVERSAMPLING, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.oval(x, y, radius, radius, colour)

    def oval(self, x: float, y: float, across: float, up: float, colour: str) -> None:
        corners = [each * OVERSAMPLING for each in (x - across, y - up, x + across, y + up)]
        self.draw.ellipse(corners, fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        self.draw.line(scaled, fill=colour, width=round(width * OVERSAMPLING), joint="curve")

    def finished(self) -> Image.Image:
        return self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def landscape(
    *, sky: str = SKY, at: Point = (930, 190), ground: str = FIELD, rows: tuple[str, str, str] = (FAR, NEAR, HILL)
) -> Canvas:
    """The limestone hills of the north-east, standing like towers in rows behind each other."""
    canvas = Canvas(sky)
    canvas.disc(*at, 74, GOLD)
    hills(canvas, rows[0], [(90, 300, 150), (330, 250, 130), (560, 330, 170), (820, 280, 140), (1090, 320, 170)])
    hills(canvas, rows[1], [(200, 210, 150), (470, 180, 140), (720, 230, 150), (980, 190, 150), (1190, 240, 110)])
    hills(canvas, rows[2], [(40, 150, 120), (620, 110, 180), (1120, 140, 170)])
    canvas.box(0, GROUND, WIDTH, HEIGHT, ground)
    return canvas


def hills(canvas: Canvas, colour: str, shapes: Sequence[tuple[float, float, float]]) -> None:
    """Each hill as (middle, height above the ground, half its width)."""
    for middle, height, half in shapes:
        canvas.oval(middle, GROUND + 60, half, height + 60, colour)


def border_gate() -> Image.Image:
    canvas = landscape()
    canvas.polygon([(400, HEIGHT), (560, GROUND), (680, GROUND), (860, HEIGHT)], GREY)
    for y in (560, 600, 645):
        canvas.box(616, y, 626 + (y - 560) / 20, y + 20, CREAM)
    for x in (360, 812):
        canvas.box(x, 300, x + 60, GROUND, CREAM)
        canvas.box(x, 505, x + 60, GROUND, BRONZE)
    canvas.box(590, 330, 642, GROUND, CREAM)
    canvas.polygon([(290, 320), (330, 262), (902, 262), (942, 320)], INDIGO)
    canvas.polygon([(400, 262), (430, 214), (802, 214), (832, 262)], DEEP)
    canvas.box(470, 226, 762, 250, GOLD, radius=4)
    canvas.box(330, 320, 902, 338, BRONZE)
    truck(canvas, 60, 470, INDIGO)
    truck(canvas, 900, 470, BRONZE)
    return canvas.finished()


def truck(canvas: Canvas, left: float, top: float, colour: str) -> None:
    canvas.box(left, top, left + 170, top + 82, colour, radius=5)
    canvas.box(left + 176, top + 24, left + 228, top + 82, CREAM, radius=8)
    canvas.box(left + 196, top + 34, left + 222, top + 56, INDIGO, radius=3)
    canvas.box(left, top + 78, left + 228, top + 88, COAL)
    for x in (left + 38, left + 78, left + 196):
        canvas.disc(x, top + 90, 19, COAL)
        canvas.disc(x, top + 90, 8, PALE)


def cement_works() -> Image.Image:
    canvas = landscape(sky=DAWN, at=(220, 170))
    for x in (620, 720, 820):
        canvas.box(x, 280, x + 88, GROUND, PALE)
        canvas.box(x + 60, 280, x + 88, GROUND, STONE)
        canvas.oval(x + 44, 280, 44, 14, CREAM)
    canvas.box(940, 190, 1030, GROUND, INDIGO)
    for y in range(220, 520, 50):
        canvas.box(958, y, 1012, y + 20, NEAR)
    canvas.box(1060, 120, 1098, GROUND, CREAM)
    for y in (120, 190, 260):
        canvas.box(1060, y, 1098, y + 26, BRONZE)
    canvas.line([(330, 500), (640, 268)], GREY, 22)
    for x in (380, 460, 540):
        canvas.line([(x, 500 - (x - 330) * 0.75), (x, GROUND)], GREY, 8)
    canvas.polygon([(150, GROUND), (270, 400), (390, GROUND)], STONE)
    canvas.polygon([(60, GROUND), (160, 450), (260, GROUND)], PALE)
    canvas.box(560, 470, 640, GROUND, DEEP)
    truck(canvas, 330, 530, BRONZE)
    return canvas.finished()


def power_line() -> Image.Image:
    canvas = landscape(sky=DUSK, at=(280, 200), ground=NIGHT, rows=("#33507f", "#24406f", DEEP))
    tops = [(170, 230, 0.72), (560, 130, 1.0), (1010, 210, 0.8)]
    for arm in (-1, 1):
        for drop in (0, 70):
            hung = [(x + arm * 92 * size, y + (40 + drop) * size) for x, y, size in tops]
            wire(canvas, [(-60, hung[0][1] - 30), *hung, (1280, hung[-1][1] - 30)])
    for x, y, size in tops:
        pylon(canvas, x, y, size)
    for x, y in ((90, 590), (250, 610), (420, 585), (700, 612), (880, 590), (1080, 606)):
        canvas.polygon([(x - 34, y), (x, y - 24), (x + 34, y)], INDIGO)
        canvas.box(x - 26, y, x + 26, y + 34, DEEP)
        canvas.box(x - 14, y + 8, x + 2, y + 24, GOLD)
        canvas.box(x + 8, y + 8, x + 18, y + 24, GOLD)
    return canvas.finished()


def pylon(canvas: Canvas, x: float, top: float, size: float) -> None:
    foot = 74 * size
    for side in (-1, 1):
        canvas.line([(x + side * 8, top), (x + side * 20 * size, top + 160 * size), (x + side * foot, 570)], PALE, 6)
    shoulder = top + 160 * size
    rungs = [(shoulder + (570 - shoulder) * k / 6, 20 * size + (foot - 20 * size) * k / 6) for k in range(7)]
    for (y1, spread1), (y2, spread2) in pairwise(rungs):
        canvas.line([(x - spread1, y1), (x + spread2, y2)], PALE, 3)
        canvas.line([(x + spread1, y1), (x - spread2, y2)], PALE, 3)
    for y in (40, 110):
        canvas.polygon(
            [(x - 96 * size, top + y * size), (x, top + (y - 26) * size), (x + 96 * size, top + y * size)], PALE
        )


def wire(canvas: Canvas, posts: Sequence[Point]) -> None:
    points: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(posts):
        for step in range(21):
            part = step / 20
            points.append((x1 + (x2 - x1) * part, y1 + (y2 - y1) * part + 4 * part * (1 - part) * 46))
    canvas.line(points, PALE, 2)


def coal_mine() -> Image.Image:
    canvas = landscape(sky=DAWN, at=(620, 180), ground="#b9b3a6")
    canvas.polygon([(640, GROUND), (850, 330), (1060, GROUND)], COAL)
    canvas.polygon([(850, 330), (930, 440), (1060, GROUND), (900, GROUND)], "#3d434c")
    canvas.line([(480, 250), (850, 330)], GREY, 18)
    canvas.box(410, 210, 490, GROUND, INDIGO)
    canvas.box(424, 236, 476, 270, NEAR)
    for y in range(300, 520, 44):
        canvas.box(424, y, 476, y + 18, DEEP)
    canvas.box(0, 606, WIDTH, 616, BRONZE)
    for x in range(10, WIDTH, 46):
        canvas.box(x, 616, x + 22, 626, GREY)
    for x in (40, 290, 540, 790):
        canvas.polygon([(x, 520), (x + 210, 520), (x + 190, 588), (x + 20, 588)], DEEP)
        canvas.oval(x + 105, 520, 92, 26, COAL)
        canvas.box(x, 512, x + 210, 526, INDIGO)
        for wheel in (x + 54, x + 156):
            canvas.disc(wheel, 596, 17, COAL)
            canvas.disc(wheel, 596, 7, GOLD)
    return canvas.finished()


def quarry() -> Image.Image:
    canvas = landscape(sky=SKY, at=(200, 150), ground="#d9d2c3")
    for step, colour in enumerate((NEAR, STONE, PALE, STONE, PALE)):
        top = 210 + step * 68
        canvas.polygon([(620 - step * 70, top), (1200, top), (1200, GROUND), (560 - step * 70, GROUND)], colour)
    canvas.polygon([(70, 590), (190, 470), (320, 590)], GREY)
    canvas.polygon([(230, 590), (320, 510), (420, 590)], STONE)
    canvas.box(520, 548, 690, 584, COAL, radius=18)
    canvas.box(548, 486, 660, 548, GOLD, radius=8)
    canvas.box(604, 440, 660, 500, BRONZE, radius=6)
    canvas.box(616, 452, 650, 482, CREAM, radius=3)
    canvas.line([(556, 500), (470, 400), (370, 480)], BRONZE, 20)
    canvas.polygon([(346, 470), (400, 470), (386, 530), (336, 520)], COAL)
    truck(canvas, 830, 520, INDIGO)
    return canvas.finished()


def market() -> Image.Image:
    canvas = landscape(sky=DAWN, at=(980, 150), ground="#e4d8c2")
    stalls = ((40, INDIGO, (RED, GOLD)), (430, BRONZE, (LEAF, GOLD)), (820, LEAF, (BRONZE, RED)))
    for left, colour, goods in stalls:
        for x in (left + 14, left + 316):
            canvas.box(x, 300, x + 14, 590, GREY)
        for stripe in range(8):
            x = left + stripe * 43
            shade = colour if stripe % 2 == 0 else CREAM
            canvas.polygon([(x + 18, 250), (x + 52, 250), (x + 43, 330), (x, 330)], shade)
            canvas.oval(x + 21.5, 330, 21.5, 18, shade)
        canvas.box(left + 4, 470, left + 340, 596, BRONZE if colour != BRONZE else INDIGO, radius=4)
        for crate in range(3):
            x = left + 20 + crate * 104
            for fruit in range(5):
                canvas.disc(x + 14 + fruit * 17, 462 - (fruit % 2) * 10, 15, goods[crate % 2])
            canvas.box(x, 466, x + 96, 520, CREAM, radius=3)
            canvas.box(x, 486, x + 96, 492, GOLD)
    return canvas.finished()


def balance() -> Image.Image:
    canvas = Canvas(CREAM)
    canvas.disc(600, 330, 300, "#f4e5c9")
    canvas.box(588, 150, 612, 560, INDIGO)
    canvas.polygon([(470, 600), (520, 556), (680, 556), (730, 600)], DEEP)
    canvas.line([(250, 268), (950, 196)], INDIGO, 18)
    canvas.disc(600, 232, 26, GOLD)
    for x, top in ((260, 266), (940, 198)):
        for side in (-130, 130):
            canvas.line([(x, top), (x + side, top + 190)], GREY, 4)
        canvas.polygon([(x - 150, top + 190), (x + 150, top + 190), (x + 90, top + 236), (x - 90, top + 236)], BRONZE)
    for x, y, size, colour in ((200, 424, 34, RED), (262, 418, 40, GOLD), (326, 426, 32, LEAF), (236, 376, 30, GOLD)):
        canvas.disc(x, y, size, colour)
    for step in range(4):
        for pile in range(3):
            canvas.oval(870 + pile * 70, 378 - step * 18 + pile * 4, 34, 13, GOLD if step % 2 else BRONZE)
    return canvas.finished()


def ledger() -> Image.Image:
    canvas = Canvas(SKY)
    canvas.polygon([(90, 610), (160, 120), (1040, 120), (1110, 610)], DEEP)
    canvas.polygon([(120, 590), (182, 100), (596, 116), (596, 600)], CREAM)
    canvas.polygon([(1080, 590), (1018, 100), (604, 116), (604, 600)], "#ffffff")
    for row in range(9):
        y = 180 + row * 42
        canvas.line([(196 - row * 5, y), (560, y)], PALE, 3)
        for column in range(3):
            width = (58, 40, 50)[(row + column) % 3]
            canvas.box(300 + column * 90, y - 20, 300 + column * 90 + width, y - 8, STONE)
        canvas.box(206 - row * 5, y - 20, 270, y - 8, NEAR)
    for place, height in enumerate((110, 150, 132, 190, 228, 262)):
        x = 660 + place * 60
        canvas.box(x, 520 - height, x + 36, 520, INDIGO if place < 5 else BRONZE)
    canvas.line([(640, 520), (1046, 520)], GREY, 4)
    points = [(678 + place * 60, 360 - height) for place, height in enumerate((0, 34, 20, 76, 108, 150))]
    canvas.line(points, GOLD, 7)
    for x, y in points:
        canvas.disc(x, y, 10, BRONZE)
    return canvas.finished()


def containers() -> Image.Image:
    canvas = landscape(sky=SKY, at=(140, 170), ground="#cdd2d8")
    colours = (INDIGO, BRONZE, LEAF, HILL, RED, GOLD)
    for level in range(3):
        for place in range(5 - level):
            left, top = 90 + place * 190 + level * 95, 500 - level * 92
            colour = colours[(place * 2 + level) % len(colours)]
            canvas.box(left, top, left + 182, top + 86, colour, radius=3)
            for rib in range(1, 9):
                canvas.box(left + rib * 20, top + 10, left + rib * 20 + 5, top + 76, CREAM)
                canvas.box(left + rib * 20, top + 10, left + rib * 20 + 4, top + 76, colour)
    for x in (1040, 1140):
        canvas.box(x, 160, x + 18, 586, DEEP)
    canvas.box(560, 150, 1180, 176, DEEP)
    canvas.box(660, 176, 730, 204, GOLD)
    canvas.line([(695, 204), (695, 300)], COAL, 4)
    return canvas.finished()


SCENES: dict[str, Callable[[], Image.Image]] = {
    "cua-khau": border_gate,
    "nha-may-xi-mang": cement_works,
    "luoi-dien": power_line,
    "mo-than": coal_mine,
    "mo-da": quarry,
    "cho": market,
    "can-can": balance,
    "so-lieu": ledger,
    "bai-container": containers,
}
