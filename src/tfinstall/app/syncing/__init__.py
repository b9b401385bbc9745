"""Lock → exactly that environment: planned first, told, and then made as a transaction."""

from __future__ import annotations

from tfinstall.app.syncing.doing import sync
from tfinstall.app.syncing.planning import SyncOrder, SyncPlan, opened, plan_sync

__all__ = ["SyncOrder", "SyncPlan", "opened", "plan_sync", "sync"]
