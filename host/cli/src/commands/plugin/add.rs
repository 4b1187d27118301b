//! `assay plugin add`

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io::{self, BufRead, IsTerminal},
    path::Path,
};

use assay_assessment::Refusal;
use assay_domain::exit_code;
use assay_report::{encode::terminal::Plain, terminal::plugin_name};
use assay_sandbox::Plugin;
use assay_settings::Schema;
use assay_trust::{
    Change, Endorsement, Lock, Locked, TrustError, descriptor_digest, signature_path,
};
use miette::{IntoDiagnostic, WrapErr, miette};

use super::{component::Component, pull, remove};
use crate::{
    args::{Add, Consent, Origin, Shared},
    output,
    workbench::{self, Workbench, installed, today},
};

pub(super) async fn add(arguments: &Add, shared: &Shared) -> miette::Result<u8> {
    let workbench = Workbench::open(shared)?;
    let arrived = match &arguments.origin {
        Origin::File(file) => Arrived {
            component: Component::read(file)?,
            source: file.display().to_string(),
        },
        Origin::Registry(reference) => {
            let limit = workbench.catalogue.limits.component_bytes;
            let pulled = pull::fetch(reference, &arguments.login, limit).await?;
            let source = reference.pinned(pulled.manifest).to_string();
            Arrived {
                component: pulled.into(),
                source,
            }
        }
    };
    admit(vec![arrived], &arguments.consent, &workbench).await
}

/// A component that wants in, and where it comes from.
pub(super) struct Arrived {
    pub(super) component: Component,
    pub(super) source: String,
}

/// A component that was judged, and that nobody has agreed to yet.
struct Judged {
    component: Component,
    candidate: Locked,
}

/// Lets components in: all of them, or none.
pub(super) async fn admit(
    arrived: Vec<Arrived>,
    consent: &Consent,
    workbench: &Workbench,
) -> miette::Result<u8> {
    let path = &consent.house.lock;
    let mut lock = Lock::open(path)?;
    let mut judged: Vec<Judged> = Vec::new();
    let mut needs_consent = false;
    for arrived in arrived {
        let source = arrived.source.clone();
        let refused = || format!("{source} was not let in");
        let (plugin, one) = judge(arrived, consent, workbench)
            .await
            .wrap_err_with(refused)?;
        if judged
            .iter()
            .any(|other| other.candidate.id == one.candidate.id)
        {
            return Err(miette!("`{}` is there twice", one.candidate.id)).wrap_err_with(refused);
        }
        let change = lock.change(&one.candidate);
        output::print(&asked(&plugin, &one.candidate, &change));
        let same_word = lock
            .named(&one.candidate.id)
            .is_some_and(|locked| locked.vouched == one.candidate.vouched);
        if change == Change::Same && same_word {
            output::print("It is in the lock already.\n");
            continue;
        }
        if matches!(
            change,
            Change::Upgrade {
                downgrade: true,
                ..
            }
        ) && !consent.allow_downgrade
        {
            return Err(miette!(
                help = "give `--allow-downgrade` if that is what you want",
                "it is not newer than the version that is locked"
            ))
            .wrap_err_with(refused);
        }
        needs_consent |= change == Change::New || change.widens();
        lock.put(one.candidate.clone());
        judged.push(one);
    }
    if judged.is_empty() {
        return Ok(exit_code::APPROVE);
    }
    if needs_consent && !consent.yes && !agreed(judged.len())? {
        let sources = judged.iter().map(|one| one.candidate.source.as_str());
        return Err(miette!(
            help = "read what it asks for, then give `--yes`",
            "{}",
            sources
                .map(|source| format!("{source} was not let in"))
                .collect::<Vec<_>>()
                .join("; ")
        ));
    }
    for one in &judged {
        install(one, path)?;
    }
    lock.write(path)?;
    for one in &judged {
        output::print(&format!(
            "{} takes part from now on; {} says so.\n",
            one.candidate.id,
            path.display()
        ));
    }
    Ok(exit_code::APPROVE)
}

/// Looks at who stands behind a component before anything of it is compiled, and then at what it says of itself.
async fn judge(
    arrived: Arrived,
    consent: &Consent,
    workbench: &Workbench,
) -> miette::Result<(Plugin, Judged)> {
    let Arrived { component, source } = arrived;
    let endorsement = endorsement(consent, &component)?;
    let plugin = component.load(workbench).await?;
    let descriptor = plugin.descriptor();
    if let Some(endorsement) = &endorsement {
        endorsement
            .check(plugin.reference(), descriptor_digest(descriptor))
            .into_diagnostic()?;
    }
    let schema = Schema::parse(descriptor.settings_schema.expose())
        .map_err(Refusal::from)
        .into_diagnostic()?;
    let candidate = candidate(source, consent, &plugin, &schema, endorsement.as_ref());
    Ok((
        plugin,
        Judged {
            component,
            candidate,
        },
    ))
}

