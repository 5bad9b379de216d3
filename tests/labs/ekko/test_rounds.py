"""Counting comparisons."""

from labs.ekko.rounds import RULES, Workload, compared_per_round


def test_without_rules_every_key_is_compared_every_round() -> None:
    workload = Workload(shards=3, keys_per_shard=5, rounds=4)
    assert compared_per_round(workload)["compare every key"] == 15


def test_each_rule_saves_work() -> None:
    counts = list(compared_per_round(Workload()).values())
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) == len(RULES)


def test_with_no_updates_only_the_shard_version_makes_a_round_free() -> None:
    workload = Workload(shards=2, keys_per_shard=10, updates_per_round=0, rounds=1, cache=4)
    assert list(compared_per_round(workload).values()) == [20, 8, 0]
