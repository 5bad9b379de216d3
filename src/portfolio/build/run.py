"""``python -m portfolio.build docs _build``: build the site, or say clearly why not.

The site is written into ``_build/draft`` and takes the place of ``_build/html`` only when it is
complete and nothing was wrong, by renaming the folder: a build that fails, or is stopped, leaves
the previous site as it was. ``_build/draft/record.json`` is deleted when a build begins and
written when it has ended well; where it is missing, the next build starts from nothing. So what
is published never depends on how an earlier build ended.
"""

import contextlib
import fcntl
import io
import json
import shutil
import sys
import traceback
from collections.abc import Collection, Iterator
from pathlib import Path

from portfolio.build import fingerprint
from portfolio.build.fingerprint import Work
from portfolio.content.diagnostic import Mistake, MistakesError

CODE = Path(__file__).parents[2]


def main(arguments: list[str]) -> int:
    """Build the site in *source* into *target*/html; return the exit status.

    Prints the page to open, or one line for each mistake.
    """
    source, target = (Path(argument).resolve() for argument in arguments)
    with _alone(target):
        mistakes = build(source, target)
    if mistakes:
        sys.stderr.writelines(f"{mistake}\n" for mistake in mistakes)
        kept = " The site built before was kept." if (target / "html").exists() else ""
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        sys.stderr.write(f"{count}; nothing was published.{kept}\n")
        return 1
    sys.stdout.write(f"{shown(target / 'html' / 'index.html')}\n")
    return 0


def build(source: Path, target: Path) -> list[Mistake]:
    """Bring *target*/html up to date with *source*; return the mistakes that prevented it."""
    work, published = target / "draft", target / "html"
    _restore(work, published)
    now = fingerprint.record(source, CODE)
    before, output = _last_record(work)
    task, changed = fingerprint.compare(before, now)
    if task is Work.NOTHING and output == fingerprint.state(published):
        return []

    if task is Work.EVERYTHING:
        shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    (work / "record.json").unlink(missing_ok=True)
    shutil.rmtree(work / "html", ignore_errors=True)
    mistakes = run_sphinx(source, work, changed)
    if mistakes:
        return mistakes

    _publish(work, published)
    _write_record(work, now, fingerprint.state(published))
    return []


def run_sphinx(source: Path, work: Path, changed: Collection[str] = ()) -> list[Mistake]:
    """Run Sphinx from *source* into *work*/html, reading the pages named in *changed* anew.

    Returns every mistake found, in order. Pages parsed by an earlier run are taken from
    *work*/doctrees.
    """
    from sphinx.application import Sphinx  # here, so that a build with nothing to do is over soon
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from portfolio.build.diagnostics import Collector, explain

    log = Collector()
    app: Sphinx | None = None
    failures: list[Mistake] = []
    with patch_docutils(source), docutils_namespace():
        try:
            app = Sphinx(
                source,
                source,
                work / "html",
                work / "doctrees",
                "html",
                confoverrides={"nitpicky": True},
                status=None,
                warning=log,  # type: ignore[arg-type]  # Sphinx only writes to it
            )
            app.connect("env-get-outdated", lambda *_: list(changed))
            app.build()
        except MistakesError as error:
            failures.extend(error.mistakes)
        except Exception as error:  # shown as one line, whatever it is
            failures.append(_failed(error, source, work))
        mistakes = explain(log.entries, source, Path.cwd(), getattr(app, "env", None))
    return sorted({*mistakes, *failures})


def _failed(error: Exception, source: Path, work: Path) -> Mistake:
    """Describe the exception that ended Sphinx; its traceback goes to a file."""
    from sphinx.errors import SphinxError

    cause = getattr(error, "orig_exc", None) or error
    frames = traceback.extract_tb(cause.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(CODE)]
    if ours:
        file, line = ours[-1].filename, ours[-1].lineno or 1
    else:
        file, line = str(source / "conf.py"), 1
    report = work / "traceback.txt"
    report.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    traceback.print_exception(error, file=text)
    report.write_text(text.getvalue(), encoding="utf-8")
    words = str(error) if isinstance(error, SphinxError) else f"{type(cause).__name__}: {cause}"
    words = " ".join(words.split())
    return Mistake(shown(Path(file)), line, f"{words} (traceback in {shown(report)})")


def shown(path: Path) -> str:
    """Return *path* as a reader in the current folder would type it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Let a second build of the same *target* wait for the first."""
    target.mkdir(parents=True, exist_ok=True)
    with (target / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _publish(work: Path, published: Path) -> None:
    (work / "html" / ".buildinfo").unlink(missing_ok=True)  # Sphinx's own note to itself
    previous = work / "previous"
    shutil.rmtree(previous, ignore_errors=True)
    if published.exists():
        published.rename(previous)
    (work / "html").rename(published)
    shutil.rmtree(previous, ignore_errors=True)


def _restore(work: Path, published: Path) -> None:
    """Undo a publication that was interrupted between its two renames."""
    if not published.exists() and (work / "previous").exists():
        (work / "previous").rename(published)


def _last_record(work: Path) -> tuple[fingerprint.Record, str]:
    try:
        stored = json.loads((work / "record.json").read_text(encoding="utf-8"))
        return stored["inputs"], stored["output"]
    except (OSError, ValueError, KeyError):
        return {}, ""


def _write_record(work: Path, now: fingerprint.Record, output: str) -> None:
    partial = work / "record.json.partial"
    partial.write_text(json.dumps({"inputs": now, "output": output}), encoding="utf-8")
    partial.rename(work / "record.json")
