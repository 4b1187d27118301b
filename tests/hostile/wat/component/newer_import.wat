;; Needs the next version of the contract.
(component
  (import "assay:plugin/supplier@0.2.0" (instance))
  (instance $assessor)
  (export "assay:plugin/assessor@0.1.0" (instance $assessor)))
