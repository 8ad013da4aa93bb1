"""The content generation: a token that is another one after every change that the public could see."""

from __future__ import annotations

from django.db import models


class ContentGeneration(models.Model):
    """One row. Its token is renewed by the database itself in the transaction of each change (content_triggers).

    It is random and not a number, so that a database put back from a backup never counts to a generation again whose
    pages some cache still holds.
    """

    token = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()


class ContentChange(models.Model):
    """A transaction that changed the content and is not committed: only it sees its own row. PostgreSQL only.

    The token is renewed when the transaction ends and not before, so that one that takes long keeps nobody waiting.
    """

    transaction = models.BigIntegerField(primary_key=True)

    class Meta:
        default_permissions = ()
