"""The linearizability checker, on histories whose verdict is known from elsewhere."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.consensus.agreement import violations
from labs.consensus.linear import REGISTER, Operation, linearizable, register
from support.consensus import histories


def test_every_public_history_of_etcd_gets_its_verdict() -> None:
    found = histories.etcd()

    assert len(found) >= 51
    verdicts = {number for number, history in found.items() if linearizable(history, REGISTER)}
    assert verdicts == histories.RIGHT & set(found)


def test_histories_of_a_key_value_store_get_theirs() -> None:
    found = histories.key_values()

    assert len(found) >= 2
    for name, keys in found.items():
        right = all(linearizable(history, histories.TEXT) for history in keys)
        assert right == name.endswith("ok"), name


def recorded(seed: int) -> list[Operation]:
    """Return a history that is right: operations applied at moments inside their intervals."""
    random = Random(seed)
    state, history = REGISTER.initial, []
    busy = [0] * 4
    for moment in sorted(random.sample(range(1_000), 14)):
        client = min(range(4), key=busy.__getitem__)
        if busy[client] > moment:
            continue
        called = random.randint(busy[client], moment)
        returned = busy[client] = moment + random.randrange(200)
        action = random.choice(
            [("read",), ("write", random.randrange(3)), ("cas", random.randrange(3), 1)]
        )
        answer = {"read": state, "write": None, "cas": action[1:] == (state, 1)}[action[0]]
        operation = Operation(action, answer, called, returned)
        after = register(state, operation)
        assert after is not None
        state = after
        history.append(operation)
    assert len(history) > 5
    return history


def by_brute_force(history: list[Operation]) -> bool:
    """Try every order that respects the intervals."""
    for order in permutations(history):
        state = REGISTER.initial
        for index, operation in enumerate(order):
            if any(
                later.returned is not None and later.returned < operation.called
                for later in order[index + 1 :]
            ):
                break
            after = register(state, operation)
            if after is None:
                break
            state = after
        else:
            return True
    return False


def test_200_right_histories_are_right_and_200_with_one_answer_changed_are_wrong() -> None:
    for seed in range(200):
        history = recorded(seed)
        assert linearizable(history, REGISTER), seed

        reads = [i for i, operation in enumerate(history) if operation.action == ("read",)]
        if not reads:  # add one at the end, for there must be an answer to change
            end = max(operation.returned or 0 for operation in history)
            history.append(Operation(("read",), None, end + 1, end + 2))
            reads = [len(history) - 1]
        changed = reads[seed % len(reads)]
        history[changed] = history[changed]._replace(answer=7)  # never written
        assert not linearizable(history, REGISTER), seed


OPERATIONS = st.builds(
    lambda action, answer, called, took: Operation(
        action,
        answer if action[0] == "read" else None if action[0] == "write" else answer == 1,
        called,
        None if took is None else called + took,
    ),
    st.sampled_from([("read",), ("write", 0), ("write", 1), ("cas", 0, 1), ("cas", 1, 0)]),
    st.sampled_from([-1, 0, 1]),
    st.integers(0, 12),
    st.one_of(st.none(), st.integers(1, 8)),
)


@given(st.lists(OPERATIONS, max_size=5))
def test_verdicts_are_those_of_trying_every_order(history: list[Operation]) -> None:
    assert linearizable(history, REGISTER) == by_brute_force(history)


def test_the_register_refuses_what_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="no operation"):
        register(0, Operation(("add", 1), None, 0, 1))


def test_agreement_sees_each_kind_of_wrong() -> None:
    right = [(0, ("a",)), (1, ()), (2, ("b", "c"))]
    assert violations([right, right[:2], []], {"a", "b", "c"}) == []
    assert violations([right, [(0, ("b",))]], {"a", "b", "c"}) == [
        "two values were applied in slot 0"
    ]
    assert violations([right[:1] + right[2:]], {"a", "b", "c"}) == [
        "slot 2 was applied when slot 1 was due"
    ]
    assert violations([right], {"a", "b"}) == ["slot 2 holds a command that nobody gave"]
