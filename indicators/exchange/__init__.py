"""Figures as files: one writer a format. Each carries units, status, footnotes, source, licence, date and address."""
