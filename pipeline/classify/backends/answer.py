"""What a language model answered, checked against the codebook and the text."""

from __future__ import annotations

import re
from typing import Any

import orjson

from pipeline.classify.backends.prompt import MOST_QUOTES
from pipeline.classify.backends.protocol import assessment, codes_of
from pipeline.model.coding import Assessment, Evidence
from pipeline.model.pack import Pack

_MARKS = {"'": "['‘’ʼ]", "‘": "['‘’ʼ]", "’": "['‘’ʼ]", '"': '["“”„]', "“": '["“”„]', "”": '["“”„]'}
_DASHES = "-‐‑–—"
KEYS = ("dimension", "code", "quote")
LEAST_QUOTE = 12  # characters; a shorter one stands in any text


class UnusableAnswerError(ValueError):
    """An answer that is no JSON, or does not fit the codebook; its message says why."""


class RefusedAnswerError(UnusableAnswerError):
    """The model will not code this text: asking again would not help."""


def tokens_of(body: bytes) -> int:
    """The tokens that a completion took, question included; 0 = it does not say."""
    try:
        tokens = orjson.loads(body)["usage"]["total_tokens"]
    except (orjson.JSONDecodeError, LookupError, TypeError):
        return 0
    return tokens if isinstance(tokens, int) and tokens > 0 else 0


def content_of(body: bytes) -> str:
    """
    The text of a completion.

    Raises:
        RefusedAnswerError: the model refused.
        UnusableAnswerError: no completion, or one that was cut off.
    """
    try:
        choice = orjson.loads(body)["choices"][0]
        message, reason = choice["message"], choice.get("finish_reason")
        refused, content = message.get("refusal"), message.get("content")
    except (orjson.JSONDecodeError, LookupError, TypeError, AttributeError) as error:
        raise UnusableAnswerError("the service answered with no completion") from error
    if refused or reason == "content_filter":
        raise RefusedAnswerError("the model refused")
    if reason == "length":
        raise UnusableAnswerError("the answer was cut off")
    if not isinstance(content, str) or not content.strip():
        raise UnusableAnswerError("the answer is empty")
    return content


def read_answer(pack: Pack, id: str, text: str, content: str, *, method: str, version: str) -> Assessment:
    """
    Read one answer. Quotes that the text does not hold are dropped: nobody said them.

    Raises:
        UnusableAnswerError: no JSON object, a key missing, or a code that the codebook does not have.
    """
    try:
        said = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise UnusableAnswerError(f"no JSON: {error.msg}") from error
    if not isinstance(said, dict):
        raise UnusableAnswerError("no JSON object")
    codes = codes_of(pack)
    chosen: dict[str, Any] = {}
    for name, allowed in codes.items():
        given = said.get(name)
        if name == "topics":
            if not isinstance(given, list) or not set(map(str, given)) <= set(allowed):
                raise UnusableAnswerError(f"topics are no list of the codebook's: {_short(given)}")
            chosen[name] = tuple(slug for slug in allowed if slug in given)
        elif given not in allowed:
            raise UnusableAnswerError(f"{name} has no code {_short(given)}")
        else:
            chosen[name] = given
    if chosen["relevance"] == codes["relevance"][-1]:  # without the relationship nobody judges it
        chosen |= {name: codes[name][-1] for name in ("orientation", "blame", "outlook")}
    return assessment(id, method, version, chosen, scores={}, evidence=_evidence(said.get("evidence"), chosen, text))


def _evidence(given: Any, chosen: dict[str, Any], text: str) -> tuple[Evidence, ...]:
    found = []
    for each in given if isinstance(given, list) else []:
        if not isinstance(each, dict) or not all(
            isinstance(each.get(key), str) for key in ("dimension", "code", "quote")
        ):
            continue
        dimension, code = each["dimension"], each["code"]
        value = chosen.get(dimension, ())
        spoken = code in value if dimension == "topics" else code == value
        span = locate(each["quote"], text) if spoken else None
        if span:
            found.append(
                Evidence(
                    dimension=dimension, code=code, quote=text[slice(*span)], start=span[0], end=span[1], weight=0.0
                )
            )
    return tuple(found[:MOST_QUOTES])


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """
    Where a text holds a quote: (start, end), or None.

    White space, quotation marks and dashes may be of another kind; every other character must be the same.
    """
    quote = quote.strip()
    if len(quote) < LEAST_QUOTE:
        return None
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    pattern = r"\s+".join("".join(_loose(each) for each in word) for word in quote.split())
    found = re.search(pattern, text)
    return found.span() if found else None


def _loose(character: str) -> str:
    if character in _DASHES:
        return f"[{_DASHES}]"
    return _MARKS.get(character) or re.escape(character)


def _short(value: Any) -> str:
    return repr(value)[:60]
