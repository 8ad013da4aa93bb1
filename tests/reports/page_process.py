"""A process of its own that asks the portal for addresses: one a line comes in, one line of JSON goes out.

Run by tests/reports/test_page_cache_processes.py with the test database in DATABASE_URL.
"""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

client = Client(headers={"host": "127.0.0.1"})
print("ready", flush=True)
for line in sys.stdin:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(line.strip())
    told = {"status": response.status_code, "queries": len(queries), "text": response.content.decode()}
    print(json.dumps(told), flush=True)
