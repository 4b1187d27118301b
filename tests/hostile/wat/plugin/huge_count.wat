;; Returns a list of four billion observations.
(data (i32.const 768) "\00\00\00\00\00\20\00\00\ff\ff\ff\ff")
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32)
  (i32.const 768))
