"""
Measure what it costs to poll 10,000 feeds of which 95 % answer 304, by `detente ingest` as a whole, database included.

Run: python tests/bench/bench_polling.py. A server in a process of its own stands for 100 hosts on loopback. The first
poll meets every feed; of the second one feed in twenty has a new item, whose page is known already. Prints wall and CPU
seconds and the peak memory of the largest process; asked for: the second within 5 minutes and 512 MiB.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from pipeline.settings import ROOT

HOSTS = 100  # addresses 127.0.0.2 and up, each a host of its own
LIFE = 600  # seconds after which the server stops by itself
PAGES = 11  # per host: the items of all its feeds point to them
PAGE = "<html><head><title>A pier</title></head><body><article><h1>A pier</h1>{}</article></body></html>".format(
    "<p>The harbour board repainted the northern pier before the storm, and eleven people read about it.</p>" * 8
).encode()
START = datetime.now(UTC).replace(microsecond=0)


def feed(path: str, items: int, changed: bool) -> bytes:
    """A feed of *items*, whose newest is news when it has changed."""
    first = int(path.strip("/").split(".")[0])
    listed = "".join(
        f"<item><title>Piece {number} of {first}</title><link>/a/{(first + number) % PAGES}.html</link>"
        f"<guid isPermaLink='false'>{path}-{number}</guid>"
        f"<pubDate>{format_datetime(START - timedelta(hours=7 * number + first % 97))}</pubDate>"
        f"<description>{'The tide tables were counted twice. ' * 6}</description></item>"
        for number in range(0 if changed else 1, items + 1)
    )
    return f"<rss version='2.0'><channel><title>{first}</title>{listed}</channel></rss>".encode()


class Stand:
    """Feeds and pages for anyone who asks; after the first round, one feed in twenty has changed."""

    def __init__(self, items: int) -> None:
        self.items = items
        self.fresh = self.unchanged = 0  # answers 200 and 304 of feeds, since last asked for
        self.asked: set[bytes] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            while True:
                writer.write(self.answer(await reader.readuntil(b"\r\n\r\n")))
                await writer.drain()
        writer.close()

    def answer(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1]
        if path == b"/counts":
            said, self.fresh, self.unchanged = b"%d x 200, %d x 304" % (self.fresh, self.unchanged), 0, 0
            return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(said), said)
        if not path.endswith(b".xml"):
            return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%b" % (len(PAGE), PAGE)
        name = path.decode()
        changed = path in self.asked and int(name.strip("/").split(".")[0]) % 20 == 0
        self.asked.add(path)
        tag = f'"{hashlib.md5(name.encode() + bytes([changed])).hexdigest()}"'.encode()  # noqa: S324 - a mere tag
        if tag in head:
            self.unchanged += 1
            return b"HTTP/1.1 304 Not Modified\r\nETag: %b\r\n\r\n" % tag
        self.fresh += 1
        body = feed(name, self.items, changed)
        return b"HTTP/1.1 200 OK\r\nETag: %b\r\nContent-Length: %d\r\n\r\n%b" % (tag, len(body), body)

    async def run(self, port: int) -> None:
        hosts = [address(number) for number in range(HOSTS)]
        async with await asyncio.start_server(self.serve, hosts, port, limit=1 << 16, backlog=512):
            print("ready", flush=True)
            await asyncio.sleep(LIFE)


def address(number: int) -> str:
    return f"127.0.0.{number % HOSTS + 2}"


def spent(command: list[str], environment: dict[str, str]) -> str:
    """Run a command; what it and its children took, and the last line that it printed."""
    start = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = running.stdout.read().splitlines()
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        sys.exit(f"{command}: exit code {running.returncode}")
    wall, cpu = time.perf_counter() - start, used.ru_utime + used.ru_stime
    return f"{wall:6.1f} s wall, {cpu:6.1f} s CPU, peak {used.ru_maxrss / 1024:4.0f} MiB; {said[-1]}"


def write_pack(folder: Path, feeds: int, port: int) -> None:
    """Two feeds to an outlet; the hosts are named in the settings file."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    outlet = (
        '[[outlet]]\nkey = "o{0}"\nname = "Outlet {0}"\nfeeds = {1}\ncountry = ""\naffiliation = "unknown"\n'
        'owner = ""\nkind = "blog"\ngenre = ""\nlanguage = "en"\nadded = 2026-11-01\n'
    )
    urls = [f"http://{address(number)}:{port}/{number}.xml" for number in range(feeds)]
    (folder / "seeds/feeds.toml").write_text(
        "\n".join(outlet.format(number, urls[number : number + 2]) for number in range(0, feeds, 2)), encoding="utf-8"
    )
    hosts = [address(number) for number in range(HOSTS)]
    (folder / "detente.toml").write_text(
        f"pack = {str(folder / 'seeds')!r}\nhome = {str(folder / 'data')!r}\nallow_hosts = {hosts}\nworkers = 2\n",
        encoding="utf-8",
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--feeds", type=int, default=10_000)
    options.add_argument("--items", type=int, default=10, help="of one feed")
    options.add_argument("--port", type=int, default=8790)
    options.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.serve:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(Stand(given.items).run(given.port))
        return
    server = subprocess.Popen([sys.executable, __file__, "--serve", *sys.argv[1:]], stdout=subprocess.PIPE)
    assert server.stdout is not None
    server.stdout.readline()
    folder = Path(tempfile.mkdtemp())
    try:
        write_pack(folder, given.feeds, given.port)
        environment = {**os.environ, "DETENTE_CONFIG": str(folder / "detente.toml")}
        ingest = [str(Path(sys.executable).with_name("detente")), "ingest"]
        for name in ("first poll", "second poll, 5 % changed", "third poll, all 304"):
            said = spent(ingest, environment)
            with urllib.request.urlopen(f"http://{address(0)}:{given.port}/counts") as counts:
                print(f"{name:24}  {counts.read().decode()}\n  {said}", flush=True)
        size = (folder / "data/detente.duckdb").stat().st_size >> 20
        print(f"{given.feeds} feeds of {given.items} items; database {size} MiB")
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
