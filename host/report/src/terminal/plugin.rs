//! `plugin list`, `plugin inspect` and `register plugins`.

use super::page::{Fit, Page, Tone, Word, Writer};
use assay_domain::PluginRef;

use crate::{
    encode::{json, terminal::Plain},
    plugin::{ConductRow, PluginView},
};

/// A plugin in a line: its id, version and publisher, and that none is named where none is.
pub fn plugin_name(plugin: &PluginRef) -> Plain {
    let publisher = if plugin.publisher.is_blank() {
        "without a publisher".to_owned()
    } else {
        format!("by {}", Plain::of(&plugin.publisher).cut(80))
    };
    Plain::show(format!(
        "{} {} {publisher}",
        plugin.id,
        Plain::of(&plugin.version).cut(40)
    ))
}

/// One line for each plugin.
pub fn plugins(views: &[PluginView], page: Page) -> String {
    let mut out = Writer::new(page);
    let lines = views.iter().map(|view| {
        let standing = match &view.refused {
            Some(refused) => Word::toned(Plain::of(refused), Tone::Bad),
            None => Plain::of(&view.standing).into(),
        };
        vec![
            // An id of a stranger may have 96 characters.
            Plain::show(&view.reference.id).cut(32).into(),
            Plain::of(&view.reference.version).into(),
            Plain::of(&view.reference.publisher).cut(30).into(),
            Plain::show(view.descriptor.points.len()).into(),
            Plain::of(&view.capabilities.join(", ")).into(),
            standing,
            Plain::of(&view.reference.digest.short()).into(),
        ]
    });
    let columns = [
        ("Plugin", Fit::Whole),
        ("Version", Fit::Flow),
        ("Publisher", Fit::Flow),
        ("Points", Fit::Whole),
        ("Needs", Fit::Flow),
        ("Standing", Fit::Flow),
        ("Digest", Fit::Whole),
    ];
    out.table(&columns, lines.collect());
    out.finish()
}

/// One line for each component that took part.
pub fn conducts(rows: &[ConductRow], page: Page) -> String {
    let mut out = Writer::new(page);
    if rows.is_empty() {
        out.line(0, &Plain::of("no plugin has taken part yet"));
        return out.finish();
    }
    let lines = rows.iter().map(|row| {
        vec![
            Plain::show(&row.plugin.id).cut(32).into(),
            Plain::of(&row.plugin.version).cut(16).into(),
            Plain::show(row.parts).into(),
            Plain::show(row.failures).into(),
            Plain::of(&row.latest).into(),
            match row.quarantine_until {
                Some(until) => Word::toned(Plain::show(format!("until {until}")), Tone::Bad),
                None => Plain::of("").into(),
            },
            Plain::of(&row.plugin.digest.short()).into(),
        ]
    });
    let columns = [
        ("Plugin", Fit::Whole),
        ("Version", Fit::Flow),
        ("Parts", Fit::Whole),
        ("Failures", Fit::Whole),
        ("Latest", Fit::Flow),
        ("Quarantine", Fit::Flow),
        ("Digest", Fit::Whole),
    ];
    out.table(&columns, lines.collect());
    out.finish()
}

/// Everything about one plugin.
pub fn plugin(view: &PluginView, page: Page) -> String {
    let mut out = Writer::new(page);
    let descriptor = &view.descriptor;
    out.line(
        0,
        &Plain::show(format!(
            "{} {}",
            view.reference.id,
            Plain::of(&view.reference.version)
        )),
    );
    out.paragraph(2, &Plain::of(&descriptor.title));
    out.paragraph(2, &Plain::of(&descriptor.summary));
    out.blank();
    let mut pairs = vec![
        ("publisher", Plain::of(&view.reference.publisher)),
        ("kind", Plain::of(&descriptor.kind)),
        ("digest", Plain::show(view.reference.digest)),
        ("size", Plain::show(format!("{} bytes", view.size))),
        ("contract", Plain::of(&view.contract)),
        ("standing", Plain::of(&view.standing)),
    ];
    pairs.extend(
        view.signed_by
            .iter()
            .map(|key| ("signed with", Plain::of(key))),
    );
    pairs.extend(view.refused.iter().map(|why| ("refused", Plain::of(why))));
    out.pairs(&pairs);
    section(
        &mut out,
        "Imports, read from the component itself",
        view.imports.iter().map(Plain::of),
    );
    let uses = view.capabilities.iter().map(|interface| {
        let why = view
            .why(interface)
            .map_or_else(|| Plain::of("it does not say why"), Plain::of);
        let network = if view.network.contains(interface) {
            " [network]"
        } else {
            ""
        };
        Plain::show(format!("{}{network}: {why}", Plain::of(interface)))
    });
    section(&mut out, "Capabilities that it uses, and why", uses);
    let wishes = descriptor
        .capabilities
        .iter()
        .filter(|wish| {
            let used = view.capabilities.iter();
            used.map(Plain::of::<String>)
                .all(|used| used != Plain::of(&wish.interface))
        })
        .map(|wish| {
            Plain::show(format!(
                "{}: {}",
                Plain::of(&wish.interface),
                Plain::of(&wish.why)
            ))
        });
    section(
        &mut out,
        "Capabilities that it asks for and does not use",
        wishes,
    );
    out.heading("Points, with the controls that it says to support");
    let points = descriptor.points.iter().map(|declared| {
        let controls: Vec<&str> = declared
            .controls
            .iter()
            .map(|control| control.as_str())
            .collect();
        vec![
            Plain::show(&declared.point).into(),
            Plain::show(controls.join(", ")).into(),
        ]
    });
    out.table(
        &[("Point", Fit::Flow), ("Controls", Fit::Flow)],
        points.collect(),
    );
    let documents = descriptor.documents.iter().map(|wish| {
        Plain::show(format!(
            "{}: {}",
            Plain::of(&wish.kind),
            Plain::of(&wish.why)
        ))
    });
    section(&mut out, "Documents that it would read", documents);
    out.heading("Questions");
    out.line(
        2,
        &Plain::show(format!(
            "{} questions; `assay init` writes them out",
            descriptor.questions.len()
        )),
    );
    out.heading("Settings schema");
    match json::reformatted(&descriptor.settings_schema) {
        Some(schema) => lines(&mut out, &schema),
        None if descriptor.settings_schema.is_blank() => out.line(2, &Plain::of("none")),
        None => out.paragraph(2, &Plain::of(&descriptor.settings_schema)),
    }
    out.finish()
}

/// A text with its indentation, and not more of it than anybody reads.
fn lines(out: &mut Writer, text: &str) {
    const MOST: usize = 80;
    for line in text.lines().take(MOST) {
        let indent = line.len() - line.trim_start().len();
        out.paragraph(2 + indent, &Plain::of(line));
    }
    if text.lines().nth(MOST).is_some() {
        out.line(2, &Plain::of("... all of it is in `--format json`"));
    }
}

fn section(out: &mut Writer, heading: &str, lines: impl Iterator<Item = Plain>) {
    out.heading(heading);
    let mut any = false;
    for line in lines {
        any = true;
        out.paragraph(2, &line);
    }
    if !any {
        out.line(2, &Plain::of("none"));
    }
}
