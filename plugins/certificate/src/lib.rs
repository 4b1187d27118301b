//! Reads certificates to ISO/IEC 42001 as a professional would, and holds them against what the dossier claims and the supplier
//! answers.
//!
//! The path of a document is [`plain`] (letters that can be searched) → [`layout`] (blocks, sentences, cells) → [`labels`] and
//! sentences → [`reading`] (fields with their places) → [`aspects`] (one check point each). Nothing here shows that a
//! certificate is genuine: that takes a look into its issuer's register, and only a look-up that somebody kept counts as one.

mod accreditation;
mod aspects;
mod date;
mod labels;
mod layout;
mod letter;
mod name;
mod nature;
mod pattern;
mod plain;
mod reading;
mod register;
mod scope;
mod settings;
mod standard;
mod subject;
mod surveillance;

use assay_sdk::{Descriptor, Observation, Plugin, Run};

use settings::Settings;
use subject::Subject;

/// The plugin.
#[derive(Debug)]
pub struct Certificate;

impl Plugin for Certificate {
    fn describe() -> Descriptor {
        let descriptor = Descriptor::new("certificate", env!("CARGO_PKG_VERSION"))
            .publisher("assay")
            .title("Certificates to ISO/IEC 42001")
            .summary(
                "Reads certificates and what the dossier claims about them: standard and edition, number, holder, scope, \
                 sites, statement of applicability, issuer, accreditation for this very standard, term, surveillance and \
                 the register. A certificate of a person, a badge, a statement of alignment and a certificate to another \
                 standard are none of them one to ISO/IEC 42001.",
            )
            .kind("certificate")
            .document("certificate", "the certificate itself")
            .document("report", "what a register said when somebody looked the certificate up; letters about surveillance audits")
            .capability("supplier", "names, AI systems and claimed certificates are held against the document")
            .capability("answers", "what the supplier says about the state and accreditation of the certificate")
            .capability("documents", "the text of certificates, of register look-ups and of letters about surveillance audits")
            .settings_schema(Settings::SCHEMA);
        aspects::ALL
            .into_iter()
            .fold(descriptor, |descriptor, point| {
                descriptor.point(point.id, point.controls)
            })
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let settings = Settings::read(run.settings()).map_err(|error| error.to_string())?;
        Ok(judge(&Subject::read(run, settings)))
    }
}

assay_sdk::export!(Certificate);

fn judge(subject: &Subject) -> Vec<Observation> {
    use aspects::{
        ALL, GENUINE, STANDARD, accreditation, agreement, applicability, body, genuine, holder,
        register, scope, sites, standard, surveillance, unclaimed, validity,
    };

    if !subject.is_claimed() {
        return unclaimed::judge(subject);
    }
    let mut seen = vec![standard::judge(subject)];
    if subject.is_about_organisation() {
        seen.push(holder::judge(subject));
        seen.extend(scope::judge(subject));
        seen.extend([
            sites::judge(subject),
            applicability::judge(subject),
            body::judge(subject),
            accreditation::judge(subject),
            validity::judge(subject),
            surveillance::judge(subject),
            register::judge(subject),
        ]);
        seen.extend(agreement::judge(subject));
    } else {
        // The other points ask about a certificate, and this is none.
        let others = ALL
            .into_iter()
            .filter(|point| ![GENUINE.id, STANDARD.id].contains(&point.id));
        seen.extend(others.map(|point| {
            point.with_answer(
                point.unknown(
                    "what is shown is no certificate of the organisation to ISO/IEC 42001",
                ),
                subject,
            )
        }));
    }
    if let Some(document) = &subject.unreadable {
        for observation in &mut seen {
            observation.detail.push_str(&format!(
                " The document `{document}` that the claim points to cannot be read."
            ));
        }
    }
    seen.insert(0, genuine::judge(subject, &seen));
    seen
}
