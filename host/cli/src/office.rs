//! The rooms that the service needs, on a folder of dossiers.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use assay_assessment::{Conduct, LiveLibrary, Progress, Quarantine, read_document};
use assay_domain::{Digest, MediaType, Person, PluginRef, RunOutcome, SupplierId};
use assay_dossier::Dossier;
use assay_questionnaire::{Form, Map, Origin, Returned, Taking, merged, take};
use assay_register::Register;
use assay_report::plugin::{ConductRow, PluginView};
use assay_web::{DocumentText, Done, Office, OfficeError, Watcher};
use jiff::Timestamp;
use tokio::sync::{Mutex, Semaphore};

use crate::{
    bench::Bench,
    commands::{conducts, loaded_view},
    output,
    workbench::{Workbench, today},
};

/// Longest name of a document that is taken over, in bytes.
const LONGEST_NAME: usize = 100;

/// A folder with a dossier in each of its folders, and what works on them.
pub(crate) struct FolderOffice {
    pub(crate) workbench: Workbench,
    /// Those in force; each thing that is done here takes them as they are when it begins.
    pub(crate) library: LiveLibrary,
    pub(crate) register: Register,
    pub(crate) folder: PathBuf,
    pub(crate) offline: bool,
    /// Two people who answer at once would each write the file without the other's answers.
    pub(crate) writing: Mutex<()>,
}

/// Passes on what an assessment tells.
struct Teller<'a>(&'a dyn Watcher);

impl Progress for Teller<'_> {
    fn planned(&self, runs: usize) {
        self.0.planned(runs);
    }

    fn started(&self, _: &PluginRef) {}

    fn quarantined(&self, plugin: &PluginRef, quarantine: Quarantine) {
        let until = quarantine.until;
        self.0
            .finished(format!("{}: in quarantine until {until}", plugin.id));
    }

    fn finished(&self, plugin: &PluginRef, outcome: &RunOutcome) {
        self.0.finished(match outcome {
            RunOutcome::Failed { error } => format!("{}: did not assess: {error}", plugin.id),
            _ => format!("{}: done", plugin.id),
        });
    }
}

fn failed(error: impl std::fmt::Display) -> OfficeError {
    OfficeError::Failed(error.to_string())
}

impl FolderOffice {
    /// The folder of a supplier: the one whose supplier.toml has its id, and first the one of that name.
    fn find(&self, supplier: &SupplierId) -> Option<PathBuf> {
        let named = self.folder.join(supplier.as_str());
        if is_of(&named, supplier) {
            return Some(named);
        }
        let mut folders: Vec<PathBuf> = fs::read_dir(&self.folder)
            .ok()?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        folders.sort();
        folders.into_iter().find(|folder| is_of(folder, supplier))
    }

    fn open(&self, supplier: &SupplierId) -> Result<(PathBuf, Dossier), OfficeError> {
        let folder = self.find(supplier).ok_or(OfficeError::NoDossier)?;
        let dossier =
            assay_dossier::open(&folder, self.workbench.sandbox.limits()).map_err(failed)?;
        if dossier.supplier.profile.id != *supplier {
            return Err(OfficeError::NoDossier);
        }
        Ok((folder, dossier))
    }

    fn asked(&self, dossier: &Dossier) -> Form {
        let library = self.library.current();
        let asking = library.plugins.iter();
        Form::new(
            dossier.supplier.profile.id.clone(),
            dossier.supplier.profile.legal_name.clone(),
            asking.map(|loaded| loaded.plugin.descriptor()),
            dossier.answers.clone(),
        )
    }
}

/// A look at one line of the file: opening the whole dossier of each supplier would read all their documents.
fn is_of(folder: &Path, supplier: &SupplierId) -> bool {
    let Ok(text) = fs::read_to_string(folder.join(assay_dossier::SUPPLIER_FILE)) else {
        return false;
    };
    text.lines().any(|line| {
        let Some((key, value)) = line.split_once('=') else {
            return false;
        };
        let value = value.split('#').next().unwrap_or_default().trim();
        key.trim() == "id" && value.trim_matches(['"', '\'']) == supplier.as_str()
    })
}

impl Office for FolderOffice {
    fn has(&self, supplier: &SupplierId) -> bool {
        self.find(supplier).is_some()
    }

