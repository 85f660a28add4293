"""Codes by a language model behind an OpenAI-compatible service: remembered, budgeted, patient, and never guessing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from time import sleep

from pipeline.classify.backends.answer import (
    RefusedAnswerError,
    UnusableAnswerError,
    content_of,
    read_answer,
    tokens_of,
)
from pipeline.classify.backends.prompt import MOST_ANSWER, prompt_version, question
from pipeline.classify.backends.protocol import LEAST_WORDS, Ask, Memory, Row, nothing
from pipeline.classify.context import Context
from pipeline.errors import CodingError, ExhaustedError, FetchError
from pipeline.fetch import Answer, UnreachableError, retry_after
from pipeline.model.coding import Assessment
from pipeline.model.pack import Pack

PARALLEL = 4  # questions under way: a service of one's own seldom takes more
TRIES = 3  # of one question
LONGEST_WAIT = 60.0  # seconds that a service may ask us to wait; more, and the rest is left to the next run
BACKOFF = 1.0  # seconds before the second try, twice that before the third
FAILURES = 5  # questions in a row without an answer, after which no more are asked
BUSY = (408, 425, 429)
CLOSED = {401: "the key is not accepted", 403: "the key may not do this", 404: "no such model or address"}
LETTERS_PER_TOKEN = 3  # a cautious guess, where the service does not count


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """What one question came to."""

    content: str = ""  # "" = no usable answer
    tokens: int = 0
    why: str = ""  # it has none
    closed: bool = False  # it would be useless to ask for another text
    again: bool = False  # the same question may be answered yet
    pause: float = 0.0  # seconds before that
    misfit: bool = False  # it was answered, with what does not fit


class LanguageModel:
    """
    One model, one prompt, one run.

    Args:
        pack: its codes and labels make the prompt.
        model: as the service names it.
        ask: sends a payload to the service.
        memory: answers of earlier runs.
        budget: tokens of this run; what would go beyond is not asked.
        wait: sleeps so many seconds.
    """

    def __init__(
        self,
        pack: Pack,
        *,
        model: str,
        ask: Ask,
        memory: Memory,
        budget: int,
        wait: Callable[[float], None] = sleep,
    ) -> None:
        self.method = f"llm:{model}"
        self.prompt = prompt_version(pack)
        self.version = hashlib.sha256(f"{self.prompt}:{model}".encode()).hexdigest()[:12]
        self.spent = 0  # tokens
        self._pack, self._model, self._ask, self._memory = pack, model, ask, memory
        self._budget, self._wait = budget, wait
        self._failures = 0
        self._stopped = ""  # why nothing more is asked

    def code(self, id: str, title: str, text: str, context: Context | None = None) -> Assessment:
        """
        Code one article by title and text; see `code_all`.

        Raises:
            CodingError: no usable answer.
        """
        (found,) = self.code_all([(id, title, text)])
        if isinstance(found, CodingError):
            raise found
        return found

    def code_all(self, articles: Iterable[Row]) -> Iterator[Assessment | CodingError]:
        """
        Code many, in order, a few at a time.

        A text below LEAST_WORDS words is coded as nothing, unasked. An answer that does not fit the codebook is asked
        for once more, with what was wrong; a service that is slow or busy is waited for within bounds. Where the budget
        is spent, or the service refuses or is gone, each further article that is not remembered gives an
        ExhaustedError.
        """
        rest = iter(articles)
        with ThreadPoolExecutor(PARALLEL, thread_name_prefix="ask") as pool:
            while rows := list(islice(rest, PARALLEL)):
                kept = [self._memory.recall(self._key(row)) for row in rows]
                wanted = [row for row, answer in zip(rows, kept, strict=True) if answer is None and _readable(row)]
                asked = self._affordable(wanted)
                replies = dict(zip(asked, pool.map(self._question, asked), strict=True))
                for row, answer in zip(rows, kept, strict=True):
                    yield self._outcome(row, answer, replies.get(row))

    def _affordable(self, rows: list[Row]) -> list[Row]:
        """The first of *rows* that the budget allows."""
        taken: list[Row] = []
        expected = self.spent
        for row in rows:
            expected += len(question(self._pack, self._model, row[1], row[2])) // LETTERS_PER_TOKEN + MOST_ANSWER
            if not self._stopped and expected > self._budget:
                self._stopped = f"the budget of {self._budget} tokens is spent ({self.spent} used)"
            if self._stopped:
                break
            taken.append(row)
        return taken

    def _outcome(self, row: Row, kept: str | None, reply: _Reply | None) -> Assessment | CodingError:
        if kept is not None:
            try:
                return self._read(row, kept)
            except UnusableAnswerError as error:
                return CodingError(row[0], f"the remembered answer cannot be used: {error}")
        if not _readable(row):
            return nothing(self._pack, row[0], self.method, self.version)
        if reply is None:
            return ExhaustedError(self.method, self._stopped)
        self.spent += reply.tokens
        if reply.content:
            self._failures = 0
            found = self._read(row, reply.content)
            self._memory.keep(self._key(row), reply.content, model=self._model, prompt=self.prompt, tokens=reply.tokens)
            return found
        self._failures += 1
        if reply.closed:
            self._stopped = reply.why
        elif self._failures >= FAILURES:
            self._stopped = f"{FAILURES} questions in a row without an answer, the last: {reply.why}"
        return CodingError(row[0], reply.why)

    def _read(self, row: Row, content: str) -> Assessment:
        return read_answer(self._pack, row[0], row[2], content, method=self.method, version=self.version)

    def _question(self, row: Row) -> _Reply:
        """Ask until the answer fits, TRIES times at most. Runs in a thread: it touches nothing that is shared."""
        tokens, reply = 0, _Reply()
        for number in range(TRIES):
            payload = question(self._pack, self._model, row[1], row[2], reply.why if reply.misfit else "")
            try:
                reply = self._take(row, payload, self._ask(payload), BACKOFF * 2**number)
            except UnreachableError as error:
                reply = _Reply(why=error.why, again=True, pause=BACKOFF * 2**number)
            except FetchError as error:
                reply = _Reply(why=error.why, closed=True)
            tokens += reply.tokens
            if not reply.again:
                break
            if reply.pause and number + 1 < TRIES:
                self._wait(reply.pause)
        return replace(reply, tokens=tokens)

    def _take(self, row: Row, payload: bytes, answer: Answer, backoff: float) -> _Reply:
        """What one answer of the service means for its question."""
        if answer.status == 200:
            tokens = tokens_of(answer.body) or (len(payload) + len(answer.body)) // LETTERS_PER_TOKEN
            try:
                content = content_of(answer.body)
                self._read(row, content)
            except RefusedAnswerError as error:
                return _Reply(tokens=tokens, why=str(error))
            except UnusableAnswerError as error:
                return _Reply(tokens=tokens, why=str(error), again=True, misfit=True)
            return _Reply(content=content, tokens=tokens)
        why = CLOSED.get(answer.status) or f"HTTP {answer.status}"
        if answer.status < 500 and answer.status not in BUSY:
            return _Reply(why=why, closed=answer.status in CLOSED)
        pause = _wished(answer) or backoff
        if pause > LONGEST_WAIT:
            return _Reply(why=f"{why}: come back in {pause:.0f} s", closed=True)
        return _Reply(why=why, again=True, pause=pause)

    def _key(self, row: Row) -> str:
        return hashlib.sha256("\0".join((self.version, row[1], row[2])).encode(errors="replace")).hexdigest()


def _readable(row: Row) -> bool:
    return len(row[2].split(None, LEAST_WORDS)) >= LEAST_WORDS


def _wished(answer: Answer) -> float:
    """Seconds that the service asks us to wait, by its own clock; 0 = it does not say."""
    try:
        now = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        now = datetime.max.replace(tzinfo=UTC)  # without its clock, a date means nothing
    wished = retry_after(answer.headers.get("retry-after", ""), now if now.tzinfo else now.replace(tzinfo=UTC))
    return wished.total_seconds() if wished else 0.0
