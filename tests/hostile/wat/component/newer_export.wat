;; Speaks the next version of the contract.
(component
  (instance $assessor)
  (export "assay:plugin/assessor@0.2.0" (instance $assessor)))
