;; Returns an observation whose system is neither there nor absent.
(data (i32.const 768) "\00\00\00\00\00\04\00\00\01\00\00\00")
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32)
  (i32.store8 offset=8 (i32.const 1024) (i32.const 9))
  (i32.const 768))
