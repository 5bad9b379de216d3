"""Dominator trees of a graph that changes: building, updating, and when to rebuild.

Definitions, for a directed graph with an entry r (a function's control-flow graph, its vertices
basic blocks):

* *x dominates y* if every path from r to y goes through x.
* The *immediate dominator* idom(y) is the dominator of y, other than y, that every other one
  dominates. Every vertex that r reaches, but r, has exactly one, so idom makes a tree with r as
  root: the *dominator tree*. *level(y)* is y's depth in it; r has 0.
* *NCD(x, y)* is the nearest common dominator, the nearest common ancestor in that tree.
* *Post-dominators* are the dominators of the reversed graph, whose entry is a virtual exit.

Letters, in every module: r the entry or root; v, w vertices, or their DFS numbers where that is
said; (x, y) an edge that is inserted or deleted; s a successor, p a predecessor.

In reading order: the graph (:mod:`~labs.dominators.graph`), its depth-first search
(:mod:`~labs.dominators.search`), Semi-NCA (:mod:`~labs.dominators.semi_nca`) and its rivals
(:mod:`~labs.dominators.iterative`, :mod:`~labs.dominators.lengauer_tarjan`), the tree
(:mod:`~labs.dominators.tree`), its updates (:mod:`~labs.dominators.insertion`,
:mod:`~labs.dominators.deletion`, :mod:`~labs.dominators.batch`), LLVM's DomTreeUpdater
(:mod:`~labs.dominators.updater`), and the check of all of them (:mod:`~labs.dominators.verify`).

Sources:

* T. Lengauer, R. E. Tarjan, "A fast algorithm for finding dominators in a flowgraph", TOPLAS
  1(1), 1979.
* K. D. Cooper, T. J. Harvey, K. Kennedy, "A simple, fast dominance algorithm", 2001.
* L. Georgiadis, "Linear-time algorithms for dominators and related problems", PhD thesis,
  Princeton, 2005: Semi-NCA, pages 21 to 23.
* L. Georgiadis, G. F. Italiano, L. Laura, F. Santaroni, "An experimental study of dynamic
  dominators", arXiv:1604.02711, 2016: depth-based search.
* LLVM, ``llvm/Support/GenericDomTreeConstruction.h`` and ``CFGUpdate.h``; D53245 for the rule
  that rebuilds.
"""
