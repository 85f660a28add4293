"""
The command line: the table of commands, and errors in one line.

A command's module is imported when it runs, so that `detente --help` stays quick.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import click

from pipeline.cli import show
from pipeline.errors import PipelineError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "run": ("pipeline.cli.run:run", "The main job: seeds and feeds in, the digest of a week out."),
    "ingest": ("pipeline.cli.run:ingest", "Poll the feeds, fetch what is new and clean it."),
    "digest": ("pipeline.cli.run:digest", "Write the digest of one week."),
    "alert": ("pipeline.cli.alert:alert", "Between two issues: look for a clear change, and mail it if alerts are on."),
    "preview": ("pipeline.cli.preview:preview", "The page of a week while its templates are edited."),
    "backfill": ("pipeline.cli.backfill:backfill", "History from sitemaps, WARC files, JSONL and CSV."),
    "reextract": ("pipeline.cli.reextract:reextract", "What a better extractor would change, before it does."),
    "feeds": ("pipeline.cli.feeds:feeds", "The sources and their health; OPML both ways."),
    "extract": ("pipeline.cli.texts:extract", "HTML files, text files or URLs in, clean text out."),
    "classify": ("pipeline.cli.texts:classify", "Articles of a JSONL file in, their codes out."),
    "evaluate": ("pipeline.cli.evaluate:evaluate", "Measure the coding against coded articles."),
    "train": ("pipeline.cli.train:train", "Fit the coding again, to coded articles and the pack's examples."),
    "correct": ("pipeline.cli.correct:correct", "Say how an article is coded; your word wins over every method."),
    "why": ("pipeline.cli.why:why", "The evidence for every code of one article."),
    "shift": ("pipeline.cli.shift:shift", "Every figure of a week: what shifted, how sure that is, and why."),
    "backtest": ("pipeline.cli.backtest:backtest", "Hold the weekly analysis against known events."),
    "sql": ("pipeline.cli.sql:sql", "Ask the published database, read-only."),
    "subscribers": ("pipeline.cli.mail:subscribers", "Who gets the mail."),
    "mail": ("pipeline.cli.mail:mail", "What became of the mail; hold an issue back, release a mail."),
    "serve": ("pipeline.cli.serve:serve", "Run both schedules and Prefect's page in one process."),
    "doctor": ("pipeline.cli.doctor:doctor", "What is wrong here, and the command that mends it."),
}

_YOUNG = 50_000  # new objects after which garbage is looked for


class _Lazy(click.Group):
    """A group that knows its commands by name and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(_loaded(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _loaded(module: str) -> ModuleType:
    """
    Import a module; what it makes stays for the whole run, so the garbage collector need not walk it.

    Nor need it look for cycles among the rows of a batch, of which there are thousands and which have none.
    """
    gc.disable()
    gc.set_threshold(_YOUNG)
    try:
        return importlib.import_module(module)
    finally:
        gc.freeze()
        gc.enable()


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="detente")
def cli() -> None:
    """
    Détente: how is commentary shifting?

    Reads the feeds of magazines, think tanks and newspapers, codes what they publish against the topics of the pack,
    and writes a weekly digest. Start with `detente run`.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run a command: exit code 0, 1 with one line on stderr when it failed, 2 for wrong usage."""
    show.lenient()
    # numpy's BLAS would start a thread per core that waits by spinning: no matrix here is large enough to gain by it
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        code: Any = cli.main(args=arguments, prog_name="detente", standalone_mode=False)
        show.flush()
    except PipelineError as error:
        code = _fail(show.reason(error), 1)
    except click.UsageError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        code = _fail(error.format_message(), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        code = _fail("interrupted; what was stored is kept, run again to go on", 130)
    except BrokenPipeError:
        show.discard()  # the reader left, as `| head` does: nothing went wrong
        code = 0
    except OSError as error:
        code = _fail(f"file unusable: {error.filename or 'standard output'}: {error.strerror or error}", 1)
        show.discard()
    sys.exit(code if isinstance(code, int) else 0)


def _fail(reason: str, code: int) -> int:
    click.echo("error: " + show.line(reason), err=True)
    return code
