//! nginx on loopback, one pair of ports for each server.

use std::{
    fmt::Write as _,
    fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::{
    authority::{authorities, openssl, server},
    hosts::Host,
};

/// The key that the servers accept.
pub(crate) const KEY: &str = "sk-real-key-of-the-nginx-test";

/// A running nginx. It stops when it is dropped.
pub(crate) struct Nginx {
    folder: TempDir,
    child: Child,
    ports: Vec<(&'static str, u16, u16)>,
}

impl Nginx {
    pub(crate) fn start(hosts: &[Host]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        authorities(root);
        // Small on purpose, and quick to make.
        openssl(
            root,
            &["dhparam", "-dsaparam", "-out", "dh1024.pem", "1024"],
        );
        openssl(
            root,
            &["dhparam", "-dsaparam", "-out", "dh2048.pem", "2048"],
        );
        // All are held until all are known, so that no port is given out twice.
        let held: Vec<(TcpListener, TcpListener)> = hosts
            .iter()
            .map(|_| {
                let free = || TcpListener::bind("127.0.0.1:0").unwrap();
                (free(), free())
            })
            .collect();
        let port = |listener: &TcpListener| listener.local_addr().unwrap().port();
        let ports: Vec<_> = hosts
            .iter()
            .zip(&held)
            .map(|(host, (tls, plain))| (host.name, port(tls), port(plain)))
            .collect();
        let mut config = format!(
            "daemon off;\nmaster_process off;\nworker_processes 1;\npid {0}/pid;\nerror_log {0}/log;\nevents {{}}\n\
             http {{\naccess_log off;\nserver_tokens off;\ndefault_type application/json;\n\
             client_body_temp_path {0}/t1;\nproxy_temp_path {0}/t2;\nfastcgi_temp_path {0}/t3;\n\
             uwsgi_temp_path {0}/t4;\nscgi_temp_path {0}/t5;\n\
             map $http_authorization $entry {{\n\"\" missing;\n\"Bearer {KEY}\" open;\ndefault wrong;\n}}\n",
            root.display()
        );
        for (host, (_, tls, plain)) in hosts.iter().zip(&ports) {
            server(root, host.name, &host.certificate);
            config.push_str(&virtual_host(host, root, *tls, *plain));
        }
        config.push_str("}\n");
        fs::write(root.join("nginx.conf"), config).unwrap();
        drop(held);
        let child = Command::new("nginx")
            .arg("-p")
            .arg(root)
            .arg("-c")
            .arg(root.join("nginx.conf"))
            .arg("-e")
            .arg(root.join("log"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut nginx = Self {
            folder,
            child,
            ports,
        };
        nginx.wait();
        nginx
    }

    /// Until every port accepts, or nginx says why not.
    fn wait(&mut self) {
        let end = Instant::now() + Duration::from_secs(60);
        for (name, tls, _) in &self.ports {
            while TcpStream::connect(("127.0.0.1", *tls)).is_err() {
                let gone = self.child.try_wait().unwrap();
                let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
                assert!(gone.is_none(), "nginx ended before it served {name}: {log}");
                assert!(Instant::now() < end, "nginx does not serve {name}: {log}");
                std::thread::yield_now();
            }
        }
    }

    /// The certificate that the test trusts.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("root.pem")
    }

    /// The ports with and without TLS.
    pub(crate) fn ports(&self, host: &Host) -> (u16, u16) {
        let (_, tls, plain) = self
            .ports
            .iter()
            .find(|(name, ..)| *name == host.name)
            .unwrap();
        (*tls, *plain)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn virtual_host(host: &Host, root: &Path, tls: u16, plain: u16) -> String {
    let files = root.display();
    let canonical = format!("https://localhost:{tls}/.well-known/security.txt");
    let text = |text: &str| {
        text.replace("{ROOT}", &files.to_string())
            .replace("{CANONICAL}", &canonical)
            .replace("{TLS}", &tls.to_string())
    };
    let mut config = String::new();
    let _ = write!(
        config,
        "server {{\nlisten 127.0.0.1:{tls} ssl;\nserver_name localhost;\n\
         ssl_certificate {files}/{0}.chain;\nssl_certificate_key {files}/{0}.key;\n{1}\n{2}\n\
         location = /.well-known/security.txt {{\n{3}\n}}\n\
         location /v1 {{\n{4}\nif ($entry = missing) {{ {5} }}\n\
         if ($entry = wrong) {{ {6} }}\n{7}\n}}\n{8}\n}}\n",
        host.name,
        text(host.tls),
        // Headers of a server block go with every answer of a location that sets none itself.
        host.headers,
        text(host.security_txt),
        text(host.location),
        host.missing,
        host.wrong,
        host.content,
        text(host.more),
    );
    if let Some(answer) = host.plain {
        let _ = writeln!(
            config,
            "server {{\nlisten 127.0.0.1:{plain};\nserver_name localhost;\nlocation / {{ {} }}\n}}",
            text(answer)
        );
    }
    config
}

/// Whether `openssl s_client` agrees on a connection with these options.
pub(crate) fn oracle(port: u16, options: &[&str]) -> bool {
    let output = Command::new("openssl")
        .args([
            "s_client",
            "-connect",
            &format!("127.0.0.1:{port}"),
            "-servername",
            "localhost",
        ])
        .args(options)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    text.contains("Cipher is ") && !text.contains("Cipher is (NONE)")
}
