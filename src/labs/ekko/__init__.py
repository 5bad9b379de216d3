"""Ekko: how replicas of a model find out what they lack, and how updates spread to all of them.

A model of what has been published about Ekko (Sima et al., OSDI '22); it is not the company's
code. Definitions:

* A *version* is (clock, origin): when and where a row was last written. Versions are ordered.
* A *version vector* has one clock for each origin. A replica's vector is its *knowledge*: it has
  every write that the vector covers, or a newer version of the same row.
* One vector *dominates* another if it is at least as large in every entry.
* The *update cache* of a shard has the rows that changed last. A pull is a *hit* if the puller's
  vector dominates the versions of all rows outside the cache.
* A *shard version* is a number that grows with the shard's vector. If it has not moved since the
  last complete pull, there is nothing to pull.
* In each site one *leader* pulls over the wide area, the others from it.

The bound of the cache and the two lanes of the scheduler are reconstructions.

Sources:

* C. Sima et al., "Ekko: A large-scale deep learning recommender system with low-latency model
  update", OSDI 2022: abstract.
* Y. Fu, chapter on Ekko in the open textbook "Machine Learning Systems": the protocol, the
  ablation, the scheduler and the worked example.
* D. Malkhi, D. Terry, "Concise version vectors in WinFS", Distributed Computing 20, 2007.
* V. Enes et al., round-trip times between AWS regions, repository of Atlas and Tempo, 2020.
"""
