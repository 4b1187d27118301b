//! `plugin inspect --diff`: what an upgrade newly asks for.

use std::collections::BTreeSet;

use super::page::{Page, Writer};
use crate::{
    encode::terminal::Plain,
    upgrade::{Asked, UpgradeView},
};

/// What differs, the network first.
pub fn upgrade(view: &UpgradeView, page: Page) -> String {
    let mut out = Writer::new(page);
    let (from, to) = (&view.from, &view.to);
    out.heading(&format!("Compared with {}", Plain::show(from.digest)));
    let mut lines = Vec::new();
    if view.other_plugin {
        lines.push(format!(
            "It is another plugin: the other file is `{}`, so this is no upgrade.",
            from.id
        ));
    }
    lines.push(if from.digest == to.digest {
        "It is the very same component.".to_owned()
    } else if from.version == to.version {
        format!(
            "Another component under the same version {}.",
            Plain::of(&to.version).cut(40)
        )
    } else {
        format!(
            "Version {} takes the place of {}.",
            Plain::of(&to.version).cut(40),
            Plain::of(&from.version).cut(40)
        )
    });
    if view.other_publisher {
        lines.push(format!(
            "It names another publisher: {} instead of {}.",
            Plain::of(&to.publisher).cut(80),
            Plain::of(&from.publisher).cut(80)
        ));
    }
    let (network, harmless): (Vec<&Asked>, Vec<&Asked>) = view
        .newly_asked
        .iter()
        .partition(|asked| asked.reaches_the_network);
    for asked in network {
        lines.push(format!(
            "It newly asks for `{}` and with it for the network: {}",
            Plain::of(&asked.interface),
            why(asked)
        ));
    }
    for asked in harmless {
        lines.push(format!(
            "It newly asks for `{}`: {}",
            Plain::of(&asked.interface),
            why(asked)
        ));
    }
    if view.newly_asked.is_empty() {
        lines.push("It asks for nothing that the other did not use.".to_owned());
    }
    let sets = [
        ("It no longer uses: ", &view.no_longer_asked),
        ("New imports: ", &view.newly_imported),
        ("No longer signed with: ", &view.signed_no_longer),
        ("New points: ", &view.points_added),
        ("Points that it no longer answers: ", &view.points_removed),
        ("New questions: ", &view.questions_added),
        (
            "Questions that it no longer asks: ",
            &view.questions_removed,
        ),
        ("Questions that read differently: ", &view.questions_changed),
    ];
    lines.extend(
        sets.into_iter()
            .filter(|(_, set)| !set.is_empty())
            .map(|(what, set)| format!("{what}{}", list(set))),
    );
    if view.other_settings {
        lines.push("Its settings have another schema.".to_owned());
    }
    lines.push(format!(
        "{} bytes instead of {}.",
        view.size_to, view.size_from
    ));
    for line in lines {
        out.item("-", &Plain::show(line));
    }
    out.finish()
}

fn why(asked: &Asked) -> Plain {
    match &asked.why {
        Some(why) if !why.is_blank() => Plain::of(why).cut(160),
        _ => Plain::of("it does not say why"),
    }
}

fn list(set: &BTreeSet<String>) -> Plain {
    let words: Vec<&str> = set.iter().map(String::as_str).collect();
    Plain::of(&words.join(", "))
}
