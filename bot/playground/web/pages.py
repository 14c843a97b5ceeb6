"""Web pages: whole, small, without scripts; made for an eye and for a program that looks for a title."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final

STYLE: Final = (
    "body{font:1.1rem/1.7 system-ui,sans-serif;max-width:38rem;margin:2rem auto;padding:0 1rem;"
    "color:#222;background:#fff}a{color:#0b5e8a}h1{line-height:1.25}time,footer,.about{color:#5a5a5a}"
    "footer{margin-top:3rem;border-top:1px solid #ccc;padding-top:1rem;font-size:.9rem}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}a{color:#7cc4ee}"
    "time,footer,.about{color:#aaa}}"
)
# What a browser may do with such a page: show it. No script runs, no form is sent, nothing is fetched.
POLICY: Final = (
    "default-src 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-same-origin allow-downloads"
)
_RIGHT_TO_LEFT: Final = frozenset({"ar"})
_OUTWARD: Final = re.compile(r'(?<=href=")https?://([a-z0-9-]+\.example)(?=[/"])')


def page(
    *,
    title: str | None,
    body: str,
    language: str = "en",
    site: str = "",
    url: str = "",
    kind: str = "",
    feeds: Mapping[str, tuple[str, str]] | None = None,
    data: Mapping[str, Any] | None = None,
) -> bytes:
    """One page.

    Args:
        title: its name; None: it has none.
        body: HTML.
        language: of the text.
        site: `og:site_name`.
        url: its own address.
        kind: `og:type`.
        feeds: name and media type of the feeds that it names, by address.
        data: schema.org.
    """
    direction = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
    head = ['<meta charset="utf-8">', '<meta name="viewport" content="width=device-width">']
    if title is not None:
        head.append(f"<title>{escape(title)}</title>")
        head.append(_property("og:title", title))
    for name, value in (("og:site_name", site), ("og:type", kind), ("og:url", url)):
        if value:
            head.append(_property(name, value))
    if url:
        head.append(f'<link rel="canonical" href="{escape(url)}">')
    for feed_url, (name, media_type) in (feeds or {}).items():
        head.append(
            f'<link rel="alternate" type="{media_type}" title="{escape(name)}" href="{escape(feed_url)}">'
        )
    if data:
        # In a script's text only "</" could end it.
        told = json.dumps({"@context": "https://schema.org", **data}).replace("</", "<\\/")
        head.append(f'<script type="application/ld+json">{told}</script>')
    head.append(f"<style>{STYLE}</style>")
    html = (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n{_lines(head)}\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
    return html.encode()


def article(title: str, html: str, *, when: str = "", footer: str = "") -> str:
    """A text with its heading."""
    moment = f"<p><time>{escape(when)}</time></p>\n" if when else ""
    below = f"\n<footer>{footer}</footer>" if footer else ""
    return f"<article>\n<h1>{escape(title)}</h1>\n{moment}{html}\n</article>{below}"


def link(url: str, text: str) -> str:
    """A link."""
    return f'<a href="{escape(url)}">{escape(text)}</a>'


def listing(links: list[str]) -> str:
    """Links, one below the other."""
    return f"<ul>\n{_lines(f'<li>{each}</li>' for each in links)}\n</ul>"


def for_browser(content: bytes) -> bytes:
    """The page with links that a browser can follow: it knows no `.example`."""
    return _OUTWARD.sub(r"/web/\1", content.decode()).encode()


def _property(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{escape(value)}">'


def _lines(parts: Any) -> str:  # noqa: ANN401 - whatever holds texts
    return "\n".join(parts)
