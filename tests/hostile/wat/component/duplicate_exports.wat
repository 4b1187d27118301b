;; Exports the same name twice.
(component
  (instance $assessor)
  (export "assay:plugin/assessor@0.1.0" (instance $assessor))
  (export "assay:plugin/assessor@0.1.0" (instance $assessor)))
