"""Ekko Elastic: which machines to provision, and which model shard goes on which.

How Ekko Elastic itself decides is not public, so this package models the problem and not the
product: vector bin packing with several machine types, solved to a proven optimum or to a stated
gap, in whole numbers throughout.

* A *pattern* is what one machine of some type holds: a number of shards of each class.
* A *price* of a class is what one more of its shards would cost; *worth* is the sum of prices.
* A *floor* is a cost below which there is no packing; it is proved by prices at which no pattern
  is worth more than its machine.

Demands and prices of the example are invented.

Sources:

* P. C. Gilmore, R. E. Gomory, "A linear programming approach to the cutting-stock problem",
  Operations Research 9(6), 1961.
* A. A. Farley, "A note on bounding a class of linear programming problems, including cutting
  stock problems", Operations Research 38(5), 1990.
* E. H. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian elimination",
  Mathematics of Computation 22(103), 1968.
* R. Panigrahy, K. Talwar, L. Uyeda, U. Wieder, "Heuristics for vector bin packing", 2011.
"""
