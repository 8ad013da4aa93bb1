"""The stored side of what is written."""

from reports.models.article_words import ArticleWords
from reports.models.articles import Article, ArticleAddress, Language, State
from reports.models.attachments import Attachment, AttachmentKind
from reports.models.autosaves import Autosave
from reports.models.bulk_actions import BulkAction, BulkItem, BulkKind
from reports.models.comments import Comment, CommentedPart, CommentThread
from reports.models.corrections import Correction, CorrectionKind
from reports.models.editions import Edition
from reports.models.figures import Figure, FigureMeasure, FigureVerdict, KeptFigure, StatisticsTable
from reports.models.front_page import FrontPage, FrontPin, HeadlinesBy
from reports.models.generations import ContentChange, ContentGeneration
from reports.models.labels import Author, Tag
from reports.models.listings import AuthorListing, TagListing
from reports.models.media import Image, PlacedImage
from reports.models.preferences import Preference
from reports.models.presences import Presence
from reports.models.preview_links import PreviewLink
from reports.models.reads import ArticleReads
from reports.models.revisions import CitedRevision, FlagState, RevisionFlag, RevisionWatch
from reports.models.saved_filters import SavedFilter
from reports.models.search import SearchDocument, SearchKind, SearchWord
from reports.models.sections import Section
from reports.models.sentence_templates import SentenceKind, SentenceTemplate
from reports.models.side_effects import SideEffect
from reports.models.translations import TranslationMark
from reports.models.workflow_events import StepName, WorkflowEvent

__all__ = [
    "Article",
    "ArticleAddress",
    "ArticleReads",
    "ArticleWords",
    "Attachment",
    "AttachmentKind",
    "Author",
    "AuthorListing",
    "Autosave",
    "BulkAction",
    "BulkItem",
    "BulkKind",
    "CitedRevision",
    "Comment",
    "CommentThread",
    "CommentedPart",
    "ContentChange",
    "ContentGeneration",
    "Correction",
    "CorrectionKind",
    "Edition",
    "Figure",
    "FigureMeasure",
    "FigureVerdict",
    "FlagState",
    "FrontPage",
    "FrontPin",
    "HeadlinesBy",
    "Image",
    "KeptFigure",
    "Language",
    "PlacedImage",
    "Preference",
    "Presence",
    "PreviewLink",
    "RevisionFlag",
    "RevisionWatch",
    "SavedFilter",
    "SearchDocument",
    "SearchKind",
    "SearchWord",
    "Section",
    "SentenceKind",
    "SentenceTemplate",
    "SideEffect",
    "State",
    "StatisticsTable",
    "StepName",
    "Tag",
    "TagListing",
    "TranslationMark",
    "WorkflowEvent",
]
