//! The servers: a good one, and what each other one does differently, with the outcomes that follow from it.

use super::authority::Recipe;

/// A server and what is true of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Host {
    pub(crate) name: &'static str,
    pub(crate) certificate: Recipe,
    /// Directives about TLS.
    pub(crate) tls: &'static str,
    /// Headers of every answer.
    pub(crate) headers: &'static str,
    /// Directives of the API's place.
    pub(crate) location: &'static str,
    /// What a call with the key gets, with a wrong one, and without.
    pub(crate) content: &'static str,
    pub(crate) wrong: &'static str,
    pub(crate) missing: &'static str,
    pub(crate) security_txt: &'static str,
    /// What plain HTTP is answered with; none: nothing listens.
    pub(crate) plain: Option<&'static str>,
    /// Other places.
    pub(crate) more: &'static str,
    /// Points whose outcome is another than the good server's.
    pub(crate) expect: &'static [(&'static str, &'static str)],
    /// True when the chain does not verify, so that no request is sent.
    pub(crate) hides_http: bool,
    /// The word for the rule that the chain violates.
    pub(crate) rule: Option<&'static str>,
}

/// Every point that applies, and the good server's outcome.
pub(crate) const GOOD: &[(&str, &str)] = &[
    ("tls-version", "pass"),
    ("tls-certificate", "pass"),
    ("tls-chain", "pass"),
    ("tls-key", "pass"),
    ("tls-ciphers", "pass"),
    ("http-plain", "pass"),
    ("hsts", "pass"),
    ("security-headers", "pass"),
    ("auth-none", "pass"),
    ("auth-wrong", "pass"),
    ("key-in-url", "pass"),
    ("error-leak", "pass"),
    ("management-exposure", "pass"),
    ("cors", "pass"),
    ("rate-limit-signals", "pass"),
    ("deprecation", "pass"),
    ("versioning", "pass"),
    ("openapi-conformance", "pass"),
    ("sub-processor-hints", "pass"),
    ("data-residency-hints", "pass"),
    ("ai-documents", "pass"),
    ("security-txt", "pass"),
];

/// Points that need no request behind a verified chain.
pub(crate) const OF_TLS: &[&str] = &[
    "tls-version",
    "tls-certificate",
    "tls-chain",
    "tls-key",
    "tls-ciphers",
    "http-plain",
];

const MODERN: &str = "ssl_protocols TLSv1.2 TLSv1.3;\nssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;";
const HEADERS: &str = "add_header Strict-Transport-Security \"max-age=31536000\" always;\n\
                       add_header X-Content-Type-Options nosniff always;\n\
                       add_header Cache-Control no-store always;\n\
                       add_header X-RateLimit-Limit-Requests 60 always;";
const CONTENT: &str = "return 200 '{\"data\":[{\"id\":\"m\"}]}';";
const SECURITY_TXT: &str = "default_type text/plain;\n\
    return 200 \"Contact: mailto:security@acme.example\\nExpires: 2090-01-01T00:00:00Z\\nCanonical: {CANONICAL}\\n\";";
/// The description of the API, and nothing anywhere else.
const MORE: &str = "location = /openapi.json {\nreturn 200 '{\"openapi\":\"3.1.0\",\"info\":{\"version\":\"1\"},\
    \"paths\":{\"/v1\":{\"get\":{\"responses\":{\"200\":{\"content\":{\"application/json\":{\"schema\":\
    {\"type\":\"object\",\"required\":[\"data\"]}}}}}}}}}';\n}\nlocation / {\nreturn 404 '{\"error\":\"nothing is here\"}';\n}\n";

const fn good(name: &'static str) -> Host {
    Host {
        name,
        certificate: Recipe::GOOD,
        tls: MODERN,
        headers: HEADERS,
        location: "",
        content: CONTENT,
        wrong: "return 401 '{\"error\":\"this key is not valid\"}';",
        missing: "return 401 '{\"error\":\"a key is needed\"}';",
        security_txt: SECURITY_TXT,
        plain: Some("return 301 https://localhost:{TLS}$request_uri;"),
        more: MORE,
        expect: &[],
        hides_http: false,
        rule: None,
    }
}

