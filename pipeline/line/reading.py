"""How pages are read at present: the extractor, and what it knows of each outlet's chrome."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import ExtractError
from pipeline.extract import extract_all
from pipeline.extract.learn import chrome_name
from pipeline.extract.page import EXTRACTOR
from pipeline.line.run import Run
from pipeline.model.codes import Route
from pipeline.model.texts import Article, Page
from pipeline.store import texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of one stored page."""

    key: str  # of the page
    tool: str  # extractor and chrome that it was read with
    outcome: Article | ExtractError

    @property
    def size(self) -> int:
        """Characters of its text."""
        return len(self.outcome.text) if isinstance(self.outcome, Article) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """
    The present way of reading.

    What is learned is fixed at the start and comes from articles of earlier runs, so that the texts do not depend on
    how far a killed run had come. The tool's name changes with it: the same page and the same name give the same text.
    """

    chrome: Mapping[str, frozenset[int]]  # outlet -> fingerprints of lines
    tools: Mapping[str, str]  # outlet -> name of extractor and chrome, where chrome is known

    def tool(self, outlet: str) -> str:
        """The name under which pages of an outlet are read."""
        return self.tools.get(outlet, EXTRACTOR)

    def read(self, run: Run, pages: Iterable[tuple[str, Route, Page]]) -> Iterator[Reading]:
        """Read pages, given with key and route, in parallel and in their order."""
        waiting: deque[tuple[str, Route]] = deque()
        settings = run.settings

        def sent() -> Iterator[Page]:
            for key, route, page in pages:
                waiting.append((key, route))
                yield page

        found = extract_all(sent(), workers=settings.workers, seconds=settings.page_seconds, chrome=self.chrome)
        for page, outcome in found:
            key, route = waiting.popleft()
            tool = self.tool(page.outlet)
            if isinstance(outcome, Article):
                outcome = replace(outcome, route=route, page=key, extractor=tool)
            yield Reading(key=key, tool=tool, outcome=outcome)


def present_way(run: Run, outlets: Sequence[str]) -> Way:
    """The way to read pages of some outlets, with what the stored articles teach of their chrome."""
    chrome = texts.learned_lines(run.store, outlets)
    return Way(
        chrome=chrome, tools={outlet: f"{EXTRACTOR} chrome {chrome_name(marks)}" for outlet, marks in chrome.items()}
    )
