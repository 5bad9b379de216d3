"""Ekko Elastic: which machines to provision, and which model shard goes on which.

How Ekko Elastic itself decides is not public, so this package models the problem and not the
product: vector bin packing with several machine types, a static baseline, one greedy rule, an
exact answer for small cases, and column generation with its bounds. It leaves out demand that
changes over time, replicas that must stay apart, stock limits and the cost of moving a shard.
Demands and prices are invented for illustration.
"""
