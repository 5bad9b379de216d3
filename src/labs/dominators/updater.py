"""DomTreeUpdater: one interface to keep both trees up to date, at once or when they are asked for.

LLVM's class of that name (7.0; its contract made precise in 9.0), in Python's spelling. A pass
changes the graph first and then tells the updater, each update once. The updater knows which trees
there are and when they are to be brought up to date:

* *eager*: every call updates the trees before it returns;
* *lazy*: updates wait in a list, and each tree has a cursor into it. Asking for a tree applies
  what lies beyond its cursor as one batch. Updates behind both cursors are dropped. A block that
  was deleted stays, without edges, until no tree waits for an update.
"""

from collections.abc import Callable, Iterable
from enum import Enum

from labs.dominators.batch import LLVM_RULE, RebuildRule, Update, apply_updates
from labs.dominators.graph import Graph
from labs.dominators.insertion import update_roots
from labs.dominators.tree import DominatorTree, Effect


class Strategy(Enum):
    """When the trees follow the graph (LLVM: ``UpdateStrategy``)."""

    EAGER = "eager"
    LAZY = "lazy"


class DomTreeUpdater:
    """Keeps a dominator tree, a post-dominator tree, both or neither, true to *graph*."""

    def __init__(
        self,
        graph: Graph,
        dom_tree: DominatorTree | None = None,
        post_dom_tree: DominatorTree | None = None,
        strategy: Strategy = Strategy.EAGER,
        rule: RebuildRule | None = LLVM_RULE,
    ) -> None:
        if dom_tree and dom_tree.post:
            raise ValueError("The first tree must be a dominator tree.")
        if post_dom_tree and not post_dom_tree.post:
            raise ValueError("The second tree must be a post-dominator tree.")
        self._graph = graph
        self._trees = [tree for tree in (dom_tree, post_dom_tree) if tree]
        self._strategy = strategy
        self._rule = rule
        self._pending: list[Update] = []
        self._cursors = {tree.post: 0 for tree in self._trees}
        self._deleted: dict[int, list[Callable[[int], None]]] = {}

    # -- what kind of updater this is ------------------------------------------------------------

    def is_lazy(self) -> bool:
        """``isLazy``: whether updates wait."""
        return self._strategy is Strategy.LAZY

    def is_eager(self) -> bool:
        """``isEager``: whether updates happen at once."""
        return self._strategy is Strategy.EAGER

    def has_dom_tree(self) -> bool:
        """``hasDomTree``: whether there is a dominator tree."""
        return False in self._cursors

    def has_post_dom_tree(self) -> bool:
        """``hasPostDomTree``: whether there is a post-dominator tree."""
        return True in self._cursors

    # -- telling it about changes ----------------------------------------------------------------

    def apply_updates(self, updates: Iterable[Update]) -> None:
        """``applyUpdates``: the graph has changed by exactly these updates.

        On balance an edge is inserted once, deleted once, or unchanged; the rest is the
        ValueError of :func:`~labs.dominators.batch.legalize`, raised when the updates are
        applied. An edge from a vertex to itself never matters and is dropped.
        """
        proper = [update for update in updates if update.x != update.y]
        if not self._trees:
            return
        self._pending += proper
        if self.is_eager():
            self.flush()

    def apply_updates_permissive(self, updates: Iterable[Update]) -> None:
        """``applyUpdatesPermissive``: the graph may have changed by these; look for yourself.

        Updates of one edge must be in the order they happened. Since no update is given twice, the
        first that names an edge tells whether the edge was there before: a deletion says it was.
        The graph tells whether it is there now. Where these differ the update is real.
        """
        first: dict[tuple[int, int], Update] = {}
        for update in updates:
            first.setdefault((update.x, update.y), update)
        self.apply_updates(
            update
            for (x, y), update in first.items()
            if self._graph.has(x, y) == (update.kind == "insert")
        )

    def delete_block(self, block: int) -> None:
        """``deleteBB``: *block*, into which no edge leads any more, is to go.

        Edges out of it that the caller has left are deleted now and followed like any update.
        (LLVM drops them too, when it puts ``unreachable`` in the block, but counts on the caller
        to have reported them.) A lazy updater removes the block itself once no tree waits for an
        update. ValueError: the block has predecessors, is the entry or is to go already.
        """
        self.callback_delete_block(block, None)

    def callback_delete_block(self, block: int, callback: Callable[[int], None] | None) -> None:
        """``callbackDeleteBB``: as :meth:`delete_block`, and call *callback* just before.

        ValueError if *block* is the entry or has predecessors.
        """
        name = self._graph.names[block]
        if block == self._graph.entry:
            raise ValueError(f"{name} is the entry and cannot be deleted.")
        if self._graph.predecessors(block):
            raise ValueError(f"{name} still has predecessors and cannot be deleted.")
        if block in self._deleted and callback is None:
            raise ValueError(f"{name} is to be deleted already.")
        dropped = [Update("delete", block, s) for s in self._graph.successors(block)]
        for update in dropped:
            self._graph.delete(update.x, update.y)
        self.apply_updates(dropped)
        callbacks = self._deleted.setdefault(block, [])
        if callback is not None:
            callbacks.append(callback)
        if self.is_eager():
            self._remove_deleted()

    def recalculate(self) -> None:
        """``recalculate``: build every tree anew, at once even if lazy; nothing waits after it.

        Blocks that wait to be deleted go first: a fresh tree must not know them.
        """
        self._remove_deleted(from_trees=False)
        for tree in self._trees:
            tree.recalculate()
            self._cursors[tree.post] = len(self._pending)
        self._drop_applied()

    # -- asking it ---------------------------------------------------------------------------------

    def get_dom_tree(self) -> DominatorTree:
        """``getDomTree``: the dominator tree, up to date. ValueError if there is none."""
        return self._get(post=False)

    def get_post_dom_tree(self) -> DominatorTree:
        """``getPostDomTree``: the post-dominator tree, up to date. ValueError if none."""
        return self._get(post=True)

    def flush(self) -> None:
        """``flush``: bring both trees up to date and remove deleted blocks."""
        for tree in self._trees:
            self._apply(tree)
        self._drop_applied()

    def has_pending_updates(self) -> bool:
        """``hasPendingUpdates``: whether a tree waits for an update."""
        return self.has_pending_dom_tree_updates() or self.has_pending_post_dom_tree_updates()

    def has_pending_dom_tree_updates(self) -> bool:
        """``hasPendingDomTreeUpdates``: whether the dominator tree waits; no tree never does."""
        return self._waits(post=False)

    def has_pending_post_dom_tree_updates(self) -> bool:
        """``hasPendingPostDomTreeUpdates``: whether the post-dominator tree waits."""
        return self._waits(post=True)

    def has_pending_deleted_block(self) -> bool:
        """``hasPendingDeletedBB``: whether a block waits to be removed."""
        return bool(self._deleted)

    def is_block_pending_deletion(self, block: int) -> bool:
        """``isBBPendingDeletion``: whether *block* waits to be removed."""
        return block in self._deleted

    # -- how it works --------------------------------------------------------------------------

    def _get(self, post: bool) -> DominatorTree:
        for tree in self._trees:
            if tree.post is post:
                self._apply(tree)
                self._drop_applied()
                return tree
        raise ValueError(f"There is no {'post-' if post else ''}dominator tree.")

    def _waits(self, post: bool) -> bool:
        return self._cursors.get(post, len(self._pending)) < len(self._pending)

    def _apply(self, tree: DominatorTree) -> None:
        waiting = self._pending[self._cursors[tree.post] :]
        self._cursors[tree.post] = len(self._pending)
        apply_updates(tree, waiting, self._rule)

    def _drop_applied(self) -> None:
        """Forget updates behind both cursors; once none waits, remove the deleted blocks."""
        done = min(self._cursors.values(), default=0)
        del self._pending[:done]
        self._cursors = {post: cursor - done for post, cursor in self._cursors.items()}
        if not self._pending:
            self._remove_deleted()

    def _remove_deleted(self, from_trees: bool = True) -> None:
        for block, callbacks in self._deleted.items():
            for callback in callbacks:
                callback(block)
            self._graph.remove(block)
            for tree in self._trees if from_trees else ():
                if block in tree:
                    tree.erase(block)
                    if block in tree.roots:
                        tree.roots.remove(block)
                    update_roots(tree, Effect.LEFT, self._graph)
        self._deleted.clear()
