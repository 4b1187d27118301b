;; Logs its whole memory of 59 MB as one line, again and again.
(import "assay:plugin/log@0.1.0" "write" (func $write (param i32 i32 i32 i32)))
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32)
  (drop (memory.grow (i32.const 900)))
  (loop $again
    (call $write (i32.const 288) (i32.const 7) (i32.const 4096) (i32.const 59000000))
    (br $again))
  unreachable)
