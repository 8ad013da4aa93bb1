"""Long texts that tempt a reader of figures to go over them again and again; about 100,000 characters each."""

HOSTILE = {
    "digits": "1" * 100_000,
    "points": "1.1," * 25_000,
    "spaced thousands": "1 234 " * 17_000,
    "brackets": "(" * 100_000,
    "open numbers": "(5% " * 25_000,
    "commas": "a, " * 33_000,
    "months": "6 tháng đầu năm " * 6_000,
    "to date": "tính từ đầu năm đến hết " * 4_000,
    "units": "5 nghìn nghìn tỷ " * 6_000,
    "comparisons": "so với " * 14_000,
    "figures": "tăng 5% " * 12_000,
    "one sentence": "than 138 nghìn tấn, tăng 6,5%; " * 3_000,
    "spaces": " " * 100_000,
    "dashes": "-" * 100_000,
    "marks": "ê\u0323\u0302" * 30_000,
    "hyphens": "a-" * 50_000,
    "turns": "than , trong đó , tăng 5% " * 4_000,
    "far subject": "than, " * 30_000 + "tăng 5%",
}
