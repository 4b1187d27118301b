//! What one version of a plugin asks for that another did not.

use std::collections::{BTreeMap, BTreeSet};

use assay_domain::{PluginRef, Question, Untrusted};
use serde::Serialize;

use crate::plugin::PluginView;

/// An upgrade, seen by whoever has to agree to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UpgradeView {
    /// The old version.
    pub from: PluginRef,
    /// The new version.
    pub to: PluginRef,
    /// True when they are of two names: then it is no upgrade.
    pub other_plugin: bool,
    /// True when the new one names another publisher.
    pub other_publisher: bool,
    /// Keys that signed the old one and not the new one.
    pub signed_no_longer: BTreeSet<String>,
    /// Capabilities that the new one uses and the old one did not.
    pub newly_asked: BTreeSet<Asked>,
    /// Capabilities that the old one used.
    pub no_longer_asked: BTreeSet<String>,
    /// Every interface that the new one imports and the old one did not, those of language runtimes too.
    pub newly_imported: BTreeSet<String>,
    /// Points that are new.
    pub points_added: BTreeSet<String>,
    /// Points that it no longer answers.
    pub points_removed: BTreeSet<String>,
    /// Questions that are new.
    pub questions_added: BTreeSet<String>,
    /// Questions that it no longer asks.
    pub questions_removed: BTreeSet<String>,
    /// Questions of the same id that read differently.
    pub questions_changed: BTreeSet<String>,
    /// True when the schema of its settings is another.
    pub other_settings: bool,
    /// Bytes of the old component.
    pub size_from: u64,
    /// Bytes of the new component.
    pub size_to: u64,
}

/// A capability that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Asked {
    /// The interface.
    pub interface: String,
    /// True when using it makes the host open connections.
    pub reaches_the_network: bool,
    /// What the plugin says that it wants it for.
    pub why: Option<Untrusted>,
}

/// Compares two versions. What they use is read from the components; why is the plugin's own word.
pub fn upgrade(old: &PluginView, new: &PluginView) -> UpgradeView {
    let used = |view: &PluginView| view.capabilities.iter().cloned().collect::<BTreeSet<_>>();
    let imported = |view: &PluginView| view.imports.iter().cloned().collect::<BTreeSet<_>>();
    let points = |view: &PluginView| {
        let declared = view.descriptor.points.iter();
        declared
            .map(|declared| declared.point.to_string())
            .collect::<BTreeSet<_>>()
    };
    let (used_before, used_now) = (used(old), used(new));
    let (points_before, points_now) = (points(old), points(new));
    let (asked_before, asked_now) = (questions(old), questions(new));
    let ids = |asked: &BTreeMap<String, &Question>| asked.keys().cloned().collect::<BTreeSet<_>>();
    let (ids_before, ids_now) = (ids(&asked_before), ids(&asked_now));
    UpgradeView {
        from: old.reference.clone(),
        to: new.reference.clone(),
        other_plugin: old.reference.id != new.reference.id,
        other_publisher: old.reference.publisher != new.reference.publisher,
        signed_no_longer: old.signed_by.difference(&new.signed_by).cloned().collect(),
        newly_asked: used_now
            .difference(&used_before)
            .map(|interface| Asked {
                interface: interface.clone(),
                reaches_the_network: new.network.contains(interface),
                why: new.why(interface).cloned(),
            })
            .collect(),
        no_longer_asked: used_before.difference(&used_now).cloned().collect(),
        newly_imported: imported(new).difference(&imported(old)).cloned().collect(),
        points_added: points_now.difference(&points_before).cloned().collect(),
        points_removed: points_before.difference(&points_now).cloned().collect(),
        questions_added: ids_now.difference(&ids_before).cloned().collect(),
        questions_removed: ids_before.difference(&ids_now).cloned().collect(),
        questions_changed: asked_now
            .iter()
            .filter(|(id, question)| {
                asked_before
                    .get(*id)
                    .is_some_and(|before| before != *question)
            })
            .map(|(id, _)| id.clone())
            .collect(),
        other_settings: old.descriptor.settings_schema != new.descriptor.settings_schema,
        size_from: old.size,
        size_to: new.size,
    }
}

fn questions(view: &PluginView) -> BTreeMap<String, &Question> {
    let asked = view.descriptor.questions.iter();
    asked
        .map(|question| (question.id.to_string(), question))
        .collect()
}
