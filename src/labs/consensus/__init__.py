"""Multi-Paxos between regions: what distance costs, and what a window and a batch buy back.

Measured round trips between five public regions (:mod:`~labs.consensus.wan`) drive the steady
state of one leader (:mod:`~labs.consensus.phase2`), and the drawings of the project page are
made from its runs (:mod:`~labs.consensus.page`).

The model leaves out
    * failures, elections and phase 1: one leader stays in office;
    * loss, queueing and jitter: a message takes half its pair's mean round trip, both ways;
    * processors, disks and the capacity of links, so its rates have no ceiling;
    * clients, which are thought to sit beside the leader;
    * everything that is not public about the library the page is named after: this is a model
      of the published technique.
"""
