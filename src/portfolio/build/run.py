"""Builds the site, or says clearly why not: ``python -m portfolio.build docs _build``.

The site is written into ``_build/draft`` and takes the place of ``_build/html`` only when it is
complete and nothing was wrong, by renaming the folder: a build that fails, or is stopped, leaves
the previous site as it was. ``_build/draft/record.json`` is deleted when a build begins and
written when it has ended well; where it is missing, the next build starts from nothing. So what
is published never depends on how an earlier build ended.
"""

import contextlib
import fcntl
import hashlib
import io
import json
import shutil
import sys
import traceback
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio.build import fingerprint
from portfolio.build.fingerprint import BuildScope
from portfolio.content.diagnostic import ContentError, Diagnostic, display_path

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

CODE = Path(__file__).parents[2]


def main(arguments: list[str]) -> int:
    """Build the site in *source* into *target*/html; return the exit status.

    Prints the page to open, or one line for each mistake. What this machine refuses (a folder
    that may not be written, a full disk) and an interrupt are one line too.
    """
    source, target = (Path(argument).absolute() for argument in arguments)
    try:
        with _locked(target):
            mistakes = build(source, target)
    except KeyboardInterrupt:
        sys.stderr.write(f"interrupted; nothing was published.{_kept_note(target)}\n")
        return 130
    except OSError as error:
        place = f"{display_path(Path(error.filename))}: " if error.filename else ""
        reason = error.strerror or str(error)
        sys.stderr.write(f"{place}{reason}; nothing was published.{_kept_note(target)}\n")
        return 1
    if mistakes:
        sys.stderr.writelines(f"{mistake}\n" for mistake in mistakes)
        count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        sys.stderr.write(f"{count}; nothing was published.{_kept_note(target)}\n")
        return 1
    sys.stdout.write(f"{display_path(target / 'html' / 'index.html')}\n")
    return 0


def _kept_note(target: Path) -> str:
    return " The site built before was kept." if (target / "html").exists() else ""


def build(source: Path, target: Path) -> list[Diagnostic]:
    """Bring *target*/html up to date with *source*; return the mistakes that prevented it."""
    work, published = target / "draft", target / "html"
    _restore(work, published)
    last = _last_record(work)
    now = fingerprint.record(source, CODE, last.dependencies)
    scope, changed = fingerprint.compare(last.inputs, now, last.dependencies)
    if last.output != fingerprint.state(published):  # somebody changed what was published
        scope = BuildScope.REWRITE if scope in _KEEPS_DOCTREES else BuildScope.FULL
    if scope is BuildScope.NONE:
        return []

    if scope is BuildScope.FULL:
        shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    (work / "record.json").unlink(missing_ok=True)
    shutil.rmtree(work / "html", ignore_errors=True)
    if scope is BuildScope.INCREMENTAL:
        _keep_pages(published, work / "html")
    mistakes, dependencies = run_sphinx(source, work, changed)
    if mistakes:
        return mistakes

    _publish(work, published)
    included = {file for files in dependencies.values() for file in files}
    inputs = now | fingerprint.digests(included - now.keys())
    _write_record(work, LastBuild(inputs, fingerprint.state(published), dependencies))
    return []


# Scopes in which pages whose own text is the same are not parsed again.
_KEEPS_DOCTREES = {BuildScope.NONE, BuildScope.INCREMENTAL, BuildScope.REWRITE}


def run_sphinx(
    source: Path, work: Path, changed: Collection[str] = ()
) -> tuple[list[Diagnostic], dict[str, list[str]]]:
    """Run Sphinx from *source* into *work*/html, reading the pages named in *changed* anew.

    Returns every mistake, in order, and the files outside our code that each page includes.
    Pages parsed by an earlier run are taken from *work*/doctrees, and those written by one that
    lie in *work*/html stay there unless Sphinx or :mod:`portfolio.build.freshness` says that they
    must be written again.
    """
    from sphinx.application import Sphinx  # here, so that a build with nothing to do is over soon
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from portfolio.build import conf_check, source_check
    from portfolio.build.diagnostics import WarningCollector, translate

    if unreadable := source_check.check(source, display_path(source)):
        return unreadable, {}
    conf = display_path(source / "conf.py")
    configuration = conf_check.check(source / "conf.py", conf)
    if configuration.mistakes:
        return configuration.mistakes, {}
    home = source / f"{configuration.values.get('root_doc', 'index')}.md"
    if not home.is_file():
        return [Diagnostic(display_path(home), 1, "there is no such page; it is the home page")], {}
    log = WarningCollector()
    app: Sphinx | None = None
    failures: list[Diagnostic] = []
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
            settings = {"extensions", *(option.name for option in app.config)}
            if unknown := conf_check.unknown_names(configuration, settings, conf):
                raise ContentError(unknown)
            app.connect("env-get-outdated", lambda *_: list(changed))
            app.build()
            _drop_unused(app.env, work / "html")
        except ContentError as error:
            failures.extend(error.mistakes)
        except (Exception, SystemExit) as error:  # one line, whatever it is and wherever it arose
            cause = getattr(error, "orig_exc", None)  # Sphinx wraps what its events raise
            if isinstance(cause, ContentError):
                failures.extend(cause.mistakes)
            elif not log.says("portfolio.encoding", home):  # Sphinx cannot do without that page
                failures.append(_failure(error, source, work))
        mistakes = translate(log.entries, source, Path.cwd(), getattr(app, "env", None))
    return sorted({*mistakes, *failures}), _dependencies(app.env) if app else {}


