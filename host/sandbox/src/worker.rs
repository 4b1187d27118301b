//! The process that compiles a component which is not ours.

use std::io::{Read, Write};

use assay_domain::Limits;
use rlimit::Resource;

use crate::{SandboxError, engine::engine};

/// Runs in a child process: takes the limits as JSON on the first line of `input` and the component after it, limits itself,
/// compiles, and writes the native code. A 302 KiB module took 10 s and 1.4 GiB to compile, and wasmtime's security policy
/// leaves that to its embedders; here it ends with the process.
///
/// # Errors
/// When the limits cannot be set or the component does not compile.
pub fn compile_worker(mut input: impl Read, mut output: impl Write) -> Result<(), SandboxError> {
    let failed = |detail: String| SandboxError::Compile { detail };
    let mut bytes = Vec::new();
    input
        .read_to_end(&mut bytes)
        .map_err(|error| failed(error.to_string()))?;
    let end = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or_else(|| failed("no limits on standard input".to_owned()))?;
    let limits: Limits =
        serde_json::from_slice(&bytes[..end]).map_err(|error| failed(error.to_string()))?;
    set_limit(Resource::AS, limits.compile_memory_bytes)?;
    set_limit(Resource::CPU, limits.compile_cpu_s)?;
    set_limit(Resource::CORE, 0)?;
    let code = engine(&limits, false)?
        .precompile_component(&bytes[end + 1..])
        .map_err(|error| failed(error.root_cause().to_string()))?;
    output
        .write_all(&code)
        .and_then(|()| output.flush())
        .map_err(|error| failed(error.to_string()))
}

fn set_limit(resource: Resource, value: u64) -> Result<(), SandboxError> {
    resource
        .set(value, value)
        .map_err(|error| SandboxError::Compile {
            detail: format!("the limit {} could not be set: {error}", resource.as_name()),
        })
}
