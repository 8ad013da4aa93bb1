"""Ways to pass an article on that are plain links: no script, nothing loaded from elsewhere."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _


def share_links(title: str, address: str) -> list[tuple[str, str]]:
    """(label, address) of each way."""
    mail = {"subject": title, "body": f"{title}\n{address}"}
    return [
        (_("Gửi qua thư điện tử"), f"mailto:?{urlencode(mail, quote_via=quote)}"),
        (_("Chia sẻ lên Facebook"), f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}"),
    ]
