;; Needs the network of WASI.
(component
  (import "wasi:http/outgoing-handler@0.2.0" (instance))
  (instance $assessor)
  (export "assay:plugin/assessor@0.1.0" (instance $assessor)))
