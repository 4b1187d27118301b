//! What one run may use.

use serde::{Deserialize, Serialize};

/// Limits of one run. There is no `Default`: limits always come from the limits file, so that no code path can start a run
/// without them. Every limit is a total over the run, not per memory or per call, unless it says otherwise:
/// 16 MiB per memory became 1,036 MiB with 64 memories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Bytes of linear memory over all memories of the run. It also bounds bulk memory operations, which cannot be
    /// interrupted (wasmtime issue 14047).
    pub memory_bytes: u64,
    /// Linear memories.
    pub memories: u32,
    /// Tables.
    pub tables: u32,
    /// Elements over all tables.
    pub table_elements: u64,
    /// Core instances.
    pub instances: u32,
    /// Component handles and host resources at the same time.
    pub handles: u32,
    /// Bytes that the guest can make the host copy in one call (`Store::set_hostcall_fuel`); wasmtime's own default is
    /// 128 MiB, with which 64 KiB of guest data became 62 MiB on the host.
    pub host_call_bytes: u64,
    /// Guest CPU time in milliseconds, counted in epochs.
    pub cpu_ms: u64,
    /// One deadline over guest time and host calls, in milliseconds.
    pub wall_ms: u64,
    /// Calls of host functions.
    pub host_calls: u64,
    /// Probe requests and offered handshakes to one endpoint.
    pub requests: u32,
    /// Probe requests at the same time.
    pub parallel_requests: u8,
    /// Bytes sent in probes, heads included.
    pub bytes_out: u64,
    /// Bytes received in probes, heads included.
    pub bytes_in: u64,
    /// Bytes of one probe answer.
    pub body_bytes: u32,
    /// Milliseconds for one probe request, from resolving to the last byte.
    pub request_ms: u64,
    /// Lines of log.
    pub log_lines: u32,
    /// Observations.
    pub observations: u32,
    /// Evidence references and facts of one observation, each.
    pub items_per_observation: u32,
    /// Bytes of one string that the guest returns.
    pub string_bytes: u32,
    /// Bytes of a component file.
    pub component_bytes: u64,
    /// Address space of the process that compiles a component, in bytes: a 302 KiB module took 1.4 GiB to compile.
    pub compile_memory_bytes: u64,
    /// CPU seconds of the process that compiles a component.
    pub compile_cpu_s: u64,
    /// Bytes of one document that is handed to plugins.
    pub document_bytes: u64,
}

/// Where the limits of reading one document differ from those of a run. A reader sees one document and nothing else, so it
/// may use more memory and time than a plugin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReaderLimits {
    /// Bytes of linear memory.
    pub memory_bytes: u64,
    /// CPU time in milliseconds, counted in epochs.
    pub cpu_ms: u64,
    /// One deadline, in milliseconds.
    pub wall_ms: u64,
    /// Bytes of the text of one document.
    pub text_bytes: u64,
    /// Bytes of the texts of all documents of a dossier.
    pub dossier_text_bytes: u64,
    /// Places of one document.
    pub places: u32,
}

impl ReaderLimits {
    /// All limits of a reading: those of a run, with these in place of its own.
    pub fn over(&self, run: &Limits) -> Limits {
        Limits {
            memory_bytes: self.memory_bytes,
            cpu_ms: self.cpu_ms,
            wall_ms: self.wall_ms,
            ..run.clone()
        }
    }
}

/// What is different for a run that probes actively, with the consent that the dossier records: it asks a model a few hundred
/// questions, and a small model takes two seconds for fifty tokens. Everything else of [`Limits`] stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ActiveLimits {
    /// Requests to one endpoint that grants active probes. The dossier can grant fewer, never more.
    pub requests: u32,
    /// Probe requests at the same time.
    pub parallel_requests: u8,
    /// Bytes sent in probes, heads included.
    pub bytes_out: u64,
    /// Bytes received in probes, heads included.
    pub bytes_in: u64,
    /// Milliseconds for one probe request, from resolving to the last byte.
    pub request_ms: u64,
    /// Guest CPU time in milliseconds.
    pub cpu_ms: u64,
    /// One deadline over guest time and host calls, in milliseconds.
    pub wall_ms: u64,
}

impl ActiveLimits {
    /// The limits of an active run. `requests` stays what it is for a passive run: it is the budget for endpoints that grant
    /// no active probes, and the longest batch.
    pub fn over(&self, passive: &Limits) -> Limits {
        Limits {
            parallel_requests: self.parallel_requests,
            bytes_out: self.bytes_out,
            bytes_in: self.bytes_in,
            request_ms: self.request_ms,
            cpu_ms: self.cpu_ms,
            wall_ms: self.wall_ms,
            ..passive.clone()
        }
    }
}
