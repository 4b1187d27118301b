;; Is a component with nothing in it.
(component)
