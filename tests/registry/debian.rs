//! Debian's `docker-registry`, which we did not write, on this machine.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// The user and password of a registry that wants them; the hash is bcrypt of the password.
pub(crate) const USER: &str = "alice";
pub(crate) const PASSWORD: &str = "wonder";
const HTPASSWD: &str = "alice:$2b$04$xBFSv.XsvUzBb2UyRxCHpu78Rcyqer/6GuuSVkShyI/NzLKpYbDAy\n";

/// A registry that runs until it is dropped.
pub(crate) struct DebianRegistry {
    process: Child,
    folder: tempfile::TempDir,
    pub(crate) port: u16,
}

/// It is no part of a Rust toolchain. CI installs it, so that there it is an error that it is missing.
pub(crate) fn installed() -> bool {
    if Command::new("docker-registry")
        .arg("--version")
        .output()
        .is_ok()
    {
        return true;
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "CI has to install docker-registry"
    );
    eprintln!(
        "SKIPPED: docker-registry is not installed, so no plugin was pushed to a registry of other people"
    );
    false
}

impl DebianRegistry {
    /// Without TLS and open to everybody.
    pub(crate) fn open() -> Self {
        Self::start(|_| String::new(), "")
    }

    /// With TLS by an authority of its own, and for one user.
    pub(crate) fn locked() -> Self {
        Self::start(
            |folder| {
                let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
                fs::write(folder.join("ca.pem"), made.cert.pem()).unwrap();
                fs::write(folder.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
                fs::write(folder.join("htpasswd"), HTPASSWD).unwrap();
                format!(
                    "  tls:\n    certificate: {0}/ca.pem\n    key: {0}/key.pem\n",
                    folder.display()
                )
            },
            "auth:\n  htpasswd:\n    realm: test\n    path: FOLDER/htpasswd\n",
        )
    }

    fn start(tls: impl FnOnce(&Path) -> String, auth: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let tls = tls(folder.path());
        let auth = auth.replace("FOLDER", &folder.path().display().to_string());
        let config = format!(
            "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: {}/data\n{auth}\
             http:\n  addr: 127.0.0.1:{port}\n{tls}",
            folder.path().display()
        );
        let file = folder.path().join("config.yml");
        fs::write(&file, config).unwrap();
        let process = Command::new("docker-registry")
            .arg("serve")
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let registry = Self {
            process,
            folder,
            port,
        };
        let patience = Instant::now() + Duration::from_secs(60);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < patience, "docker-registry did not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        registry
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for DebianRegistry {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
