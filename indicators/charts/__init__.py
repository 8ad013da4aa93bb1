"""Charts drawn on the server as SVG from plain values: no script, no inline style, the same sentence for every reader.

A chart knows nothing of the database. Text keeps its size whatever the width: positions across are percentages, only
the lines between them stretch. Colours are classes (`series-1` …) that static/css/tokens.css gives for light and dark.
"""

from indicators.charts.chart import Chart
from indicators.charts.sparklines import sparkline
from indicators.charts.values import Category, ChartError, Kind, Reading, Series

__all__ = ["Category", "Chart", "ChartError", "Kind", "Reading", "Series", "sparkline"]
