;; Shares its memory between threads.
(component (core module (memory 1 2 shared)))
