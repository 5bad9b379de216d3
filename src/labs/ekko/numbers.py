"""The numbers that the Ekko page takes from the model, as text."""

from labs.ekko.example import TOPOLOGY, WORKLOAD, exchange
from labs.ekko.paths import broadcast_seconds
from labs.ekko.rounds import compared_per_round
from labs.kernel.formatting import fixed, in_words

# The worked example of openmlsys-zh, case_study.md, and the hourly share of barber2023ekko.
GIGABYTES, DATA_CENTRES, GIGABITS_PER_SECOND = 100.0, 5, 5.0
CHANGED_SHARE = 0.0308


def whole_model_seconds() -> str:
    """Seconds to push the whole model to every data centre."""
    return fixed(broadcast_seconds(GIGABYTES, DATA_CENTRES, GIGABITS_PER_SECOND), 0)


def changed_share_seconds() -> str:
    """Seconds to push, once, each parameter that changed within an hour."""
    changed = GIGABYTES * CHANGED_SHARE
    return fixed(broadcast_seconds(changed, DATA_CENTRES, GIGABITS_PER_SECOND), 0)


def data_centres() -> str:
    """How many data centres the drawing has."""
    return in_words(TOPOLOGY.data_centres)


def replicas() -> str:
    """Replicas in each of them."""
    return in_words(TOPOLOGY.replicas)


def pull_compared() -> str:
    """Keys that the pull of the drawing compares."""
    return in_words(len(exchange().pull.compared))


def pull_sent() -> str:
    """Keys that it sends."""
    return in_words(len(exchange().pull.sent))


def direct_copies() -> str:
    """Wide-area copies when every replica pulls for itself."""
    return str(TOPOLOGY.direct_copies())


def leader_copies() -> str:
    """Wide-area copies with one leader per data centre."""
    return str(TOPOLOGY.leader_copies())


def compared_all() -> str:
    """Keys compared in a round without cache and shard version."""
    return _compared(0)


def compared_cache() -> str:
    """Keys compared in a round with the update cache."""
    return _compared(1)


def compared_version() -> str:
    """Keys compared in a round with the update cache and the shard version."""
    return _compared(2)


def _compared(rule: int) -> str:
    return f"{list(compared_per_round(WORKLOAD).values())[rule]:,.0f}"
