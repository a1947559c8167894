"""A recap as a page that stands for itself: no script, no other file, its own strict policy."""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from typing import Any

STYLE = (
    ":root{color-scheme:light dark;--paper:#fcfbf8;--ink:#25242c}"
    "@media(prefers-color-scheme:dark){:root{--paper:#17181d;--ink:#efedf4}}"
    "body{background:var(--paper);color:var(--ink);font:1.1rem/1.6 system-ui,sans-serif;"
    "margin:0 auto;padding:1.5rem;max-width:34rem}"
    "h1{font-size:1.4rem;line-height:1.3}li{margin:.6rem 0}ul{padding-left:1.2rem}"
)
HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{HASH}'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'"
)
PAGE = (
    '<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>{title}</title>\n<style>{style}</style>\n"
    "<main>\n<h1>{title}</h1>\n<ul>\n{items}\n</ul>\n</main>\n</html>\n"
)


def page(recap: Mapping[str, Any]) -> str:
    items = "\n".join(f"<li>{escape(line)}</li>" for line in recap["lines"])
    title = escape(recap["title"])
    return PAGE.format(language=recap["language"], title=title, style=STYLE, items=items)
