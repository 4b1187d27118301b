//! Every sector has one preset, and a sensitive one raises something.

use assay_domain::Sector;

use super::Findings;
use crate::Catalogue;

pub(super) fn sectors(catalogue: &Catalogue, findings: &mut Findings<'_>) {
    let mut say = |text: String| findings.in_file("sectors.toml", text);
    for sector in Sector::ALL {
        let mut presets = catalogue.sectors.sectors.iter();
        let name = sector.label();
        match presets.find(|preset| preset.sector == sector) {
            None => say(format!("nothing is said about `{name}`")),
            Some(preset) => {
                if presets.any(|other| other.sector == sector) {
                    say(format!("`{name}` is there twice"));
                }
                if preset.prompts.is_empty() {
                    say(format!("`{name}` asks nothing"));
                }
                // Whoever names `general` says that there is nothing to be raised.
                if (sector == Sector::General) != preset.floor.0.is_empty() {
                    say(format!(
                        "`floor`: `general` has none and every other sector has one; see `{name}`"
                    ));
                }
            }
        }
    }
}
