"""From values to what is seen: text, JSON, progress. The only rooms that know colour or markup."""

from __future__ import annotations
