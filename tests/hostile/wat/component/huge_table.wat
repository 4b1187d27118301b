;; Has a table of four billion elements.
(component (core module $m (table 4294967295 funcref)) (core instance (instantiate $m)))
