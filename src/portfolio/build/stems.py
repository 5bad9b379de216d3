"""English stems, each computed once: Sphinx's index and ours ask for thousands at every build."""

from typing import ClassVar

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

from portfolio.cache import Memory, memory


class RememberedEnglish(SearchEnglish):
    """Sphinx's own English, with a memory."""

    known: ClassVar[Memory | None] = None

    def stem(self, word: str) -> str:
        """Return the stem of *word*."""
        return self.known.recall(word, super().stem) if self.known else super().stem(word)


def _open(app: Sphinx) -> None:
    RememberedEnglish.known = memory(app, "stems")


def _close(app: Sphinx, exception: Exception | None) -> None:
    if RememberedEnglish.known and not exception:
        RememberedEnglish.known.save()
    RememberedEnglish.known = None


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's English; last of all, write the stems down."""
    app.add_search_language(RememberedEnglish)
    app.connect("builder-inited", _open)
    app.connect("build-finished", _close, priority=1000)
