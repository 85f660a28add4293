"""Both schedules and Prefect's page, from one command."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import IO

import click

from pipeline.errors import FetchError, PipelineError
from pipeline.fetch import Limits, Policy, fetch_one

PATIENCE = 150  # seconds a fresh server may take


class ServerError(PipelineError):
    """Prefect's server did not come up; *which* is its address."""

    what = "no Prefect server"


@click.command()
@click.option("--port", default=4200, show_default=True, help="Of Prefect's page, on this machine only.")
def serve(port: int) -> None:
    """
    Run the hourly ingest and the Monday digest until interrupted, with Prefect's page beside them.

    With PREFECT_API_URL set, that server is used and none is started.

    Example: detente serve --port 4200
    """
    with contextlib.ExitStack() as stack:
        if not os.environ.get("PREFECT_API_URL"):
            os.environ["PREFECT_API_URL"] = stack.enter_context(_server(port))
        click.echo(f"Prefect: {os.environ['PREFECT_API_URL'].removesuffix('/api')}")
        from flows.schedule import serve_schedules

        serve_schedules()


@contextlib.contextmanager
def _server(port: int) -> Iterator[str]:
    """Prefect's server as a child that ends with us; gives the address of its API."""
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=said)  # noqa: S603
        try:
            _wait(child, url, said)
            yield url
        finally:
            child.terminate()
            try:
                child.wait(timeout=20)
            except subprocess.TimeoutExpired:
                child.kill()


def _wait(child: subprocess.Popen[bytes], url: str, said: IO[bytes]) -> None:
    policy = Policy(agent="detente", allow=frozenset({"127.0.0.1"}), limits=Limits(tries=1, total=5))
    for _ in range(PATIENCE * 2):
        if child.poll() is not None:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()
            raise ServerError(url, last[-1] if last else f"it ended with {child.returncode}; is the port taken?")
        with contextlib.suppress(FetchError):
            if fetch_one(f"{url}/health", policy).status == HTTPStatus.OK:
                return
        time.sleep(0.5)
    raise ServerError(url, f"no answer within {PATIENCE} s")
