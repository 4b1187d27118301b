//! How cases ended.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Kind, worker::Reply};
use crate::show;

/// A case that did what none may do.
#[derive(Debug, Serialize)]
pub(crate) struct Trouble {
    pub(crate) case: String,
    pub(crate) detail: String,
}

/// All cases of one call.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Summary {
    kind: String,
    /// Files or lines.
    cases: usize,
    /// Links and other things that are no files.
    skipped: usize,
    /// How the cases ended, and how many. A `.wast` file holds several.
    ended: BTreeMap<String, usize>,
    pub(crate) crashed: Vec<Trouble>,
    pub(crate) hung: Vec<Trouble>,
    /// Tried to send something.
    reached_the_network: Vec<Trouble>,
    /// Text that became markup, a formula, a control or another value.
    interpreted: Vec<Trouble>,
    /// Whether the kernel watched the network. Otherwise the host only ran offline.
    network_watched: bool,
    pub(crate) seconds: u64,
}

impl Summary {
    pub(crate) fn new(kind: Kind, sealed: bool, skipped: usize) -> Self {
        Self {
            kind: format!("{kind:?}").to_lowercase(),
            cases: 0,
            skipped,
            ended: BTreeMap::new(),
            crashed: Vec::new(),
            hung: Vec::new(),
            reached_the_network: Vec::new(),
            interpreted: Vec::new(),
            network_watched: sealed,
            seconds: 0,
        }
    }

    pub(crate) fn count(&mut self, case: &str, reply: Reply) {
        self.cases += 1;
        for word in reply.ended {
            *self.ended.entry(word).or_default() += 1;
        }
        let trouble = |detail| Trouble {
            case: case.to_owned(),
            detail,
        };
        self.reached_the_network.extend(reply.reached.map(trouble));
        self.interpreted.extend(reply.interpreted.map(trouble));
    }

    /// True when no case did what none may do.
    pub(crate) fn survived(&self) -> bool {
        [
            &self.crashed,
            &self.hung,
            &self.reached_the_network,
            &self.interpreted,
        ]
        .iter()
        .all(|troubles| troubles.is_empty())
    }
}

impl show::Findings for Summary {
    fn print(&self) {
        let rows = self
            .ended
            .iter()
            .map(|(word, count)| vec![word.clone(), count.to_string()]);
        show::table(&["how it ended", "cases"], rows);
        let all = self.cases + self.crashed.len() + self.hung.len();
        anstream::println!(
            "\n{all} {} in {} s; {} crashed, {} hung, {} reached the network, {} interpreted{}{}",
            self.kind,
            self.seconds,
            self.crashed.len(),
            self.hung.len(),
            self.reached_the_network.len(),
            self.interpreted.len(),
            if self.skipped == 0 {
                String::new()
            } else {
                format!("; {} links and the like skipped", self.skipped)
            },
            if self.network_watched {
                ""
            } else {
                "; the kernel lets no namespace be made, so that the network was not watched: the host ran offline"
            }
        );
        for (what, troubles) in [
            ("crashed", &self.crashed),
            ("hung", &self.hung),
            ("reached the network", &self.reached_the_network),
            ("interpreted", &self.interpreted),
        ] {
            for trouble in troubles {
                anstream::println!("{what}: {}: {}", trouble.case, trouble.detail);
            }
        }
    }
}
