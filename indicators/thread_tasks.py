"""Tasks in a thread of this process: what needs no worker beside it, and dies with it."""

from __future__ import annotations

from threading import Lock, Thread
from typing import Any

from django.db import connections, transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id


class ThreadBackend(ImmediateBackend):
    """Runs each task in a thread once the transaction that enqueued it is committed, one after the other.

    A task that is cut off with its process is not started again by itself; who enqueues it has to be able to tell.
    """

    supports_async_task = False
    supports_priority = False
    # Of the class: there is a backend for each thread that enqueues.
    _turn = Lock()

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        self.validate_task(task)
        result: TaskResult = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        thread = Thread(target=self._run, args=(result,), name=f"task {task.name}", daemon=True)
        transaction.on_commit(thread.start)
        return result

    def _run(self, result: TaskResult) -> None:
        with self._turn:
            try:
                self._execute_task(result)
            finally:
                connections.close_all()
