;; Needs a garbage collector.
(component (core module (type $box (struct (field i32))) (func (result (ref $box)) (struct.new $box (i32.const 1)))))
