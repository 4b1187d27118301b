;; Returns one observation and never finishes cleaning up after it.
(data (i32.const 768) "\00\00\00\00\00\04\00\00\01\00\00\00")
(func (export "cabi_post_assay:plugin/assessor@0.1.0#assess") (param i32) (loop $again (br $again)))
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32)
  (i32.const 768))
