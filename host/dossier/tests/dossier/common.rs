//! A folder for each test, and limits.

use std::{fs, path::Path};

use assay_domain::Limits;
use tempfile::TempDir;

/// The shortest supplier file.
pub(crate) const SUPPLIER: &str = "[supplier]\nid = \"acme\"\nlegal-name = \"Acme AI Ltd\"\n";

/// A dossier of these files.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        put(folder.path(), name, bytes);
    }
    folder
}

/// Writes one file and the folders above it.
pub(crate) fn put(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    let above = path.parent().expect("a file is in a folder");
    fs::create_dir_all(above).expect("a folder can be made");
    fs::write(path, bytes).expect("a file can be written");
}

/// Small limits. Only `document-bytes` matters to a dossier.
pub(crate) fn limits() -> Limits {
    Limits {
        memory_bytes: 1,
        memories: 1,
        tables: 1,
        table_elements: 1,
        instances: 1,
        handles: 1,
        host_call_bytes: 1,
        cpu_ms: 1,
        wall_ms: 1,
        host_calls: 1,
        requests: 1,
        parallel_requests: 1,
        bytes_out: 1,
        bytes_in: 1,
        body_bytes: 1,
        request_ms: 1,
        log_lines: 1,
        observations: 1,
        items_per_observation: 1,
        string_bytes: 1,
        component_bytes: 1,
        compile_memory_bytes: 1,
        compile_cpu_s: 1,
        document_bytes: 1 << 20,
    }
}
