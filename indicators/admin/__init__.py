"""The admin of what is measured."""

from indicators.admin import catalogue, history, imports, observations, releases, saved_layouts, snapshots

__all__ = ["catalogue", "history", "imports", "observations", "releases", "saved_layouts", "snapshots"]
