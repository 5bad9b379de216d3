"""Multi-Paxos between regions: what distance costs, and what a window and a batch buy back.

One set of rules (:mod:`~labs.consensus.acceptor`) runs on a simulated network with faults
(:mod:`~labs.consensus.cluster`) and in a search of every order of messages
(:mod:`~labs.consensus.explore`); a faster model (:mod:`~labs.consensus.load`) has the steady state
under load, and :mod:`~labs.consensus.phase2` the rounds of the page's drawings. What a run did is
judged from outside (:mod:`~labs.consensus.linear`, :mod:`~labs.consensus.agreement`). All of it
models published techniques; what is not public about the library is left out.
"""
