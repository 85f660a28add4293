"""Prefect: order, schedule, retries, limits. What the steps do stands in `pipeline.line`."""
