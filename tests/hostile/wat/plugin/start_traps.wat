;; Traps in its start function.
(func $trap unreachable)
(start $trap)
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32) unreachable)
