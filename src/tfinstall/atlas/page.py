"""One page that holds the whole matrix: no server, no network, nothing beside it."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

from tfinstall.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER: Final = "browser"
"""Beside this module; all in it goes into the page."""
SCRIPTS: Final = ("view.js", "table.js", "panel.js", "start.js")
"""In their order; together they are one script."""
_PLACE: Final = re.compile(r"@@([A-Z]+)@@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The texts that a page is made of."""

    html: str
    style: str
    script: str


def template(read: Callable[[str], str]) -> Template:
    """From the files beside this one; `read` gives the text of one by its name."""
    return Template(
        html=read("page.html"),
        style=read("page.css"),
        script="\n".join(map(read, SCRIPTS)),
    )


def page(content: Mapping[str, Any], template: Template) -> str:
    """The page as text; equal for equal content."""
    parts = {
        "POLICY": _policy(template),
        "STYLE": template.style,
        "DATA": data(content),
        "SCRIPT": template.script,
    }
    # In one pass: what is put in is never looked at again.
    return _PLACE.sub(lambda found: parts[found[1]], template.html)


def data(content: Mapping[str, Any]) -> str:
    """JSON inside a script element: no letter of it can end the element."""
    text = json.dumps(content, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _policy(template: Template) -> str:
    """The page may run its own script and style, and fetch nothing at all."""
    return (
        f"default-src 'none'; script-src {_named(template.script)}; "
        f"style-src {_named(template.style)}; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _named(text: str) -> str:
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"
