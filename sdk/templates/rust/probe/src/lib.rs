//! {{title}}: does the API say how to report a vulnerability (RFC 9116)?

use assay_sdk::{Descriptor, Observation, Plugin, Request, Run, Severity};

const POINT: &str = "security-txt";
const PATH: &str = "/.well-known/security.txt";

struct {{camel}};

impl Plugin for {{camel}} {
    fn describe() -> Descriptor {
        Descriptor::new("{{name}}", env!("CARGO_PKG_VERSION"))
            .title("{{title}}")
            .kind("probe")
            .point(POINT, &[])
            .capability("probe", "It asks each endpoint for one file")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let Some(endpoint) = run.endpoints().into_iter().next() else {
            let ask = "Allow an endpoint to be probed.";
            return Ok(vec![Observation::unknown(POINT).title("no endpoint").remediation(ask)]);
        };
        let seen = match run.send(Request::get(&endpoint, PATH)) {
            Ok(answer) if answer.status == 200 && answer.text().contains("Contact:") => {
                Observation::pass(POINT).title("there is a security.txt").exchange(&answer)
            }
            Ok(answer) if answer.status == 404 => {
                Observation::fail(POINT).severity(Severity::Low).title("there is no security.txt").exchange(&answer)
            }
            Ok(answer) => Observation::unknown(POINT).title("the answer tells nothing").exchange(&answer),
            Err(failure) => Observation::unknown(POINT).title("no answer").exchange(&failure),
        };
        Ok(vec![seen])
    }
}

assay_sdk::export!({{camel}});

#[cfg(test)]
mod tests {
    use super::*;
    use assay_sdk::testing::{FakeEndpoint, FakeHost, Reply};

    #[test]
    fn the_file_is_asked_for_and_silence_is_never_safety() {
        for (reply, outcome) in [
            (Reply::status(200).body("Contact: mailto:security@example.com"), "pass"),
            (Reply::status(404), "fail"),
            (Reply::status(500), "unknown"),
            (Reply::failure("timeout", "too slow"), "unknown"),
        ] {
            let host = FakeHost::new().with_endpoint(FakeEndpoint::named("api", "http", "https://api.example"));
            let assessment = host.with_exchange("GET", PATH, reply).assess::<{{camel}}>().unwrap();
            assert_eq!(assessment.of(POINT).outcome, outcome);
            assert!(assessment.problems().is_empty());
        }
    }

    #[test]
    fn without_an_endpoint_it_is_unknown() {
        let assessment = FakeHost::new().assess::<{{camel}}>().unwrap();
        assert_eq!(assessment.of(POINT).outcome, "unknown");
    }
}
