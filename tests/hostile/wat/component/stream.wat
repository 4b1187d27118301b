;; Uses a stream.
(component (type (stream u8)))
