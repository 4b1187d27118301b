//! `assay plugin add`

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io::{self, BufRead, IsTerminal},
};

use assay_assessment::Refusal;
use assay_domain::exit_code;
use assay_report::encode::terminal::Plain;
use assay_sandbox::Plugin;
use assay_settings::Schema;
use assay_trust::{
    Change, Endorsement, Lock, Locked, TrustError, descriptor_digest, signature_path,
};
use miette::{IntoDiagnostic, WrapErr, miette};

use super::component::Component;
use crate::{
    args::{Add, Shared},
    output,
    workbench::{self, Workbench, installed, today},
};

pub(super) async fn add(arguments: &Add, shared: &Shared) -> miette::Result<u8> {
    let file = arguments.file.display();
    let refused = || format!("{file} was not let in");
    let component = Component::read(&arguments.file)?;
    let endorsement = judge(arguments, &component).wrap_err_with(refused)?;
    let plugin = component
        .load(&Workbench::open(shared)?)
        .await
        .wrap_err_with(refused)?;
    let descriptor = plugin.descriptor();
    if let Some(endorsement) = &endorsement {
        endorsement
            .check(plugin.reference(), descriptor_digest(descriptor))
            .into_diagnostic()
            .wrap_err_with(refused)?;
    }
    let schema = Schema::parse(descriptor.settings_schema.expose())
        .map_err(Refusal::from)
        .into_diagnostic()
        .wrap_err_with(refused)?;
    let candidate = candidate(arguments, &plugin, &schema, endorsement.as_ref());

    let path = &arguments.house.lock;
    let mut lock = Lock::open(path)?;
    let change = lock.change(&candidate);
    output::print(&asked(&plugin, &candidate, &change));
    let same_word = lock
        .named(&candidate.id)
        .is_some_and(|locked| locked.vouched == candidate.vouched);
    if change == Change::Same && same_word {
        output::print("It is in the lock already.\n");
        return Ok(exit_code::APPROVE);
    }
    if matches!(
        change,
        Change::Upgrade {
            downgrade: true,
            ..
        }
    ) && !arguments.allow_downgrade
    {
        return Err(miette!(
            help = "give `--allow-downgrade` if that is what you want",
            "it is not newer than the version that is locked"
        ));
    }
    let needs_consent = change == Change::New || change.widens();
    if needs_consent && !arguments.yes && !agreed()? {
        return Err(miette!(
            help = "read what it asks for, then give `--yes`",
            "{}",
            refused()
        ));
    }
    let target = installed(path, &candidate.id);
    output::write(&target, &component.bytes)?;
    if let Some(envelope) = &component.envelope {
        output::write(&signature_path(&target), envelope.to_json())?;
    }
    let id = candidate.id.clone();
    lock.put(candidate);
    lock.write(path)?;
    output::print(&format!(
        "{id} takes part from now on; {} says so.\n",
        path.display()
    ));
    Ok(exit_code::APPROVE)
}

/// Who stands behind it. The operator's own word stands in for a signature, but not for a revocation.
fn judge(arguments: &Add, component: &Component) -> miette::Result<Option<Endorsement>> {
    let trust = workbench::trust(&arguments.house)?;
    match trust.judge(component.digest(), component.envelope.as_ref()) {
        Err(TrustError::Unsigned | TrustError::NoKnownSigner { .. }) if arguments.vouch => Ok(None),
        Err(TrustError::NoKnownSigner { .. }) if !trust.requires_signatures() => Ok(None),
        judged => judged.into_diagnostic(),
    }
}

fn candidate(
    arguments: &Add,
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
        source: arguments.file.display().to_string(),
        added: today(),
        signers: endorsement.map_or_else(BTreeSet::new, |endorsement| endorsement.signers.clone()),
        granted: imports
            .map(|capability| capability.name().to_owned())
            .collect(),
        settings_schema: schema.digest(),
        vouched: arguments.vouch,
    }
}

/// What a person reads before agreeing. What it uses is read from the component; why is its own word.
fn asked(plugin: &Plugin, candidate: &Locked, change: &Change) -> String {
    let reference = plugin.reference();
    let mut text = format!(
        "{} {} by {}\n{}\n",
        reference.id,
        Plain::of(&reference.version).cut(40),
        Plain::of(&reference.publisher).cut(80),
        reference.digest
    );
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
fn agreed() -> miette::Result<bool> {
    if !io::stdin().is_terminal() {
        return Ok(false);
    }
    output::print("Let it in? [y/N] ");
    let mut answer = String::new();
    io::stdin()
        .lock()
        .read_line(&mut answer)
        .into_diagnostic()?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
