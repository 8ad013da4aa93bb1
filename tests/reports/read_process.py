"""A process of its own that reads articles and ends: `read_process.py TIMES ADDRESS…`.

The test database is in DATABASE_URL. Every tenth read it adds what it counted; what is left it adds when it ends.
"""

import sys

import django

django.setup()

from django.test import Client  # noqa: E402

from reports.read_counting import add_counted  # noqa: E402

client = Client(headers={"host": "127.0.0.1", "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/142.0"})
for number in range(int(sys.argv[1])):
    for address in sys.argv[2:]:
        response = client.get(address)
        assert response.status_code == 200, response.status_code
    if number % 10 == 9:
        add_counted()
