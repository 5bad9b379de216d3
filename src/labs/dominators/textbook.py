"""Small graphs with a history, as their sources have them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A graph in the notation of :mod:`~labs.dominators.text`, and where it is from."""

    title: str
    origin: str
    text: str
    edits: str
    """Some to begin with, our own."""


TEXTBOOK = {
    "loop": Example(
        "A loop with two ways out",
        "our own: what a compiler makes of a loop with a condition, an if and a break",
        "in -> test\ntest -> body out\nbody -> then else\nthen -> join\nelse -> join out\n"
        "join -> test",
        "- else -> join\n- else -> out\n+ then -> out\n+ else -> join",
    ),
    "lt1": Example(
        "Lengauer and Tarjan, figure 1",
        "Lengauer and Tarjan (1979), page 122",
        "R -> A B C\nA -> D\nB -> A D E\nC -> F G\nD -> L\nE -> H\nF -> I\nG -> I J\nH -> E K\n"
        "I -> K\nJ -> I\nK -> I R\nL -> H",
        "- G -> I\n- C -> G\n+ B -> G",
    ),
    "chk4": Example(
        "Cooper, Harvey and Kennedy, figure 4",
        "Cooper, Harvey and Kennedy (2001), figure 4: no structured program makes it",
        "6 -> 5 4\n5 -> 1\n4 -> 2 3\n3 -> 2\n2 -> 1 3\n1 -> 2",
        "- 5 -> 1\n- 4 -> 3\n+ 5 -> 3",
    ),
    "diamond": Example(
        "Two diamonds",
        "our own: two decisions in turn, and where each meets again",
        "a -> b c\nb -> d\nc -> d\nd -> e f\ne -> g\nf -> g",
        "- c -> d\n+ c -> g\n- f -> g",
    ),
}
