"""How many keys a replica compares, round after round, with each rule of the protocol added.

Updates are skewed, as a recommender's are: key number *r* is drawn with weight 1/*r*, so a few
hot keys are written again and again and most are never touched.
"""

from dataclasses import dataclass
from functools import cache
from random import Random

from labs.ekko.shard import Shard


@dataclass(frozen=True)
class Workload:
    """What is written between two pulls; every count is a number of keys."""

    shards: int = 64
    keys_per_shard: int = 100
    updates_per_round: int = 20
    rounds: int = 50
    cache: int = 16  # keys in the update cache of one shard
    seed: int = 1


RULES = (
    ("compare every key", {"use_cache": False, "use_version": False}),
    ("compare the update cache", {"use_cache": True, "use_version": False}),
    ("and skip unchanged shards", {"use_cache": True, "use_version": True}),
)


def compared_per_round(workload: Workload) -> dict[str, float]:
    """Return, for each of :data:`RULES`, the mean number of keys compared in one round."""
    return {name: _run(workload, **rule) for name, rule in RULES}


@cache
def _run(workload: Workload, *, use_cache: bool, use_version: bool) -> float:
    random = Random(workload.seed)
    shards = range(workload.shards)
    trainers = [Shard("training", workload.cache) for _ in shards]
    readers = [Shard("inference", workload.cache) for _ in shards]
    keys = range(workload.shards * workload.keys_per_shard)
    for key in keys:
        trainers[key % workload.shards].write(str(key), 0.0)
    for trainer, reader in zip(trainers, readers, strict=True):
        reader.pull(trainer)  # both start equal
    weights = [1 / (key + 1) for key in keys]
    compared = 0
    for _ in range(workload.rounds):
        for key in random.choices(keys, weights, k=workload.updates_per_round):
            trainers[key % workload.shards].write(str(key), 1.0)
        for trainer, reader in zip(trainers, readers, strict=True):
            pull = reader.pull(trainer, use_cache=use_cache, use_version=use_version)
            compared += len(pull.compared)
    return compared / workload.rounds
