//! The parent's side: children that each work on one case at a time, replaced when they crash or hang.

use std::{
    path::PathBuf,
    process::{ExitStatus, Stdio},
    sync::Mutex,
    time::{Duration, Instant},
};

use futures::future::try_join_all;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, ChildStderr, ChildStdin, ChildStdout, Command},
    time::timeout,
};

use super::{
    Kind,
    cases::{Case, Found, shown},
    network,
    summary::{Summary, Trouble},
    worker::Reply,
};
use crate::{error::MeasureError, show};

/// How children are started.
pub(crate) struct Start {
    program: PathBuf,
    kind: Kind,
    wrap: bool,
    sealed: bool,
}

impl Start {
    pub(crate) async fn new(kind: Kind, wrap: bool) -> Result<Self, MeasureError> {
        let program =
            std::env::current_exe().map_err(|error| MeasureError::Host(error.to_string()))?;
        Ok(Self {
            program,
            kind,
            wrap,
            sealed: network::can_be_sealed().await,
        })
    }

    fn child(&self) -> Result<Running, MeasureError> {
        let mut command = if self.sealed {
            let mut command = Command::new(network::SEAL[0]);
            command.args(&network::SEAL[1..]).arg(&self.program);
            command
        } else {
            Command::new(&self.program)
        };
        let kind = clap::ValueEnum::to_possible_value(&self.kind).expect("every kind has a name");
        command.arg("survive-worker").arg(kind.get_name());
        for (set, flag) in [(self.wrap, "--wrap"), (self.sealed, "--sealed")] {
            if set {
                command.arg(flag);
            }
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| MeasureError::Host(error.to_string()))?;
        let piped = "every stream was asked to be a pipe";
        Ok(Running {
            stdin: child.stdin.take().expect(piped),
            stdout: BufReader::new(child.stdout.take().expect(piped)),
            stderr: child.stderr.take().expect(piped),
            child,
        })
    }
}

/// A child and its pipes.
struct Running {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    stderr: ChildStderr,
}

/// What came of one case.
enum Came {
    Reply(Reply),
    Crashed(String),
    Hung,
}

impl Running {
    async fn ready(&mut self) -> Result<(), MeasureError> {
        let mut line = String::new();
        let read = self.stdout.read_line(&mut line).await;
        if read.is_ok() && line == "ready\n" {
            return Ok(());
        }
        Err(MeasureError::Host(self.last_words().await))
    }

    async fn ask(&mut self, case: &Case, deadline: Duration) -> Came {
        let mut request = serde_json::to_vec(&case.bytes).expect("a list of numbers is JSON");
        request.push(b'\n');
        let answer = async {
            self.stdin.write_all(&request).await?;
            self.stdin.flush().await?;
            let mut line = String::new();
            self.stdout.read_line(&mut line).await.map(|_| line)
        };
        // An answer that is there already is taken before the clock is looked at, so the clock is looked at once more.
        let asked = Instant::now();
        match timeout(deadline, answer).await {
            Err(_) => Came::Hung,
            Ok(_) if asked.elapsed() >= deadline => Came::Hung,
            Ok(Ok(line)) if line.ends_with('\n') => match serde_json::from_str(&line) {
                Ok(reply) => Came::Reply(reply),
                Err(error) => Came::Crashed(format!("it answered nonsense: {error}")),
            },
            Ok(_) => Came::Crashed(self.last_words().await),
        }
    }

    /// How the process ended, and what it said last.
    async fn last_words(&mut self) -> String {
        let mut said = Vec::new();
        let mut start = (&mut self.stderr).take(64 << 10);
        let _ = timeout(Duration::from_secs(5), start.read_to_end(&mut said)).await;
        let status = timeout(Duration::from_secs(5), self.child.wait()).await;
        let status = match status {
            Ok(Ok(status)) => status.to_string(),
            _ => "it closed its output and went on".to_owned(),
        };
        format!("{status}: {}", shown(String::from_utf8_lossy(&said).trim()))
    }

    async fn end(mut self) -> Option<ExitStatus> {
        drop(self.stdin);
        timeout(Duration::from_secs(10), self.child.wait())
            .await
            .ok()?
            .ok()
    }
}

