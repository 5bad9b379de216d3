"""The numbers that the consensus page takes from the model, each as text."""

from labs.consensus.example import LEADER, WINDOW
from labs.consensus.phase2 import commit_ms, rate
from labs.consensus.wan import SITES
from labs.kernel.formatting import fixed, in_words


def window() -> str:
    """Return how many slots the leader of the drawing keeps in flight."""
    return in_words(WINDOW)


def best_leader_ms() -> str:
    """Return the shortest wait for a majority, over all places a leader may stand."""
    return fixed(min(map(commit_ms, SITES)), 1)


def worst_leader_ms() -> str:
    """Return the longest wait for a majority."""
    return fixed(max(map(commit_ms, SITES)), 1)


def majority_ms() -> str:
    """Return the wait of a leader in California for a majority."""
    return fixed(commit_ms(LEADER), 1)


def two_votes_ms() -> str:
    """Return the wait of a leader in California for its own vote and one more."""
    return fixed(commit_ms(LEADER, 2), 1)


def one_at_a_time() -> str:
    """Return how many slots a second a leader in California fills one by one."""
    return fixed(rate(commit_ms(LEADER)), 1)
