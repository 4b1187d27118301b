;; Exports an assessor without any function.
(component
  (instance $assessor)
  (export "assay:plugin/assessor@0.1.0" (instance $assessor)))