/// Works through all cases, as many at a time as there are cores.
pub(crate) async fn run_all(
    start: &Start,
    found: Found,
    deadline: Duration,
) -> Result<Summary, MeasureError> {
    let started = Instant::now();
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    let progress = show::progress(found.cases.len(), "cases");
    let summary = Mutex::new(Summary::new(start.kind, start.sealed, found.skipped));
    let cases = Mutex::new(found.cases.into_iter());
    let next = || cases.lock().ok()?.next();
    let note = |case: &Case, came: Came| {
        progress.inc(1);
        let Ok(mut summary) = summary.lock() else {
            return;
        };
        let trouble = |detail: String| Trouble {
            case: case.shown.clone(),
            detail,
        };
        match came {
            Came::Reply(reply) => summary.count(&case.shown, reply),
            Came::Crashed(detail) => summary.crashed.push(trouble(detail)),
            Came::Hung => summary.hung.push(trouble(format!(
                "no answer within {} s",
                deadline.as_secs()
            ))),
        }
    };
    try_join_all((0..at_once).map(|_| async {
        let mut running: Option<Running> = None;
        while let Some(case) = next() {
            let mut child = match running.take() {
                Some(child) => child,
                None => {
                    let mut child = start.child()?;
                    child.ready().await?;
                    child
                }
            };
            let came = child.ask(&case, deadline).await;
            // A child that crashed or hangs is dropped, which kills it; the next case gets a new one.
            if matches!(came, Came::Reply(_)) {
                running = Some(child);
            }
            note(&case, came);
        }
        if let Some(child) = running {
            child.end().await;
        }
        Ok::<_, MeasureError>(())
    }))
    .await?;
    progress.finish_and_clear();
    let mut summary = summary
        .into_inner()
        .unwrap_or_else(|held| held.into_inner());
    summary.seconds = started.elapsed().as_secs();
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    use super::*;

    fn found(lines: &[&str]) -> Found {
        let case = |line: &&str| Case {
            bytes: line.as_bytes().to_vec(),
            shown: (*line).to_owned(),
        };
        Found {
            cases: lines.iter().map(case).collect(),
            skipped: 0,
        }
    }

    /// A child that dies of one case, sends a packet for another, and answers all others.
    #[tokio::test]
    async fn a_crash_is_that_of_one_case_and_ends_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("child");
        // `[100,105,101]` is `die`, `[103,111]` is `go`.
        let script = "#!/bin/sh\necho ready\nwhile read -r case; do\n\
            case $case in\n\
            '[100,105,101]') echo 'last words' >&2; kill -SEGV $$;;\n\
            '[103,111]') echo '{\"ended\":[\"sent\"],\"reached\":\"somewhere\",\"interpreted\":null}';;\n\
            *) echo '{\"ended\":[\"fine\"],\"reached\":null,\"interpreted\":null}';;\n\
            esac\ndone\n";
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let start = Start {
            program,
            kind: Kind::Strings,
            wrap: false,
            sealed: false,
        };
        let lines = ["a", "die", "b", "go", "c", "die", "d"];
        let summary = run_all(&start, found(&lines), Duration::from_secs(60))
            .await
            .unwrap();
        assert!(!summary.survived());
        let value = serde_json::to_value(&summary).unwrap();
        assert_eq!(value["ended"]["fine"], 4);
        assert_eq!(value["crashed"][0]["case"], "die");
        let detail = value["crashed"][0]["detail"].as_str().unwrap();
        assert!(
            detail.contains("signal: 11") && detail.contains("last words"),
            "{detail}"
        );
        assert_eq!(value["crashed"].as_array().unwrap().len(), 2);
        assert_eq!(value["reached-the-network"][0]["detail"], "somewhere");
    }

    /// What the children are sealed with sees an attempt to send.
    #[tokio::test]
    async fn the_kernel_counts_what_a_sealed_child_tries_to_send() {
        if !network::can_be_sealed().await {
            eprintln!("skipped: the kernel lets no network namespace be made");
            return;
        }
        let output = Command::new(network::SEAL[0])
            .args(&network::SEAL[1..])
            .args([
                "bash",
                "-c",
                "exec 3<>/dev/tcp/192.0.2.1/80; cat /proc/self/net/snmp",
            ])
            .output()
            .await
            .unwrap();
        let table = String::from_utf8(output.stdout).unwrap();
        assert!(network::counter(&table) > Some(0), "{table}");
    }
}