def _dependencies(env: "BuildEnvironment") -> dict[str, list[str]]:
    """Return the files that each page includes or shows, our own code aside."""
    names = {name for of_page in env.dependencies.values() for name in of_page}
    paths = {name: Path(env.srcdir, name).resolve() for name in names}
    files = {
        page: sorted(str(paths[name]) for name in of_page if not paths[name].is_relative_to(CODE))
        for page, of_page in env.dependencies.items()
    }
    return {page: paths for page, paths in sorted(files.items()) if paths}


def _keep_pages(published: Path, html: Path) -> None:
    """Copy the pages that were *published* to *html*, without the files that every build writes."""

    def static(folder: str, names: list[str]) -> set[str]:
        return set(names) if Path(folder) == published / "_static" else set()

    shutil.copytree(published, html, ignore=static)


def _drop_unused(env: "BuildEnvironment", html: Path) -> None:
    """Remove the images and downloads of pages as they were before."""
    used = {html / "_images" / name for _, name in env.images.values()}
    used |= {html / "_downloads" / name for _, name in env.dlfiles.values()}
    for folder in ("_images", "_downloads"):
        for path in sorted((html / folder).rglob("*"), reverse=True):
            if path.is_file() and path not in used:
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()


def _failure(error: BaseException, source: Path, work: Path) -> Diagnostic:
    """Describe the exception that ended Sphinx; its traceback goes to a file."""
    from sphinx.errors import ConfigError, ExtensionError, SphinxError, ThemeError

    from portfolio.build.diagnostics import LONGEST, line_of_setting

    cause = getattr(error, "orig_exc", None) or error
    conf = source / "conf.py"
    frames = traceback.extract_tb(cause.__traceback__)
    in_conf = [frame for frame in frames if frame.filename == str(conf)]
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(CODE)]
    message = " ".join(f"{type(cause).__name__}: {cause}".split())
    if in_conf:
        return Diagnostic(display_path(conf), in_conf[-1].lineno or 1, message)
    configured = isinstance(cause, ConfigError | ExtensionError | ThemeError)
    setting = "html_theme: " if isinstance(cause, ThemeError) else ""
    if configured and (at := line_of_setting(f"{setting}{cause}", conf)):
        explanation = " ".join(str(cause).split())
        return Diagnostic(
            display_path(conf),
            at,
            explanation if len(explanation) <= LONGEST else f"{explanation[:LONGEST]}…",
        )
    if isinstance(cause, OSError) and _is_below(cause.filename, source):
        return Diagnostic(display_path(Path(cause.filename)), 1, cause.strerror or message)
    if isinstance(cause, SyntaxError) and cause.filename and Path(cause.filename).is_file():
        file, line = cause.filename, cause.lineno or 1
    elif ours:
        file, line = ours[-1].filename, ours[-1].lineno or 1
    else:
        file, line = str(conf), 1
    report = work / "traceback.txt"
    report.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    traceback.print_exception(error, file=text)
    report.write_text(text.getvalue(), encoding="utf-8")
    if isinstance(cause, SphinxError):
        message = " ".join(str(cause).split())
    return Diagnostic(
        display_path(Path(file)), line, f"{message} (traceback in {display_path(report)})"
    )


def _is_below(name: object, folder: Path) -> bool:
    return isinstance(name, str) and Path(name).absolute().is_relative_to(folder)


@contextlib.contextmanager
def _locked(target: Path) -> Iterator[None]:
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


@dataclass(frozen=True)
class LastBuild:
    """What is known of the last build: its inputs, the state of its output, what pages include."""

    inputs: fingerprint.Record = field(default_factory=dict)
    output: str = ""
    dependencies: dict[str, list[str]] = field(default_factory=dict)


def _last_record(work: Path) -> LastBuild:
    """Return the record of the last build; an empty one if it is missing or damaged."""
    try:
        stored = json.loads((work / "record.json").read_text(encoding="utf-8"))
        inputs, output, dependencies = (stored[name] for name in _FIELDS)
        if stored["digest"] != _digest_of(inputs, output, dependencies):
            return LastBuild()
        return LastBuild(inputs, output, dependencies)
    except (OSError, ValueError, KeyError, TypeError):
        return LastBuild()


_FIELDS = ("inputs", "output", "dependencies")


def _digest_of(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _write_record(work: Path, build: LastBuild) -> None:
    partial = work / "record.json.partial"
    stored = {name: getattr(build, name) for name in _FIELDS}
    stored["digest"] = _digest_of(*stored.values())
    partial.write_text(json.dumps(stored), encoding="utf-8")
    partial.rename(work / "record.json")
