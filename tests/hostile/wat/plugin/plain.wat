;; Is a plugin of a hundred bytes that returns one observation without evidence: hand-made ones get no further than others.
(data (i32.const 768) "\00\00\00\00\00\04\00\00\01\00\00\00")
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32)
  (i32.const 768))
