"""One spelling for each web address, by which an article is known again."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ocid|igshid|ref_?(?:src|url)?)$", re.I
)


def canonical(address: str) -> str:
    """The address without what does not name the article: fragment, tracking, letter case of host.

    Empty if it is no web address, or that of a whole site.
    """
    try:
        parts = urlsplit(address.strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return ""
        port = parts.port
    except ValueError:
        return ""
    if parts.path in ("", "/") and not parts.query:
        return ""
    host = parts.hostname.lower() + (f":{port}" if port not in (None, 80, 443) else "")
    kept = [p for p in parts.query.split("&") if p and not _TRACKING.match(p.partition("=")[0])]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", "&".join(kept), ""))


def joined(base: str, address: str) -> str:
    """An address as a page at `base` gives it; empty if it is none."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""
