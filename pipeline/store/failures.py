"""Items that did not get through a stage: noted, counted, mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from pipeline.model.codes import Stage
from pipeline.model.texts import Failure
from pipeline.store.connection import Store


def save_failures(
    store: Store, failures: Sequence[Failure], retry: Callable[[Failure, int], datetime | None] | None = None
) -> None:
    """
    Note failures; one that was noted before is counted up.

    Args:
        store: open for writing.
        failures: of one stage.
        retry: when to try the item again, given how often it failed before; None = never.
    """
    if not failures:
        return
    rows = store.read("failures_times", stage=failures[0].stage, keys=[each.key for each in failures])
    times = {row["key"]: row["times"] for row in rows}
    store.write(
        "failures_save",
        (
            {
                "stage": each.stage,
                "key": each.key,
                "reason": each.reason,
                "at_time": each.at,
                "retry_at": retry(each, times.get(each.key, 0)) if retry else None,
            }
            for each in failures
        ),
        counts=any(each.key not in times for each in failures),
    )


def mend_failures(store: Store, stage: Stage, keys: Iterable[str], now: datetime) -> None:
    """Note that items got through after all."""
    store.write("failures_mend", ({"key": key} for key in keys), stage=stage, now=now)
