"""Both schedules, served together."""

from __future__ import annotations

from prefect import serve
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from flows.ingest import ingest
from flows.weekly import weekly

HOURLY = Cron("7 * * * *", timezone="UTC")  # off the hour, when half the world's crontabs knock at the same doors
MONDAY = Cron("30 5 * * 1", timezone="UTC")
ONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)  # late runs become one


def deployments() -> tuple[RunnerDeployment, RunnerDeployment]:
    """The hourly ingest and the Monday digest, one run of each at a time."""
    return (
        RunnerDeployment.from_flow(ingest, "hourly", schedule=HOURLY, concurrency_limit=ONE),
        RunnerDeployment.from_flow(weekly, "monday", schedule=MONDAY, concurrency_limit=ONE),
    )


def serve_schedules() -> None:
    """Register both deployments with the server of PREFECT_API_URL and run them until interrupted."""
    serve(*deployments(), pause_on_shutdown=False)


if __name__ == "__main__":
    serve_schedules()
