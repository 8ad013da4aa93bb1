"""Arithmetic checks of figures before they are recorded: pure functions over values, no database."""

from indicators.audit.checking import audit
from indicators.audit.findings import Finding, Rule
from indicators.audit.ledger import Claim, Ledger, SeriesKey, Values

__all__ = ["Claim", "Finding", "Ledger", "Rule", "SeriesKey", "Values", "audit"]
