"""The numbers of a digest for programs: facts.json, which is the whole digest, and a CSV file for each section."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from functools import lru_cache
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from pipeline.digest.facts import Fact, facts_of
from pipeline.errors import InputError
from pipeline.model.page import Digest
from pipeline.model.week import Plan
from pipeline.shift.suppress import count, few

COLUMNS = ("id", "label", "printed", "value", "unit", "k", "n", "low", "high", "verdict", "vintage", "query")
NAMES = tuple(each.name for each in fields(Fact))
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell starts that a spreadsheet would run


def to_json(digest: Digest, facts: Sequence[Fact] | None = None) -> str:
    """
    The same facts for a program: one JSON object, fields as in `model.Digest`, dates as "YYYY-MM-DD".

    Its *facts* list every printed number with its query, n, interval and vintage; they are derived from the rest.

    Args:
        facts: as `facts_of` gives them, where they are at hand.
    """
    listed = [_slim(fact) | {"vintage": digest.vintage} for fact in (facts_of(digest) if facts is None else facts)]
    found = {each.name: getattr(digest, each.name) for each in fields(digest)} | {"facts": listed}
    try:
        return orjson.dumps(found, option=orjson.OPT_INDENT_2).decode() + "\n"
    except TypeError:  # half a character from outside, which UTF-8 cannot hold
        plain = asdict(digest) | {"facts": listed}
        return json.dumps(plain, default=str, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def from_json(text: str | bytes) -> Digest:
    """
    The digest that `to_json` wrote: rendered, it gives the same bytes.

    Raises:
        InputError: it is not one, or a program of another version wrote it.
    """
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError("facts of a digest", f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def csv_files(digest: Digest, facts: Sequence[Fact] | None = None) -> Mapping[str, str]:
    """The CSV file of each section with numbers, by file name: one row per fact."""
    queries = dict(digest.queries)
    rows: dict[str, list[Fact]] = {}
    for fact in facts_of(digest) if facts is None else facts:
        rows.setdefault(fact.section, []).append(fact)
    return {f"{section}.csv": _csv(mine, queries, digest) for section, mine in rows.items()}


def _csv(facts: list[Fact], queries: Mapping[str, str], digest: Digest) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    told, plan = set[str](), digest.summary.plan
    for fact in facts:
        sql = fact.sql or queries.get(fact.query, "")
        where = " and ".join(f"{column} = {value}" for column, value in fact.row)
        once = f"the query above{f', row {where}' if where else ''}" if sql and sql in told else sql
        told.add(sql)
        cells = [_shown(fact, name, plan) for name in COLUMNS[:-2]]
        writer.writerow(_cell(each) for each in (*cells, digest.vintage, once))
    return file.getvalue()


def _shown(fact: Fact, name: str, plan: Plan) -> Any:
    """A field of a fact as a reader is given it: a count that is withheld on the page is withheld here."""
    if fact.k is not None and fact.n is not None and few(fact.k, fact.n, plan):
        if name == "k":
            return count(fact.k, fact.n, plan)
        if name == "value" and fact.unit == "pieces":
            return None
    return getattr(fact, name)


def _cell(value: Any) -> Any:
    """A value as a cell; words from outside that would be run as a formula are quoted."""
    if isinstance(value, str):
        signed = value[:1] in "+-" and value[1:2].isdigit()  # a number with its sign, as printed
        return f"'{value}" if value.startswith(FORMULA) and not signed else value
    return "" if value is None else value


def _slim(fact: Fact) -> dict[str, Any]:
    """A fact without what it does not have."""
    held = ((name, getattr(fact, name)) for name in NAMES)
    return {name: value for name, value in held if value not in (None, "", ())}


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Digest]:
    return TypeAdapter(Digest)
