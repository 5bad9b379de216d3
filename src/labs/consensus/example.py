"""The settings that the consensus page shows: where the leader stands, how far it runs ahead."""

LEADER = "us-west-1"
WINDOW = 4  # slots in flight
