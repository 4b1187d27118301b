//! Compiling: capped and validated first, in a child process unless the component is ours.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use assay_component::Unfit;
use assay_domain::Digest;
use wasmtime::component::Component;

use crate::{Cache, Sandbox, SandboxError};

/// The program that compiles in a child process.
#[derive(Debug, Clone)]
pub struct CompileWorker {
    /// The program.
    pub program: PathBuf,
    /// Its arguments; it must call [`crate::compile_worker`].
    pub arguments: Vec<String>,
}

/// Where a component is compiled.
#[derive(Debug, Clone)]
pub enum Compiler {
    /// In this process: only for components that were built together with it.
    InProcess,
    /// In a child process with limits.
    Child(CompileWorker),
}

/// Compiles a component or loads it from the cache.
pub(crate) fn compile(
    sandbox: &Sandbox,
    cache: Option<&Cache>,
    compiler: &Compiler,
    digest: Digest,
    bytes: &[u8],
) -> Result<Component, SandboxError> {
    let key = format!("{}-{:016x}", digest.hex(), compatibility(sandbox));
    if let Some(code) = cache.and_then(|cache| cache.get(&key)) {
        // The cache has checked the tag, so this code is ours. Code that still does not load is compiled again.
        if let Ok(component) = load(sandbox, &code) {
            return Ok(component);
        }
    }
    check(sandbox, bytes)?;
    let code = match compiler {
        Compiler::InProcess => sandbox
            .engine
            .precompile_component(bytes)
            .map_err(|error| SandboxError::Compile {
                detail: error.root_cause().to_string(),
            })?,
        Compiler::Child(worker) => compile_in_child(sandbox, worker, bytes)?,
    };
    let component = load(sandbox, &code).map_err(|error| SandboxError::Compile {
        detail: error.root_cause().to_string(),
    })?;
    if let Some(cache) = cache {
        cache.put(&key, &code)?;
    }
    Ok(component)
}

#[expect(
    unsafe_code,
    reason = "native code can only be loaded by an unsafe function"
)]
fn load(sandbox: &Sandbox, code: &[u8]) -> wasmtime::Result<Component> {
    // SAFETY: the bytes come from `precompile_component` of this very engine configuration: of this process, of the child
    // process that we started ourselves, or of the cache, which has checked a tag that only this user can make.
    unsafe { Component::deserialize(&sandbox.engine, code) }
}

fn compatibility(sandbox: &Sandbox) -> u64 {
    let mut hasher = DefaultHasher::new();
    sandbox
        .engine
        .precompile_compatibility_hash()
        .hash(&mut hasher);
    hasher.finish()
}

/// Size, kind and validity, before any byte reaches the compiler.
fn check(sandbox: &Sandbox, bytes: &[u8]) -> Result<(), SandboxError> {
    assay_component::check(bytes, sandbox.limits.component_bytes).map_err(|unfit| match unfit {
        Unfit::NotWasm => SandboxError::NotWasm,
        Unfit::CoreModule => SandboxError::CoreModule,
        Unfit::TooLarge { size, limit } => SandboxError::TooLarge { size, limit },
        Unfit::Invalid { detail } => SandboxError::Invalid { detail },
    })
}

fn compile_in_child(
    sandbox: &Sandbox,
    worker: &CompileWorker,
    bytes: &[u8],
) -> Result<Vec<u8>, SandboxError> {
    let failed = |detail: String| SandboxError::Compile { detail };
    let mut child = Command::new(&worker.program)
        .args(&worker.arguments)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("the compile process could not be started: {error}")))?;
    let mut stdin = child.stdin.take().expect("stdin was asked to be a pipe");
    let limits = serde_json::to_vec(&sandbox.limits).expect("limits are plain numbers");
    let output = std::thread::scope(|scope| {
        // Written from a thread of its own: the child may write before it has read everything.
        scope.spawn(move || {
            // A child that died early closes the pipe; its exit status tells why.
            let _ = stdin
                .write_all(&limits)
                .and_then(|()| stdin.write_all(b"\n"))
                .and_then(|()| stdin.write_all(bytes));
        });
        child.wait_with_output()
    })
    .map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said: String = String::from_utf8_lossy(&output.stderr)
        .chars()
        .take(400)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    Err(failed(format!(
        "the compile process ended with {} (limits: {} s of CPU, {} MiB of memory) {said}",
        output.status,
        sandbox.limits.compile_cpu_s,
        sandbox.limits.compile_memory_bytes >> 20,
    )))
}