/// Puts a component to its place. Signatures of the one before it go, so that they are never held against this one.
fn install(judged: &Judged, lock: &Path) -> miette::Result<()> {
    let target = installed(lock, &judged.candidate.id);
    output::write(&target, &judged.component.bytes)?;
    let signatures = signature_path(&target);
    match &judged.component.envelope {
        Some(envelope) => output::write(&signatures, envelope.to_json()),
        None => remove::delete(&signatures),
    }
}

/// Who stands behind it. The operator's own word stands in for a signature, but not for a revocation.
fn endorsement(consent: &Consent, component: &Component) -> miette::Result<Option<Endorsement>> {
    let trust = workbench::trust(&consent.house)?;
    match trust.judge(component.digest(), component.envelope.as_ref()) {
        Err(TrustError::Unsigned | TrustError::NoKnownSigner { .. }) if consent.vouch => Ok(None),
        Err(TrustError::NoKnownSigner { .. }) if !trust.requires_signatures() => Ok(None),
        judged => judged.into_diagnostic(),
    }
}

fn candidate(
    source: String,
    consent: &Consent,
    plugin: &Plugin,
    schema: &Schema,
    endorsement: Option<&Endorsement>,
) -> Locked {
    let reference = plugin.reference();
    let imports = plugin.imports().capabilities.iter();
    Locked {
        id: reference.id.clone(),
        version: reference.version.clone(),
        publisher: reference.publisher.expose().to_owned(),
        digest: reference.digest,
        source,
        added: today(),
        signers: endorsement.map_or_else(BTreeSet::new, |endorsement| endorsement.signers.clone()),
        granted: imports
            .map(|capability| capability.name().to_owned())
            .collect(),
        settings_schema: schema.digest(),
        vouched: consent.vouch,
    }
}

/// What a person reads before agreeing. What it uses is read from the component; why is its own word.
fn asked(plugin: &Plugin, candidate: &Locked, change: &Change) -> String {
    let reference = plugin.reference();
    let mut text = format!("{}\n{}\n", plugin_name(reference), reference.digest);
    let mut line = |words: String| {
        text.push_str(&words);
        text.push('\n');
    };
    match (candidate.signers.is_empty(), candidate.vouched) {
        (false, _) => {
            for key in &candidate.signers {
                line(format!("  signed with {key}"));
            }
        }
        (true, true) => line("  not signed by anybody known; you vouch for it".to_owned()),
        (true, false) => line(
            "  not signed by anybody known: what it passes counts as the supplier's own word"
                .to_owned(),
        ),
    }
    line("It uses:".to_owned());
    if plugin.imports().capabilities.is_empty() {
        line("  nothing".to_owned());
    }
    for capability in &plugin.imports().capabilities {
        let wish = plugin.descriptor().capabilities.iter();
        let why = wish
            .filter(|wish| wish.interface.expose() == capability.name())
            .map(|wish| Plain::of(&wish.why).cut(160).to_string())
            .next()
            .unwrap_or_else(|| "(it does not say why)".to_owned());
        let network = if capability.reaches_the_network() {
            " [network]"
        } else {
            ""
        };
        line(format!("  {}{network}: {why}", capability.name()));
    }
    if let Change::Upgrade {
        from,
        newly_asked,
        other_signers,
        other_settings,
        ..
    } = change
    {
        let mut news = format!("It takes the place of version {}", from.escape_debug());
        if !newly_asked.is_empty() {
            let list: Vec<&str> = newly_asked.iter().map(String::as_str).collect();
            let _ = write!(news, "; newly asked: {}", list.join(", "));
        }
        if *other_signers {
            news.push_str("; none of the keys that had signed that one signed this one");
        }
        if *other_settings {
            news.push_str("; its settings have another schema");
        }
        line(news);
    }
    text
}

/// Asks whoever sits at the terminal. Without one nobody has agreed.
fn agreed(plugins: usize) -> miette::Result<bool> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    output::print(if plugins == 1 {
        "Let it in? [y/N] "
    } else {
        "Let them in, all of them? [y/N] "
    });
    let mut answer = String::new();
    io::stdin()
        .lock()
        .read_line(&mut answer)
        .into_diagnostic()?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
