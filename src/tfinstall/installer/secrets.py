"""Keeps passwords and tokens out of everything that is shown or kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tfinstall.model import PipOptions

MASK = "****"
_CREDENTIALS = re.compile(r"(?i)(?P<scheme>[a-z][a-z0-9+.-]*://)(?P<userinfo>[^\s/@'\"<>]+)@")
_BARE = re.compile(r"^(?P<userinfo>[^\s/@]+:[^\s/@]*)@(?=[^/\s]+$)")
"""A proxy may be written without a scheme: `user:password@host:3128`."""
_PUBLIC_USERS = frozenset({"git", "hg"})
"""`git+ssh://git@host/...` names an account that everybody shares."""
_SHORTEST = 4
"""A shorter secret is masked only inside URLs: its letters occur in every text."""
_URL_VARIABLES = re.compile(r"(?i)^(pip_.*(url|proxy|links)|uv_.*(url|index)|.*_proxy)$")


def masked_url(text: str) -> str:
    """The text with the credentials of every URL in it replaced: `https://me:****@host`."""
    return _CREDENTIALS.sub(_masked, _BARE.sub(_masked_bare, text))


def _masked(found: re.Match[str]) -> str:
    return f"{found['scheme']}{_hidden(found['userinfo'])}@"


def _masked_bare(found: re.Match[str]) -> str:
    return f"{_hidden(found['userinfo'])}@"


def _hidden(userinfo: str) -> str:
    user, colon, _ = userinfo.partition(":")
    if not colon:  # a lone user name is often a token
        return user if user in _PUBLIC_USERS else MASK
    return f"{user}:{MASK}"


def has_secret(text: str) -> bool:
    """Whether the text holds a URL with credentials."""
    return masked_url(text) != text


@dataclass(frozen=True, slots=True)
class Masker:
    """Masks what is known to be secret, and whatever looks like credentials in a URL."""

    secrets: tuple[str, ...] = ()

    def __call__(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, MASK)
        return masked_url(text) if "@" in text else text


def masker(options: PipOptions, environment: Mapping[str, str], *more: str) -> Masker:
    """The masker for one run: it knows the secrets of the options, the environment and `more`."""
    texts = [options.proxy or "", options.index_url or ""]
    texts += [*options.extra_index_urls, *options.find_links, *options.passthrough, *more]
    for name, value in environment.items():
        if _URL_VARIABLES.match(name):
            texts += value.split()
    return Masker(tuple(sorted(_secrets(texts), key=len, reverse=True)))


def _secrets(texts: Iterable[str]) -> set[str]:
    """Passwords as typed and as decoded: either may turn up in a message."""
    found: set[str] = set()
    for text in texts:
        for userinfo in _userinfos(text):
            user, colon, password = userinfo.partition(":")
            secret = password if colon else user
            if secret not in _PUBLIC_USERS:
                found |= {secret, unquote(secret)}
    return {secret for secret in found if len(secret) >= _SHORTEST}


def _userinfos(text: str) -> list[str]:
    bare = _BARE.match(text)
    return [bare["userinfo"]] if bare else [f["userinfo"] for f in _CREDENTIALS.finditer(text)]


def host_of(url: str) -> str:
    """The host of a URL, for messages."""
    return urlsplit(url).hostname or url
