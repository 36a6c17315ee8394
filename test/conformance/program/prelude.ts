/** Functions and variables that each module has: an allocator, and what puts log lines together. */
export function prelude(lineStart: number, heapStart: number): string {
  return `
  (global $heap (mut i32) (i32.const ${heapStart}))
  (global $line_end (mut i32) (i32.const ${lineStart}))
  (global $status (mut i64) (i64.const 0))
  (global $value_at (mut i32) (i32.const 0))
  (global $value_size (mut i32) (i32.const 0))

  ;; Memory that each callback has anew, so that addresses do not depend on what was before.
  (func $allocate (param $size i32) (result i32)
    (local $at i32) (local $missing i32)
    (local.set $at (global.get $heap))
    (global.set $heap (i32.and (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 7)) (i32.const -8)))
    (local.set $missing (i32.sub (global.get $heap) (i32.mul (memory.size) (i32.const 65536))))
    (if (i32.gt_s (local.get $missing) (i32.const 0))
      (then (drop (memory.grow (i32.add (i32.shr_u (local.get $missing) (i32.const 16)) (i32.const 1))))))
    (local.get $at))

  (func $put (param $byte i32)
    (i32.store8 (global.get $line_end) (local.get $byte))
    (global.set $line_end (i32.add (global.get $line_end) (i32.const 1))))

  (func $put_text (param $at i32) (param $size i32)
    (memory.copy (global.get $line_end) (local.get $at) (local.get $size))
    (global.set $line_end (i32.add (global.get $line_end) (local.get $size))))

  (func $put_unsigned (param $number i64)
    (if (i64.ge_u (local.get $number) (i64.const 10))
      (then (call $put_unsigned (i64.div_u (local.get $number) (i64.const 10)))))
    (call $put (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $number) (i64.const 10))))))

  (func $put_number (param $number i64)
    (call $put (i32.const 32))
    (call $put_unsigned (local.get $number)))

  (func $put_digit (param $digit i32)
    (call $put (i32.add (local.get $digit)
      (select (i32.const 48) (i32.const 87) (i32.lt_u (local.get $digit) (i32.const 10))))))

  ;; Printable characters as they are, others as \\xNN.
  (func $put_escaped (param $at i32) (param $size i32)
    (local $byte i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $size)))
        (local.set $byte (i32.load8_u (local.get $at)))
        (if (i32.and (i32.and (i32.ge_u (local.get $byte) (i32.const 32)) (i32.lt_u (local.get $byte) (i32.const 127)))
              (i32.and (i32.ne (local.get $byte) (i32.const 92)) (i32.ne (local.get $byte) (i32.const 34))))
          (then (call $put (local.get $byte)))
          (else
            (call $put (i32.const 92))
            (call $put (i32.const 120))
            (call $put_digit (i32.shr_u (local.get $byte) (i32.const 4)))
            (call $put_digit (i32.and (local.get $byte) (i32.const 15)))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $size (i32.sub (local.get $size) (i32.const 1)))
        (br $next))))

  (func $hash (param $at i32) (param $size i32) (result i64)
    (local $hash i32)
    (local.set $hash (i32.const 0x811c9dc5))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $size)))
        (local.set $hash (i32.mul
          (i32.xor (local.get $hash) (i32.load8_u (local.get $at))) (i32.const 0x01000193)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $size (i32.sub (local.get $size) (i32.const 1)))
        (br $next)))
    (i64.extend_i32_u (local.get $hash)))

  ;; The bytes in quotes, or of many their number and a hash.
  (func $put_bytes (param $at i32) (param $size i32)
    (call $put (i32.const 32))
    (if (i32.gt_u (local.get $size) (i32.const 1000))
      (then
        (call $put_unsigned (i64.extend_i32_u (local.get $size)))
        (call $put (i32.const 35))
        (call $put_unsigned (call $hash (local.get $at) (local.get $size))))
      (else
        (call $put (i32.const 34))
        (call $put_escaped (local.get $at) (local.get $size))
        (call $put (i32.const 34)))))

  ;; Header fields as {name=value, …}.
  (func $put_pairs (param $at i32) (param $size i32)
    (local $sizes i32) (local $count i32) (local $length i32)
    (call $put (i32.const 32))
    (call $put (i32.const 123))
    (if (local.get $size)
      (then
        (local.set $count (i32.load (local.get $at)))
        (local.set $sizes (i32.add (local.get $at) (i32.const 4)))
        (local.set $at (i32.add (local.get $sizes) (i32.mul (local.get $count) (i32.const 8))))))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $length (i32.load (local.get $sizes)))
        (call $put_escaped (local.get $at) (local.get $length))
        (call $put (i32.const 61))
        (local.set $at (i32.add (i32.add (local.get $at) (local.get $length)) (i32.const 1)))
        (local.set $length (i32.load offset=4 (local.get $sizes)))
        (call $put_escaped (local.get $at) (local.get $length))
        (local.set $at (i32.add (i32.add (local.get $at) (local.get $length)) (i32.const 1)))
        (local.set $sizes (i32.add (local.get $sizes) (i32.const 8)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br_if $done (i32.eqz (local.get $count)))
        (call $put (i32.const 44))
        (call $put (i32.const 32))
        (br $next)))
    (call $put (i32.const 125)))

  (func $say
    (drop (call $proxy_log (i32.const 2) (i32.const ${lineStart})
      (i32.sub (global.get $line_end) (i32.const ${lineStart})))))

  (func $begin (param $at i32) (param $size i32)
    (global.set $line_end (i32.const ${lineStart}))
    (call $put_text (local.get $at) (local.get $size)))

  (func $same (param $at i32) (param $size i32) (result i64)
    (local $index i32)
    (if (i32.ne (local.get $size) (global.get $value_size)) (then (return (i64.const 0))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $index) (local.get $size)))
        (if (i32.ne (i32.load8_u (i32.add (local.get $at) (local.get $index)))
              (i32.load8_u (i32.add (global.get $value_at) (local.get $index))))
          (then (return (i64.const 0))))
        (local.set $index (i32.add (local.get $index) (i32.const 1)))
        (br $next)))
    (i64.const 1))

  (func $overflow (param $depth i64) (result i64)
    (i64.add (call $overflow (i64.add (local.get $depth) (i64.const 1))) (local.get $depth)))
`;
}
