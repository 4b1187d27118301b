;; Gives the host room beyond its memory to write to.
(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const -64))
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32) unreachable)
