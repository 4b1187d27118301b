;; Says what stands in memory.
(func (export "assay:plugin/assessor@0.1.0#describe") (result i32) (i32.const 0))
