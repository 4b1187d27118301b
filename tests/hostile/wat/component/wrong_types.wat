;; Describes itself by a number.
(component
  (core module $m (func (export "f") (result i32) (i32.const 42)))
  (core instance $i (instantiate $m))
  (func $f (result u32) (canon lift (core func $i "f")))
  (instance $assessor (export "describe" (func $f)) (export "assess" (func $f)))
  (export "assay:plugin/assessor@0.1.0" (instance $assessor)))
