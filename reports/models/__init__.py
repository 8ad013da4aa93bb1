"""The stored side of what is written."""

from reports.models.articles import Article, ArticleAddress, Language, State
from reports.models.editions import Edition
from reports.models.figures import Figure, FigureMeasure, FigureVerdict, KeptFigure, StatisticsTable
from reports.models.media import Image
from reports.models.sections import Section

__all__ = [
    "Article",
    "ArticleAddress",
    "Edition",
    "Figure",
    "FigureMeasure",
    "FigureVerdict",
    "Image",
    "KeptFigure",
    "Language",
    "Section",
    "State",
    "StatisticsTable",
]
