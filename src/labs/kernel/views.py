"""Views that draw panels side by side, as most do."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from labs.kernel.drawing import Drawing, render_panels


class PanelView(ABC):
    """A :class:`~labs.kernel.model.View` with one picture, unless it says otherwise."""

    name: ClassVar[str]
    """A slug, unique on a page, for the ids inside its pictures."""
    pictures: int = 1
    """How many there are, where that is known from the start."""

    def steps(self) -> int:
        """Return the number of pictures."""
        return self.pictures

    def draw(self, step: int = 0) -> str:
        """Return picture *step* as SVG, its headline for a title."""
        panels = self.panels(step)
        return render_panels(self.name, self.headline(step), self.describe(step), panels)

    @abstractmethod
    def headline(self, step: int = 0) -> str:
        """Return one sentence: what picture *step* shows."""

    @abstractmethod
    def describe(self, step: int = 0) -> str:
        """Return the text equivalent of picture *step*."""

    @abstractmethod
    def panels(self, step: int = 0) -> Sequence[Drawing]:
        """Draw the panels of picture *step*."""
