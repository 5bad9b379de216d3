"""Storage functions to start from, in the text format, and guests that misbehave.

Records lie in memory as a store would hand them over; a function gets an address or a count.
"""

from typing import NamedTuple


class Program(NamedTuple):
    """A module's text, and the call that a reader finds at it."""

    title: str
    call: str
    text: str


def _words(numbers: list[int]) -> str:
    """Return numbers as the bytes of a data segment, four each, lowest first."""
    return "".join(f"\\{byte:02x}" for number in numbers for byte in number.to_bytes(4, "little"))


LONGEST_CHAIN = 64
_RECORDS = [31, 8, 64, 12, 97, 5, 40, 77, 23, 90, 2, 58]
_CHAIN = [part for i in range(LONGEST_CHAIN) for part in ((i * 37 + 11) % LONGEST_CHAIN * 8, i + 1)]

PROGRAMS = {
    "sum": Program("Sum of records", f"sum(0, {len(_RECORDS)})", f"""(module
  (memory (export "memory") 1)
  (data (i32.const 0) "{_words(_RECORDS)}")
  (func (export "sum") (param $at i32) (param $count i32) (result i32)
    (local $total i32)
    (loop $next
      (local.set $total
        (i32.add (local.get $total) (i32.load (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next
        (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $total)))
"""),
    "walk": Program("Walk along a chain", "walk(0, 16)", f"""(module
  (memory (export "memory") 1)
  (data (i32.const 0) "{_words(_CHAIN)}")
  ;; a record is the address of the next one, then a value
  (func (export "walk") (param $at i32) (param $reads i32) (result i32)
    (local $total i32)
    (loop $next
      (local.set $total
        (i32.add (local.get $total) (i32.load offset=4 (local.get $at))))
      (local.set $at (i32.load (local.get $at)))
      (br_if $next
        (local.tee $reads (i32.sub (local.get $reads) (i32.const 1)))))
    (local.get $total)))
"""),
    "fib": Program("Fibonacci numbers", "fib(7)", """(module
  (func $fib (export "fib") (param $n i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else
        (i32.add
          (call $fib (i32.sub (local.get $n) (i32.const 1)))
          (call $fib (i32.sub (local.get $n) (i32.const 2))))))))
"""),
    "spin": Program("Endless loop", "spin()", """(module
  (func (export "spin") (local $count i32)
    (loop $again
      (local.set $count (i32.add (local.get $count) (i32.const 1)))
      (br $again))))
"""),
    "bomb": Program("Memory bomb", "bomb()", """(module
  (memory (export "memory") 1)
  (func (export "bomb") (result i32)
    (block $refused
      (loop $more
        (br_if $refused
          (i32.eq (memory.grow (i32.const 1)) (i32.const -1)))
        (br $more)))
    (memory.size)))
"""),
    "recursion": Program("Endless recursion", "deeper(0)", """(module
  (func $deeper (export "deeper") (param $depth i32) (result i32)
    (call $deeper (i32.add (local.get $depth) (i32.const 1)))))
"""),
    "copy": Program("Bulk copy", "copy()", """(module
  (memory (export "memory") 2)
  (func (export "copy")
    (loop $again
      (memory.copy (i32.const 65536) (i32.const 0) (i32.const 65536))
      (br $again))))
"""),
    "stray": Program("Stray index", "stray(65520)", """(module
  (memory (export "memory") 1)
  (func (export "stray") (param $at i32)
    (loop $next
      (i32.store (local.get $at) (i32.const 7))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br $next))))
"""),
}  # fmt: skip
GUESTS = ("spin", "bomb", "recursion", "copy")
