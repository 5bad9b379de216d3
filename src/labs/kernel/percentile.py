"""A percentile of a stream of numbers, estimated without keeping them.

The P² algorithm: five markers at the minimum, the maximum, the percentile and halfway to it from
both sides. Each number moves the markers beyond it; a marker that is off its place by one moves
along a parabola through its neighbors.

Source: R. Jain, I. Chlamtac, "The P² algorithm for dynamic calculation of quantiles and histograms
without storing observations", CACM 28(10), 1985.
"""


class Percentile:
    """The value that *share* (above 0, below 1) of the numbers so far do not exceed."""

    def __init__(self, share: float) -> None:
        self.share = share
        self._heights: list[float] = []
        self._places = [0, 1, 2, 3, 4]
        self._desired = [0, 2 * share, 4 * share, 2 + 2 * share, 4]

    @property
    def value(self) -> float:
        """The estimate; 0 before the first number."""
        if not self._heights:
            return 0.0
        if len(self._heights) < 5:
            return self._heights[int(self.share * len(self._heights))]
        return self._heights[2]

    def add(self, number: float) -> None:
        """Take in one more number."""
        heights, places = self._heights, self._places
        if len(heights) < 5:
            heights.append(number)
            heights.sort()
            return
        heights[0], heights[4] = min(heights[0], number), max(heights[4], number)
        cell = next(i for i in range(1, 5) if number < heights[i] or i == 4)
        for i in range(cell, 5):
            places[i] += 1
        for i, step in enumerate((0, self.share / 2, self.share, (1 + self.share) / 2, 1)):
            self._desired[i] += step
        for i in (1, 2, 3):
            off = self._desired[i] - places[i]
            if off >= 1 and places[i + 1] - places[i] > 1:
                self._move(i, 1)
            elif off <= -1 and places[i - 1] - places[i] < -1:
                self._move(i, -1)

    def _move(self, i: int, step: int) -> None:
        heights, (low, place, high) = self._heights, self._places[i - 1 : i + 2]
        below, height, above = heights[i - 1 : i + 2]
        rise = (place - low + step) * (above - height) / (high - place)
        fall = (high - place - step) * (height - below) / (place - low)
        guess = height + step / (high - low) * (rise + fall)
        if not below < guess < above:  # the parabola overshoots: go straight
            other = i + step
            guess = height + step * (heights[other] - height) / (self._places[other] - place)
        heights[i] = guess
        self._places[i] += step
