//! From what each endpoint showed to one observation per point and AI system.

use std::collections::BTreeMap;

use assay_sdk::Observation;

/// Keeps the worst of each point and system. What is known to be bad outweighs what is not known, and that outweighs what is
/// known to be good.
pub(crate) fn merge(observations: Vec<Observation>) -> Vec<Observation> {
    let mut order = Vec::new();
    let mut worst: BTreeMap<(String, Option<String>), Observation> = BTreeMap::new();
    for observation in observations {
        let key = (observation.point.clone(), observation.system.clone());
        match worst.get_mut(&key) {
            Some(known) if badness(&observation) > badness(known) => *known = observation,
            Some(_) => {}
            None => {
                order.push(key.clone());
                worst.insert(key, observation);
            }
        }
    }
    order.iter().filter_map(|key| worst.remove(key)).collect()
}

fn badness(observation: &Observation) -> u8 {
    match observation.outcome.as_str() {
        "fail" => 4,
        "partial" => 3,
        "unknown" => 2,
        "not-applicable" => 1,
        _ => 0,
    }
}
