"""Where copies travel: what crosses the wide-area network, and how long the sender is busy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topology:
    """One training data centre and the inference data centres that follow it."""

    data_centres: int = 3
    replicas: int = 4  # replicas of one shard in each inference data centre

    def direct_copies(self) -> int:
        """Count the wide-area copies of one update when every replica pulls for itself."""
        return self.data_centres * self.replicas

    def leader_copies(self) -> int:
        """Count them when one elected leader in each data centre pulls."""
        return self.data_centres


def broadcast_seconds(gigabytes: float, data_centres: int, gigabits_per_second: float) -> float:
    """Return how long one sender needs to push a copy to each data centre, in seconds."""
    return gigabytes * 8 * data_centres / gigabits_per_second
