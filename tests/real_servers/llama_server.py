"""llama.cpp's own HTTP server with one small model: MODEL PORT KEY."""

import sys
import time

import xllamacpp

model, port, key = sys.argv[1:]
params = xllamacpp.CommonParams()
params.model.path = model
params.hostnames = ["127.0.0.1"]
params.port = int(port)
params.api_keys = [key]
params.model_alias = {"supplier-1"}
params.n_ctx = 2048
params.n_parallel = 1
# Threads that wait for each other by spinning took 60 times as long on a busy machine: one is steady.
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
while True:
    time.sleep(3600)
