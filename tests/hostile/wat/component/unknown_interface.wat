;; Needs an interface of the contract that does not exist.
(component
  (import "assay:plugin/secrets@0.1.0" (instance))
  (instance $assessor)
  (export "assay:plugin/assessor@0.1.0" (instance $assessor)))
