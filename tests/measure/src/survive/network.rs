//! Watching the network. A child runs in a network namespace of its own that has no interface that is up: nothing leaves, and
//! the kernel counts every attempt to send over IPv4 (`OutNoRoutes` of RFC 4293). Over IPv6 nothing leaves either, but an
//! attempt is not counted, because it fails for want of an address first.

use std::fs;

/// The program of util-linux that makes the namespace, with a user namespace so that it needs no rights.
pub(crate) const SEAL: [&str; 3] = ["unshare", "--map-root-user", "--net"];

/// Whether this machine lets a namespace be made.
pub(crate) async fn can_be_sealed() -> bool {
    let mut command = tokio::process::Command::new(SEAL[0]);
    command
        .args(&SEAL[1..])
        .arg("true")
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    command.status().await.is_ok_and(|status| status.success())
}

/// Packets that this process and its children tried to send since its namespace was made.
pub(crate) fn attempts() -> u64 {
    fs::read_to_string("/proc/self/net/snmp")
        .ok()
        .and_then(|table| counter(&table))
        .unwrap_or(0)
}

/// The counter in the two lines `Ip: name name ...` and `Ip: value value ...`.
pub(crate) fn counter(table: &str) -> Option<u64> {
    let mut lines = table.lines().filter(|line| line.starts_with("Ip: "));
    let (names, values) = (lines.next()?, lines.next()?);
    names
        .split_whitespace()
        .zip(values.split_whitespace())
        .find(|(name, _)| *name == "OutNoRoutes")
        .and_then(|(_, value)| value.parse().ok())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_counter_is_found_by_its_name() {
        let table = "Ip: Forwarding OutRequests OutNoRoutes\nIp: 2 9 4\nIcmp: InMsgs\nIcmp: 0\n";
        assert_eq!(super::counter(table), Some(4));
        assert_eq!(super::counter("Ip: Forwarding\nIp: 2\n"), None);
    }
}
