"""Seven small programs for benches: each exports ``run``, which takes a size and returns an i32."""

from typing import NamedTuple


class Kernel(NamedTuple):
    """A module's text and the size that it is run with."""

    text: str
    size: int


KERNELS = {
    "fib": Kernel(
        """(module (func $fib (export "run") (param i32) (result i32)
 (if (result i32) (i32.lt_s (local.get 0) (i32.const 2)) (then (local.get 0))
 (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1))) (call $fib (i32.sub
      (local.get 0) (i32.const 2))))))))""",
        20,
    ),
    "sieve": Kernel(
        """(module (memory 1) (func (export "run") (param $n i32) (result i32) (local $i i32)
      (local $j i32) (local $c i32)
 (local.set $i (i32.const 0))
 (loop $z (i32.store8 (local.get $i) (i32.const 1)) (br_if $z (i32.lt_u (local.tee $i
      (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
 (local.set $i (i32.const 2))
 (block $done (loop $outer (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
  (if (i32.load8_u (local.get $i)) (then
    (local.set $c (i32.add (local.get $c) (i32.const 1)))
    (local.set $j (i32.add (local.get $i) (local.get $i)))
    (block $d2 (loop $in (br_if $d2 (i32.ge_u (local.get $j) (local.get $n)))
      (i32.store8 (local.get $j) (i32.const 0))
      (local.set $j (i32.add (local.get $j) (local.get $i))) (br $in)))))
  (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $outer)))
 (local.get $c)))""",
        20_000,
    ),
    "list": Kernel(
        """(module (memory 1) (func (export "run") (param $r i32) (result i32) (local $i i32)
      (local $p i32) (local $s i32)
 (loop $b (i32.store (i32.shl (local.get $i) (i32.const 3)) (i32.shl (i32.rem_u (i32.add
      (i32.mul (local.get $i) (i32.const 7)) (i32.const 1)) (i32.const 3000)) (i32.const 3)))
   (i32.store offset=4 (i32.shl (local.get $i) (i32.const 3)) (local.get $i))
   (br_if $b (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3000))))
 (loop $o (local.set $i (i32.const 3000)) (local.set $p (i32.const 0))
  (loop $w (local.set $s (i32.add (local.get $s) (i32.load offset=4 (local.get $p))))
      (local.set $p (i32.load (local.get $p)))
    (br_if $w (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
  (br_if $o (local.tee $r (i32.sub (local.get $r) (i32.const 1)))))
 (local.get $s)))""",
        20,
    ),
    "crc": Kernel(
        """(module (memory 1) (func (export "run") (param $n i32) (result i32) (local $i i32)
      (local $c i32) (local $k i32)
 (local.set $c (i32.const -1))
 (loop $l (local.set $c (i32.xor (local.get $c) (i32.load8_u (local.get $i))))
      (local.set $k (i32.const 8))
   (loop $b (local.set $c (if (result i32) (i32.and (local.get $c) (i32.const 1)) (then
      (i32.xor (i32.shr_u (local.get $c) (i32.const 1)) (i32.const 0xedb88320))) (else
      (i32.shr_u (local.get $c) (i32.const 1)))))
     (br_if $b (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
   (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
 (i32.xor (local.get $c) (i32.const -1))))""",
        4_000,
    ),
    "matmul": Kernel(
        """(module (memory 1) (func (export "run") (param $n i32) (result i32) (local $i i32)
      (local $j i32) (local $k i32) (local $s f64)
 (loop $f (f64.store (i32.shl (local.get $i) (i32.const 3)) (f64.convert_i32_u
      (local.get $i))) (br_if $f (i32.lt_u (local.tee $i (i32.add (local.get $i)
      (i32.const 1))) (i32.const 1200))))
 (local.set $i (i32.const 0))
 (loop $a (local.set $j (i32.const 0))
  (loop $b (local.set $k (i32.const 0)) (local.set $s (f64.const 0))
   (loop $c (local.set $s (f64.add (local.get $s) (f64.mul
       (f64.load (i32.shl (i32.add (i32.mul (local.get $i) (local.get $n)) (local.get $k))
      (i32.const 3)))
       (f64.load offset=4608 (i32.shl (i32.add (i32.mul (local.get $k) (local.get $n))
      (local.get $j)) (i32.const 3))))))
     (br_if $c (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 1))) (local.get $n))))
   (f64.store offset=16384 (i32.shl (i32.add (i32.mul (local.get $i) (local.get $n))
      (local.get $j)) (i32.const 3)) (local.get $s))
   (br_if $b (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 1))) (local.get $n))))
  (br_if $a (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
 (i32.wrap_i64 (i64.reinterpret_f64 (local.get $s)))))""",
        24,
    ),
    "xorshift": Kernel(
        """(module (func (export "run") (param $n i32) (result i32) (local $x i64)
 (local.set $x (i64.const 88172645463325252))
 (loop $l (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 13))))
  (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
  (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 17))))
  (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
 (i32.wrap_i64 (local.get $x))))""",
        20_000,
    ),
    "qsort": Kernel(
        """(module (memory 1)
 (func $at (param $i i32) (result i32) (i32.load (i32.shl (local.get $i) (i32.const 2))))
 (func $put (param $i i32) (param $v i32) (i32.store (i32.shl (local.get $i)
      (i32.const 2)) (local.get $v)))
 (func $sort (param $lo i32) (param $hi i32) (local $i i32) (local $j i32) (local $p i32)
      (local $t i32)
  (if (i32.ge_s (local.get $lo) (local.get $hi)) (then (return)))
  (local.set $p (call $at (i32.shr_u (i32.add (local.get $lo) (local.get $hi)) (i32.const 1))))
  (local.set $i (local.get $lo)) (local.set $j (local.get $hi))
  (block $done (loop $part
   (loop $up (if (i32.lt_s (call $at (local.get $i)) (local.get $p)) (then (local.set $i
      (i32.add (local.get $i) (i32.const 1))) (br $up))))
   (loop $down (if (i32.gt_s (call $at (local.get $j)) (local.get $p)) (then (local.set $j
      (i32.sub (local.get $j) (i32.const 1))) (br $down))))
   (if (i32.le_s (local.get $i) (local.get $j)) (then
     (local.set $t (call $at (local.get $i))) (call $put (local.get $i) (call $at
      (local.get $j))) (call $put (local.get $j) (local.get $t))
     (local.set $i (i32.add (local.get $i) (i32.const 1))) (local.set $j (i32.sub
      (local.get $j) (i32.const 1)))))
   (br_if $part (i32.le_s (local.get $i) (local.get $j)))))
  (call $sort (local.get $lo) (local.get $j)) (call $sort (local.get $i) (local.get $hi)))
 (func (export "run") (param $n i32) (result i32) (local $i i32) (local $x i32)
  (local.set $x (i32.const 12345))
  (loop $f (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 1103515245))
      (i32.const 12345)))
    (call $put (local.get $i) (i32.shr_u (local.get $x) (i32.const 8)))
    (br_if $f (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
  (call $sort (i32.const 0) (i32.sub (local.get $n) (i32.const 1)))
  (call $at (i32.shr_u (local.get $n) (i32.const 1)))))""",
        3_000,
    ),
}
