;; Calls itself without using any memory, until the stack of the engine is full.
(func $deeper (call $deeper))
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32) (call $deeper) unreachable)