/// A server whose certificate is refused for a rule.
const fn refused(
    name: &'static str,
    certificate: Recipe,
    rule: &'static str,
    expect: &'static [(&'static str, &'static str)],
) -> Host {
    Host {
        certificate,
        expect,
        hides_http: true,
        rule: Some(rule),
        ..good(name)
    }
}

const WEAK_LEVEL: &str = "ssl_protocols TLSv1.2;\nssl_ciphers ECDHE+AESGCM:@SECLEVEL=0;";

pub(crate) const HOSTS: &[Host] = &[
    good("good"),
    // Versions.
    Host {
        tls: "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;\nssl_ciphers ECDHE:!aNULL:!eNULL:@SECLEVEL=0;",
        expect: &[("tls-version", "fail")],
        ..good("old-versions-too")
    },
    Host {
        tls: "ssl_protocols TLSv1;\nssl_ciphers ECDHE:!aNULL:!eNULL:@SECLEVEL=0;",
        hides_http: true,
        expect: &[("tls-version", "fail")],
        ..good("old-version-only")
    },
    Host {
        tls: "ssl_protocols TLSv1.2;\nssl_ciphers ECDHE+AESGCM;",
        expect: &[("tls-version", "partial")],
        ..good("no-new-version")
    },
    Host {
        tls: "ssl_protocols TLSv1.3;",
        ..good("new-version-only")
    },
    // Cipher suites.
    Host {
        tls: "ssl_protocols TLSv1.2 TLSv1.3;\nssl_ciphers ECDHE+AESGCM:eNULL:@SECLEVEL=0;",
        expect: &[("tls-ciphers", "fail")],
        ..good("null-ciphers")
    },
    Host {
        tls: "ssl_protocols TLSv1.2 TLSv1.3;\nssl_ciphers ECDHE+AESGCM:aNULL:@SECLEVEL=0;\nssl_dhparam {ROOT}/dh2048.pem;",
        expect: &[("tls-ciphers", "fail")],
        ..good("anonymous-ciphers")
    },
    Host {
        certificate: Recipe {
            key: "rsa:2048",
            ..Recipe::GOOD
        },
        tls: "ssl_protocols TLSv1.2 TLSv1.3;\nssl_ciphers ECDHE+AESGCM:AES128-SHA;",
        expect: &[("tls-ciphers", "partial")],
        ..good("no-forward-secrecy")
    },
    Host {
        certificate: Recipe {
            key: "rsa:2048",
            ..Recipe::GOOD
        },
        tls: "ssl_protocols TLSv1.2 TLSv1.3;\nssl_ciphers ECDHE+AESGCM:DHE+AESGCM:@SECLEVEL=0;\nssl_dhparam {ROOT}/dh1024.pem;",
        expect: &[("tls-ciphers", "partial")],
        ..good("small-group")
    },
    Host {
        certificate: Recipe {
            key: "rsa:2048",
            ..Recipe::GOOD
        },
        tls: "ssl_protocols TLSv1.2 TLSv1.3;\nssl_ciphers ECDHE+AESGCM:DHE+AESGCM;\nssl_dhparam {ROOT}/dh2048.pem;",
        ..good("large-group")
    },
    // Dates.
    refused(
        "expired",
        Recipe {
            from: -100,
            until: -10,
            ..Recipe::GOOD
        },
        "expired",
        &[("tls-certificate", "fail"), ("tls-chain", "fail")],
    ),
    refused(
        "not-yet",
        Recipe {
            from: 10,
            until: 100,
            ..Recipe::GOOD
        },
        "not-yet-valid",
        &[("tls-certificate", "fail"), ("tls-chain", "fail")],
    ),
    Host {
        certificate: Recipe {
            from: -355,
            until: 10,
            ..Recipe::GOOD
        },
        expect: &[("tls-certificate", "partial")],
        ..good("forgotten")
    },
    Host {
        certificate: Recipe {
            from: -3,
            until: 3,
            ..Recipe::GOOD
        },
        ..good("short-lived")
    },
    // Trust.
    refused(
        "wrong-name",
        Recipe {
            name: "DNS:other.example",
            ..Recipe::GOOD
        },
        "name",
        &[("tls-chain", "fail")],
    ),
    refused(
        "self-signed",
        Recipe {
            issuer: "itself",
            sent: &[],
            ..Recipe::GOOD
        },
        "self-signed",
        &[("tls-chain", "fail"), ("tls-certificate", "unknown")],
    ),
    refused(
        "strange-root-sent",
        Recipe {
            issuer: "stranger",
            sent: &["stranger"],
            ..Recipe::GOOD
        },
        "untrusted",
        &[("tls-chain", "fail"), ("tls-certificate", "unknown")],
    ),
    refused(
        "strange-root-kept",
        Recipe {
            issuer: "stranger",
            sent: &[],
            ..Recipe::GOOD
        },
        "untrusted",
        &[("tls-chain", "fail"), ("tls-certificate", "unknown")],
    ),
    refused(
        "incomplete",
        Recipe {
            sent: &[],
            extensions: "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n\
                     extendedKeyUsage=serverAuth\nauthorityInfoAccess=caIssuers;URI:http://ca.example/i.der\n",
            ..Recipe::GOOD
        },
        "incomplete",
        &[("tls-chain", "fail"), ("tls-certificate", "unknown")],
    ),
    Host {
        certificate: Recipe {
            sent: &["root", "intermediate"],
            ..Recipe::GOOD
        },
        expect: &[("tls-chain", "partial")],
        rule: Some("verified"),
        ..good("root-in-between")
    },
    refused(
        "authority-as-server",
        Recipe {
            extensions: "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature,keyCertSign\n\
                     extendedKeyUsage=serverAuth\n",
            ..Recipe::GOOD
        },
        "ca-constraint",
        &[("tls-chain", "fail"), ("tls-certificate", "unknown")],
    ),
    refused(
        "issued-by-no-authority",
        Recipe {
            issuer: "no-authority",
            sent: &["no-authority"],
            ..Recipe::GOOD
        },
        "ca-constraint",
        &[("tls-chain", "fail"), ("tls-certificate", "unknown")],
    ),
    refused(
        "chain-too-long",
        Recipe {
            issuer: "below-short",
            sent: &["below-short", "short"],
            ..Recipe::GOOD
        },
        "ca-constraint",
        &[("tls-chain", "fail"), ("tls-certificate", "unknown")],
    ),
    refused(
        "not-for-servers",
        Recipe {
            extensions: "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n\
                     extendedKeyUsage=clientAuth\n",
            ..Recipe::GOOD
        },
        "purpose",
        &[("tls-chain", "fail"), ("tls-certificate", "unknown")],
    ),
    // Strength.
    Host {
        tls: WEAK_LEVEL,
        ..refused(
            "weak-key",
            Recipe {
                key: "rsa:1024",
                ..Recipe::GOOD
            },
            "weak-key",
            &[
                ("tls-chain", "fail"),
                ("tls-key", "fail"),
                ("tls-certificate", "unknown"),
                ("tls-version", "partial"),
            ],
        )
    },
    Host {
        tls: WEAK_LEVEL,
        ..refused(
            "weak-hash",
            Recipe {
                hash: "sha1",
                ..Recipe::GOOD
            },
            "weak-signature",
            &[
                ("tls-chain", "fail"),
                ("tls-key", "fail"),
                ("tls-certificate", "unknown"),
                ("tls-version", "partial"),
            ],
        )
    },
    // HTTP.
    Host {
        plain: None,
        ..good("plain-closed")
    },
    Host {
        plain: Some("return 200 '{\"data\":[]}';"),
        expect: &[("http-plain", "fail")],
        ..good("plain-content")
    },
    Host {
        plain: Some("return 302 https://localhost:{TLS}$request_uri;"),
        expect: &[("http-plain", "partial")],
        ..good("plain-for-once")
    },
    Host {
        plain: Some("return 403;"),
        ..good("plain-forbidden")
    },
    Host {
        headers: "add_header X-Content-Type-Options nosniff always;\nadd_header Cache-Control no-store always;\n\
                  add_header RateLimit-Policy '\"default\";q=100;w=10' always;",
        expect: &[("hsts", "partial")],
        ..good("no-hsts")
    },
    Host {
        headers: "add_header Strict-Transport-Security \"max-age=300\" always;",
        expect: &[
            ("hsts", "partial"),
            ("security-headers", "partial"),
            ("rate-limit-signals", "partial"),
        ],
        ..good("few-headers")
    },
    Host {
        more: "server_tokens on;\nlocation / {\nreturn 404;\n}\n",
        expect: &[
            ("security-headers", "partial"),
            ("openapi-conformance", "unknown"),
        ],
        ..good("tells-its-version")
    },
    // Keys.
    Host {
        missing: "return 500 '{\"error\":\"Internal Server Error\"}';",
        expect: &[("auth-none", "partial")],
        ..good("crashes-without-a-key")
    },
    Host {
        wrong: "return 400 '{\"error\":\"bad key\"}';",
        expect: &[("auth-wrong", "partial")],
        ..good("muddled-about-wrong-keys")
    },
    Host {
        wrong: CONTENT,
        expect: &[("auth-wrong", "fail")],
        ..good("any-key-opens")
    },
    Host {
        location: "if ($arg_api_key) { return 200 '{\"data\":[{\"id\":\"m\"}]}'; }",
        expect: &[("key-in-url", "fail")],
        ..good("any-key-in-the-url-opens")
    },
    Host {
        location: "if ($arg_api_key) { return 401 '{\"error\":\"this key is not valid\"}'; }",
        expect: &[("key-in-url", "partial")],
        ..good("reads-keys-from-the-url")
    },
    // Browsers.
    Host {
        location: "add_header Access-Control-Allow-Origin $http_origin always;\n\
                   add_header Access-Control-Allow-Credentials true always;\n\
                   add_header Strict-Transport-Security \"max-age=31536000\" always;\n\
                   add_header X-Content-Type-Options nosniff always;\n\
                   add_header Cache-Control no-store always;\nadd_header X-RateLimit-Limit 60 always;",
        expect: &[("cors", "fail")],
        ..good("reflects-origins")
    },
    Host {
        location: "add_header Access-Control-Allow-Origin * always;\n\
                   add_header Strict-Transport-Security \"max-age=31536000\" always;\n\
                   add_header X-Content-Type-Options nosniff always;\n\
                   add_header Cache-Control no-store always;\nadd_header X-RateLimit-Limit 60 always;",
        ..good("open-to-any-origin")
    },
    // What leaks.
    Host {
        location: "if ($request_method = POST) { return 500 '{\"trace\":\"Traceback (most recent call last)\"}'; }",
        expect: &[("error-leak", "fail")],
        ..good("shows-traces")
    },
    Host {
        location: "if ($request_method = POST) { return 500 'Internal Server Error'; }",
        expect: &[("error-leak", "partial")],
        ..good("crashes-quietly")
    },
    Host {
        more: "location = /metrics {\ndefault_type text/plain;\nreturn 200 '# TYPE up gauge\nup 1\n';\n}\n\
               location / {\nreturn 404;\n}\n",
        expect: &[
            ("management-exposure", "fail"),
            ("openapi-conformance", "unknown"),
        ],
        ..good("shows-metrics")
    },
    Host {
        more: "location / {\ndefault_type text/html;\nreturn 200 '<!doctype html><h1>Acme</h1># TYPE swagger';\n}\n",
        security_txt: "default_type text/html;\nreturn 200 '<!doctype html><h1>Contact: us</h1>';",
        expect: &[
            ("security-txt", "partial"),
            ("openapi-conformance", "unknown"),
        ],
        ..good("a-page-for-everything")
    },
    // Changes.
    Host {
        headers: "add_header Strict-Transport-Security \"max-age=31536000\" always;\n\
                  add_header X-Content-Type-Options nosniff always;\nadd_header Cache-Control no-store always;\n\
                  add_header X-RateLimit-Limit 60 always;\nadd_header Sunset 'Sat, 01 Mar 2025 00:00:00 GMT' always;",
        expect: &[("deprecation", "fail")],
        ..good("past-its-end")
    },
    Host {
        headers: "add_header Strict-Transport-Security \"max-age=31536000\" always;\n\
                  add_header X-Content-Type-Options nosniff always;\nadd_header Cache-Control no-store always;\n\
                  add_header X-RateLimit-Limit 60 always;\nadd_header Deprecation @1688169599 always;",
        expect: &[("deprecation", "partial")],
        ..good("deprecated")
    },
    Host {
        content: "return 200 '{\"models\":[]}';",
        expect: &[("openapi-conformance", "fail")],
        ..good("breaks-its-description")
    },
    Host {
        headers: "add_header Strict-Transport-Security \"max-age=31536000\" always;\n\
                  add_header X-Content-Type-Options nosniff always;\nadd_header Cache-Control no-store always;\n\
                  add_header X-RateLimit-Limit 60 always;\nadd_header anthropic-organization-id 0a1b always;",
        expect: &[("sub-processor-hints", "partial")],
        ..good("somebody-behind")
    },
    // security.txt.
    Host {
        security_txt: "default_type text/plain;\nreturn 200 \"Contact: mailto:s@acme.example\\nExpires: 2021-01-01T00:00:00Z\\n\";",
        expect: &[("security-txt", "fail")],
        ..good("contact-expired")
    },
    Host {
        security_txt: "default_type text/plain;\nreturn 200 \"Contact: mailto:s@acme.example\\nExpires: 2090-01-01T00:00:00Z\\nExpires: 2091-01-01T00:00:00Z\\n\";",
        expect: &[("security-txt", "partial")],
        ..good("two-expiries")
    },
    Host {
        security_txt: "return 404;",
        expect: &[("security-txt", "partial")],
        ..good("no-contact")
    },
    // Everything at once.
    Host {
        certificate: Recipe {
            key: "rsa:2048",
            from: -355,
            until: 10,
            ..Recipe::GOOD
        },
        tls: "ssl_protocols TLSv1 TLSv1.1 TLSv1.2;\nssl_ciphers ALL:eNULL:@SECLEVEL=0;\nssl_dhparam {ROOT}/dh1024.pem;",
        headers: "add_header X-Upstream http://10.0.0.5:8080/v1 always;",
        missing: CONTENT,
        wrong: CONTENT,
        plain: Some("return 200 '{\"data\":[]}';"),
        security_txt: "return 404;",
        more: "location / {\nreturn 404;\n}\n",
        expect: &[
            ("tls-version", "fail"),
            ("tls-certificate", "partial"),
            ("tls-ciphers", "fail"),
            ("http-plain", "fail"),
            ("hsts", "partial"),
            ("security-headers", "partial"),
            ("auth-none", "partial"),
            // Nothing at this address depends on a key.
            ("auth-wrong", "unknown"),
            ("key-in-url", "unknown"),
            ("error-leak", "fail"),
            ("rate-limit-signals", "partial"),
            ("openapi-conformance", "unknown"),
            ("security-txt", "partial"),
        ],
        ..good("many-faults")
    },
];