    fn assess<'a>(
        &'a self,
        supplier: &'a SupplierId,
        by: &'a Person,
        watcher: &'a dyn Watcher,
    ) -> Done<'a, ()> {
        Box::pin(async move {
            let (_, dossier) = self.open(supplier)?;
            let conduct = Conduct::new(self.register.plugin_parts().await.map_err(failed)?);
            let library = self.library.current();
            let bench = Bench {
                workbench: &self.workbench,
                reader: self.workbench.reader(),
                library: &library,
                conduct: &conduct,
                register: &self.register,
                places: Semaphore::new(self.workbench.sandbox.max_concurrent_runs()),
                progress: &Teller(watcher),
                as_of: today(),
                offline: self.offline,
                by: Some(by.clone()),
            };
            bench.assess(dossier).await.map_err(failed)?;
            Ok(())
        })
    }

    fn form<'a>(&'a self, supplier: &'a SupplierId) -> Done<'a, Form> {
        Box::pin(async move {
            let (_, dossier) = self.open(supplier)?;
            Ok(self.asked(&dossier))
        })
    }

    fn answer<'a>(&'a self, supplier: &'a SupplierId, returned: Returned) -> Done<'a, Taking> {
        Box::pin(async move {
            let _alone = self.writing.lock().await;
            let (folder, dossier) = self.open(supplier)?;
            let form = self.asked(&dossier);
            let documents: Vec<&str> = dossier
                .documents
                .iter()
                .map(|document| document.id.as_str())
                .collect();
            let taking = take(&returned, &form, &Map::default(), &documents, today(), true);
            if taking.answers().next().is_some() {
                let file = folder.join(assay_dossier::ANSWERS_FILE);
                let existing = match fs::read_to_string(&file) {
                    Ok(text) => text,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
                    Err(error) => return Err(failed(error)),
                };
                let said: Vec<_> = taking.answers().collect();
                let origin = Origin {
                    file: "the page of the register".to_owned(),
                    // There is no file; the answers themselves, as JSON, can be compared.
                    digest: Digest::of(serde_json::to_vec(&said).map_err(failed)?),
                    signed_by: None,
                    taken_on: today(),
                };
                let text = merged(&existing, said, &origin).map_err(failed)?;
                output::replace(&file, text).map_err(failed)?;
            }
            Ok(taking)
        })
    }

    fn document<'a>(&'a self, supplier: &'a SupplierId, id: &'a str) -> Done<'a, DocumentText> {
        Box::pin(async move {
            let (_, dossier) = self.open(supplier)?;
            // The id is looked for among what was read, so that no path of a stranger is ever opened.
            let found = dossier.documents.into_iter().find(|one| one.id == id);
            let document =
                found.ok_or_else(|| OfficeError::Unfit("it is not in the folder".to_owned()))?;
            let digest = document.digest;
            let reader = self.workbench.reader();
            let reader = reader.get().map_err(failed)?.clone();
            let (document, read) = read_document(reader, document).await;
            let text = match read {
                Some(reading) => reading.map_err(failed)?.text,
                None => {
                    let why = || document.unreadable().unwrap_or("it has no text").to_owned();
                    document
                        .text()
                        .ok_or_else(|| OfficeError::Unfit(why()))?
                        .into()
                }
            };
            Ok(DocumentText { digest, text })
        })
    }

    fn receive<'a>(
        &'a self,
        supplier: &'a SupplierId,
        name: &'a str,
        bytes: Vec<u8>,
    ) -> Done<'a, String> {
        Box::pin(async move {
            let name = clean(name).ok_or_else(|| {
                OfficeError::Unfit("a document needs a name with letters or digits".to_owned())
            })?;
            if assay_dossier::media_type(&name) == MediaType::Bytes {
                return Err(OfficeError::Unfit(format!(
                    "{name} is of no type that is read: PDF, Word, Excel, HTML, Markdown, text or JSON"
                )));
            }
            let folder = self.find(supplier).ok_or(OfficeError::NoDossier)?;
            let evidence = folder.join(assay_dossier::EVIDENCE_FOLDER);
            // It is looked at elsewhere, so that a file that is not what its name says is never among the evidence.
            let aside = tempfile::tempdir().map_err(failed)?;
            let path = aside.path().join(&name);
            fs::write(&path, &bytes).map_err(failed)?;
            let limits = &self.workbench.catalogue.limits;
            let document = assay_dossier::open_document(&path, limits).map_err(failed)?;
            if let Some(reason) = document.unreadable()
                && document.bytes().is_none()
            {
                return Err(OfficeError::Unfit(format!("{name} is not taken: {reason}")));
            }
            fs::create_dir_all(&evidence).map_err(failed)?;
            let mut file = tempfile::NamedTempFile::new_in(&folder).map_err(failed)?;
            io::Write::write_all(&mut file, &bytes).map_err(failed)?;
            file.as_file().sync_all().map_err(failed)?;
            file.persist_noclobber(evidence.join(&name))
                .map_err(|error| {
                    if error.error.kind() == io::ErrorKind::AlreadyExists {
                        let words =
                            format!("there is a document {name} already: give yours another name");
                        OfficeError::Unfit(words)
                    } else {
                        failed(error.error)
                    }
                })?;
            Ok(name)
        })
    }

    fn plugins(&self) -> Done<'_, (Vec<PluginView>, Vec<ConductRow>)> {
        Box::pin(async move {
            let conduct = Conduct::new(self.register.plugin_parts().await.map_err(failed)?);
            let views = self
                .library
                .current()
                .plugins
                .iter()
                .map(loaded_view)
                .collect();
            Ok((views, conducts(&conduct, Timestamp::now())))
        })
    }
}

/// The name of a file as it may lie in a folder: its last part, letters, digits, dots, hyphens and underscores, no dot in front.
fn clean(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let tame: String = last
        .chars()
        .map(|c| match c {
            '.' | '-' | '_' => c,
            _ if c.is_alphanumeric() => c,
            _ => '-',
        })
        .collect();
    let tame = tame.trim_matches(['.', '-', '_']);
    // The end says of which type it is, so the beginning is cut.
    let from = tame.ceil_char_boundary(tame.len().saturating_sub(LONGEST_NAME));
    let tame = tame[from..].trim_start_matches(['.', '-', '_']);
    tame.chars()
        .any(char::is_alphanumeric)
        .then(|| tame.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        for (name, cleaned) in [
            ("policy.md", Some("policy.md")),
            ("../../etc/passwd.txt", Some("passwd.txt")),
            ("C:\\Users\\x\\AI policy (2).pdf", Some("AI-policy--2-.pdf")),
            (".hidden.md", Some("hidden.md")),
            ("Prüfbericht 2026.pdf", Some("Prüfbericht-2026.pdf")),
            ("a\u{202e}fdp.md", Some("a-fdp.md")),
            ("..", None),
            ("", None),
            ("\u{0}/", None),
        ] {
            assert_eq!(clean(name).as_deref(), cleaned, "{name:?}");
        }
        let long = format!("{}.pdf", "ü".repeat(200));
        let cleaned = clean(&long).unwrap();
        assert!(cleaned.len() <= LONGEST_NAME && cleaned.ends_with("ü.pdf"));
    }
}
