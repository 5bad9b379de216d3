"""Ekko: how replicas of a model find out what they lack, and where the copies travel.

A model of the ideas published about Ekko (Sima et al., OSDI '22): versions and version vectors,
the update cache with its hit condition, the shard version, and one leader per data centre. It
counts comparisons and transfers. It leaves out time, bandwidth, failures, priorities and
rollback, and it is not the paper's pseudo-code: every rule here is a reconstruction from public
descriptions.
"""
