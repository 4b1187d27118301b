//! Uses every interface of the contract once and quotes what it read. Its component is kept for each published version, so that a
//! change of the contract that breaks plugins which are out there cannot go unseen.

use assay_sdk::{Descriptor, Level, Observation, Offer, Plugin, Request, Run};
use assay_test_guests::described;

struct Guest;

impl Plugin for Guest {
    fn describe() -> Descriptor {
        described("uses_everything").point("deletion", &[])
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        run.log(Level::Info, &run.profile().legal_name);
        let counts = [
            run.systems().len(),
            run.sub_processors().len(),
            run.certificates().len(),
            run.answers().len(),
            run.observed().len(),
        ];
        let earlier = run.earlier("deletion", None).is_some();
        let mut observations =
            vec![Observation::unknown("breach-notice").title(format!("{counts:?} {earlier}"))];
        for endpoint in run.endpoints() {
            let sent = run.send_many(vec![Request::get(&endpoint, "/")], 1);
            observations.extend(sent.iter().map(|sent| match sent {
                Ok(exchange) => Observation::unknown("breach-notice").exchange(exchange),
                Err(failure) => Observation::unknown("breach-notice").exchange(failure),
            }));
            let offer = Offer {
                endpoint: endpoint.id.clone(),
                version: "TLSv1.2".to_owned(),
                cipher_suites: vec![0xc02f],
                extra: Vec::new(),
            };
            let offered = run.offer_many(vec![offer], 1);
            observations.extend(offered.iter().map(|offered| match offered {
                Ok(acceptance) => Observation::unknown("breach-notice").exchange(acceptance),
                Err(refusal) => Observation::unknown("breach-notice").exchange(refusal),
            }));
        }
        for document in run.documents() {
            let Some(text) = document.text() else {
                continue;
            };
            if let Some(start) = text.as_str().find("within 30 days") {
                observations.push(
                    Observation::pass("deletion")
                        .title("deletion within 30 days")
                        .fact_number("deletion", 30, "d")
                        .quote(text.quote(start..start + "within 30 days".len())),
                );
            }
        }
        Ok(observations)
    }
}

assay_sdk::export!(Guest);
