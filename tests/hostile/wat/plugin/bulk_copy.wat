;; Copies sixty megabytes over themselves again and again, in instructions that nothing can interrupt.
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32)
  (drop (memory.grow (i32.const 960)))
  (loop $again
    (memory.copy (i32.const 1) (i32.const 0) (i32.const 62000000))
    (br $again))
  unreachable)
