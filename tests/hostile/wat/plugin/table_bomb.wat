;; Grows a table without end.
(table $table 1 funcref)
(func (export "assay:plugin/assessor@0.1.0#assess") (param i32 i32 i32 i32 i32 i32) (result i32)
  (loop $again
    (drop (table.grow $table (ref.null func) (i32.const 10000)))
    (br $again))
  unreachable)
