//! Patterns mean what the `regex` crate means by them.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use regex::bytes::RegexBuilder;

use super::{group, parse, program::Program};

/// Places of the whole and of groups, all of them, as this crate finds them.
fn ours(source: &str, text: &str) -> Vec<Vec<Option<(usize, usize)>>> {
    let (node, groups) = parse::parse(source).unwrap_or_else(|error| panic!("{source}: {error}"));
    let pattern = super::Pattern {
        source: "",
        program: std::sync::OnceLock::from((Program::new(&node), groups)),
    };
    pattern
        .all(text)
        .map(|places| {
            (0..=usize::from(groups))
                .map(|number| group(&places, number).map(|found| (found.start, found.end)))
                .collect()
        })
        .collect()
}

fn theirs(source: &str, text: &str) -> Vec<Vec<Option<(usize, usize)>>> {
    let regex = RegexBuilder::new(source).unicode(false).build().unwrap();
    regex
        .captures_iter(text.as_bytes())
        .map(|captures| {
            captures
                .iter()
                .map(|found| found.map(|found| (found.start(), found.end())))
                .collect()
        })
        .collect()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The sources of all patterns of this crate, from its own files: the raw strings after `Pattern::new(`.
fn sources() -> Vec<String> {
    let mut found = Vec::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "rs") {
        if path.starts_with(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pattern")) {
            continue;
        }
        let code = fs::read_to_string(path).unwrap();
        for (at, _) in code.match_indices("Pattern::new(") {
            let mut rest = code[at + "Pattern::new(".len()..].trim_start();
            rest = rest.strip_prefix("concat!(").unwrap_or(rest).trim_start();
            let mut source = String::new();
            while let Some(raw) = rest.strip_prefix('r') {
                let fence = raw.bytes().take_while(|b| *b == b'#').count();
                let close = format!("\"{}", "#".repeat(fence));
                let body = &raw[fence + 1..];
                let end = body.find(&close).unwrap();
                source.push_str(&body[..end]);
                rest = body[end + close.len()..]
                    .trim_start()
                    .trim_start_matches(',')
                    .trim_start();
            }
            if !source.is_empty() {
                found.push(source);
            }
        }
    }
    found
}

#[test]
fn every_pattern_of_this_crate_finds_what_the_regex_crate_finds() {
    let sources = sources();
    assert!(
        sources.len() > 150,
        "only {} patterns were found",
        sources.len()
    );
    let cases = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"), "toml");
    let texts: Vec<String> = cases
        .iter()
        .flat_map(|path| {
            let text = fs::read_to_string(path).unwrap().to_ascii_lowercase();
            text.split("[[case]]")
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|text| text.is_ascii())
        .collect();
    for source in &sources {
        let regex = RegexBuilder::new(source).unicode(false).build().unwrap();
        for text in texts.iter().step_by(3) {
            let wanted: Vec<(usize, usize)> = regex
                .find_iter(text.as_bytes())
                .map(|found| (found.start(), found.end()))
                .collect();
            let found: Vec<(usize, usize)> = ours(source, text)
                .iter()
                .map(|places| places[0].unwrap())
                .collect();
            assert_eq!(found, wanted, "{source}\n{text}");
        }
    }
}

#[test]
fn a_text_made_to_be_slow_is_not() {
    // Every way through is a dead end: without memory this takes longer than anybody waits.
    let text = "a".repeat(3_000);
    assert_eq!(
        ours("(?:a|aa|a?a)*b", &text),
        theirs("(?:a|aa|a?a)*b", &text)
    );
    assert_eq!(
        ours(".{0,200}a.{0,200}a.{0,200}a.{0,200}b", &text),
        Vec::<Vec<_>>::new()
    );
}

fn pattern() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        "[abc ]",
        Just("\\b".to_owned()),
        Just(".".to_owned()),
        Just("[^ab]".to_owned()),
        Just("[a-c-]".to_owned()),
        Just("\\w".to_owned()),
        Just("^".to_owned()),
        Just("$".to_owned()),
    ];
    atom.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 1..4)
                .prop_map(|parts| format!("(?:{})", parts.join("|"))),
            inner.clone().prop_map(|part| format!("({part})")),
            (inner.clone(), "[a-c]", 0..3u8).prop_map(|(part, last, least)| {
                format!("(?:{part}{last}){{{least},{}}}", least + 2)
            }),
            (inner, "[a-c]").prop_map(|(part, last)| format!("(?:{part}{last})*")),
        ]
    })
}

proptest! {
    #[test]
    fn any_pattern_finds_what_the_regex_crate_finds(source in pattern(), text in "[abc .]{0,24}") {
        prop_assert_eq!(ours(&source, &text), theirs(&source, &text), "{}", source);
    }

    #[test]
    fn remembering_dead_ends_changes_nothing(source in pattern(), text in "[abc]{300}") {
        prop_assert_eq!(ours(&source, &text), theirs(&source, &text), "{}", source);
    }
}
