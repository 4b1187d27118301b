//! Certificates, made by `openssl` because no library of ours makes weak ones.
//!
//! Authorities have critical basicConstraints and keyUsage and key identifiers: without them strict verifiers refuse good servers
//! as well, and a test would pass for the wrong reason.

use std::{fs, path::Path, process::Command};

use jiff::{SignedDuration, Timestamp};

/// How a server's certificate is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe {
    /// Days from now, before and after which it is valid.
    pub(crate) from: i64,
    pub(crate) until: i64,
    pub(crate) key: &'static str,
    pub(crate) hash: &'static str,
    pub(crate) name: &'static str,
    pub(crate) extensions: &'static str,
    pub(crate) issuer: &'static str,
    /// Files of certificates that are sent behind its own.
    pub(crate) sent: &'static [&'static str],
}

const SERVER: &str = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\n\
                      extendedKeyUsage=serverAuth\n";

impl Recipe {
    /// What a public authority gives for 90 days.
    pub(crate) const GOOD: Self = Self {
        from: -20,
        until: 70,
        key: "ec",
        hash: "sha256",
        name: "DNS:localhost,IP:127.0.0.1",
        extensions: SERVER,
        issuer: "intermediate",
        sent: &["intermediate"],
    };
}

/// Runs `openssl` in a folder.
pub(crate) fn openssl(folder: &Path, arguments: &[&str]) {
    let output = Command::new("openssl")
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "openssl {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Two trees of authorities: one that the test trusts, with an intermediate, and one that nobody knows.
pub(crate) fn authorities(folder: &Path) {
    fs::write(
        folder.join("ca.cnf"),
        "[ca]\ndefault_ca = d\n[d]\nnew_certs_dir = .\ndatabase = index\nrand_serial = yes\npolicy = p\n\
         unique_subject = no\nemail_in_dn = no\n[p]\ncommonName = supplied\norganizationName = optional\n\
         [req]\ndistinguished_name = dn\n[dn]\n",
    )
    .unwrap();
    fs::write(folder.join("index"), "").unwrap();
    let authority = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";
    for (name, issuer, extensions) in [
        ("root", "root", authority.to_owned()),
        ("intermediate", "root", authority.to_owned()),
        ("stranger", "stranger", authority.to_owned()),
        (
            "no-authority",
            "root",
            authority.replace("CA:TRUE", "CA:FALSE"),
        ),
        (
            "short",
            "root",
            authority.replace("CA:TRUE", "CA:TRUE,pathlen:0"),
        ),
        ("below-short", "short", authority.to_owned()),
    ] {
        key(folder, name, "rsa:2048");
        issue(folder, name, issuer, &extensions, (-400, 4000), "sha256");
    }
}

fn key(folder: &Path, name: &str, kind: &str) {
    let (file, subject) = (
        format!("{name}.key"),
        format!("/O=Assay test {name}/CN={name}"),
    );
    let request = format!("{name}.csr");
    let kinds: &[&str] = match kind {
        "ec" => &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
        rsa => &["-newkey", rsa],
    };
    let rest = [
        "-nodes", "-keyout", &file, "-out", &request, "-subj", &subject, "-config", "ca.cnf",
    ];
    openssl(folder, &[&["req", "-new"], kinds, &rest].concat());
}

fn issue(
    folder: &Path,
    name: &str,
    issuer: &str,
    extensions: &str,
    (from, until): (i64, i64),
    hash: &str,
) {
    let day = |days: i64| {
        let at = Timestamp::now() + SignedDuration::from_hours(24 * days);
        at.strftime("%Y%m%d000000Z").to_string()
    };
    let identifiers = if name == issuer {
        "subjectKeyIdentifier=hash\n"
    } else {
        "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
    };
    let file = format!("{name}.ext");
    fs::write(
        folder.join(&file),
        format!("[e]\n{extensions}{identifiers}"),
    )
    .unwrap();
    let (request, certificate) = (format!("{name}.csr"), format!("{name}.pem"));
    let (issuer_key, issuer_file) = (format!("{issuer}.key"), format!("{issuer}.pem"));
    let (from, until) = (day(from), day(until));
    let mut arguments = vec![
        "ca",
        "-config",
        "ca.cnf",
        "-batch",
        "-notext",
        "-in",
        &request,
        "-out",
        &certificate,
        "-extfile",
        &file,
        "-extensions",
        "e",
        "-startdate",
        &from,
        "-enddate",
        &until,
        "-md",
        hash,
        "-keyfile",
        &issuer_key,
    ];
    if name == issuer {
        arguments.push("-selfsign");
    } else {
        arguments.extend(["-cert", &issuer_file]);
    }
    openssl(folder, &arguments);
}

/// Makes the certificate of a server, `NAME.chain` with what is sent, and `NAME.key`.
pub(crate) fn server(folder: &Path, name: &str, recipe: &Recipe) {
    key(folder, name, recipe.key);
    let extensions = format!("{}subjectAltName={}\n", recipe.extensions, recipe.name);
    let issuer = if recipe.issuer == "itself" {
        name
    } else {
        recipe.issuer
    };
    issue(
        folder,
        name,
        issuer,
        &extensions,
        (recipe.from, recipe.until),
        recipe.hash,
    );
    let own = [name];
    let chain = own
        .iter()
        .chain(recipe.sent)
        .map(|file| fs::read_to_string(folder.join(format!("{file}.pem"))).unwrap());
    fs::write(
        folder.join(format!("{name}.chain")),
        chain.collect::<String>(),
    )
    .unwrap();
}
