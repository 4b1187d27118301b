;; Returns a title that is not UTF-8.
(data (i32.const 768) "\00\00\00\00\00\04\00\00\01\00\00\00")
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32)
  (i32.store (i32.const 8192) (i32.const -2))
  (i32.store offset=48 (i32.const 1024) (i32.const 8192))
  (i32.store offset=52 (i32.const 1024) (i32.const 4))
  (i32.const 768))
