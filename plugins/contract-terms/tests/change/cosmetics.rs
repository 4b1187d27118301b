//! Random edits that change nothing, on the contracts of `examples`.

use std::fs;
use std::path::Path;

use contract_terms::identity::Kind;
use proptest::prelude::*;

use crate::{compared, compared_if_read, told};

/// Contracts of the examples, with the names of their suppliers.
const CONTRACTS: [(&str, Kind, &[&str]); 4] = [
    (
        "clearpath/evidence/contract/master-agreement.md",
        Kind::Contract,
        &["Clearpath Language Systems B.V.", "Clearpath"],
    ),
    (
        "clearpath/evidence/contract/dpa.md",
        Kind::Dpa,
        &["Clearpath Language Systems B.V.", "Clearpath"],
    ),
    (
        "lumenworks/evidence/terms-of-service.md",
        Kind::Terms,
        &["Lumenworks Intelligence Ltd", "Lumenworks"],
    ),
    (
        "lumenworks/evidence/data-processing-addendum.md",
        Kind::Dpa,
        &["Lumenworks Intelligence Ltd", "Lumenworks"],
    ),
];

/// What is done to a text.
#[derive(Debug, Clone)]
struct Edits {
    renumber: u32,
    bullet: char,
    curly: bool,
    capitals: bool,
    width: Option<usize>,
    order: Vec<usize>,
    spaces: usize,
}

fn edits() -> impl Strategy<Value = Edits> {
    (
        0..9_u32,
        prop::sample::select(vec!['*', '-', '+']),
        any::<bool>(),
        any::<bool>(),
        prop::option::of(50..120_usize),
        Just((0..40).collect::<Vec<usize>>()).prop_shuffle(),
        0..3_usize,
    )
        .prop_map(
            |(renumber, bullet, curly, capitals, width, order, spaces)| Edits {
                renumber,
                bullet,
                curly,
                capitals,
                width,
                order,
                spaces,
            },
        )
}

impl Edits {
    fn apply(&self, text: &str) -> String {
        let mut sections: Vec<String> = Vec::new();
        for block in text.split("\n\n") {
            let block = self.block(block);
            match sections.last_mut() {
                Some(section) if !block.starts_with("## ") => {
                    section.push_str("\n\n");
                    section.push_str(&block);
                }
                _ => sections.push(block),
            }
        }
        // The title and what stands under it remain first: they name the parties.
        let rest = sections.split_off(1);
        let order = self.order.iter().filter_map(|place| rest.get(*place));
        let longer = rest.iter().skip(self.order.len());
        sections.extend(order.chain(longer).cloned());
        sections.join(&"\n".repeat(2 + self.spaces))
    }

    fn block(&self, block: &str) -> String {
        let mut lines: Vec<String> = block.lines().map(|line| self.line(line)).collect();
        let is_prose = !block.starts_with(['#', '|', '*', '-', '+', '>']) && !block.contains("\n");
        if let (Some(width), true) = (self.width, is_prose) {
            lines = lines.iter().flat_map(|line| wrapped(line, width)).collect();
        }
        lines.join("\n")
    }

    fn line(&self, line: &str) -> String {
        let (mark, rest) = match line.split_once(' ') {
            Some((mark, rest)) if mark.starts_with('#') => (format!("{mark} "), rest),
            Some(("*" | "-" | "+", rest)) => (format!("{} ", self.bullet), rest),
            _ => (String::new(), line),
        };
        let mut rest = self.renumbered(rest);
        if self.capitals && mark.starts_with('#') {
            rest = rest.to_uppercase();
        }
        if self.curly {
            rest = curly(&rest);
        }
        format!("{mark}{rest}{}", " ".repeat(self.spaces))
    }

    /// "4.1 The Processor" becomes "7.1 The Processor".
    fn renumbered(&self, text: &str) -> String {
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        match text[..digits].parse::<u32>() {
            Ok(number) if text[digits..].starts_with('.') => {
                format!("{}{}", number + self.renumber, &text[digits..])
            }
            _ => text.to_owned(),
        }
    }
}

fn curly(text: &str) -> String {
    let mut open = false;
    text.chars()
        .map(|c| match c {
            '"' => {
                open = !open;
                if open { '\u{201c}' } else { '\u{201d}' }
            }
            '\'' => '\u{2019}',
            other => other,
        })
        .collect()
}

/// Broken at spaces, but never so that a line begins like a list item or a heading.
fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let last = lines.last_mut().unwrap();
        let is_mark = word.starts_with(['*', '-', '+', '#', '>', '|', '('])
            || word.starts_with(|c: char| c.is_ascii_digit());
        if last.is_empty() {
            last.push_str(word);
        } else if last.len() + word.len() >= width && !is_mark {
            lines.push(word.to_owned());
        } else {
            last.push(' ');
            last.push_str(word);
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn cosmetic_edits_of_the_examples_raise_nothing(edits in edits()) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        for (file, kind, names) in CONTRACTS {
            let text = fs::read_to_string(folder.join(file)).unwrap();
            let edited = edits.apply(&text);
            let findings = compared(&text, &edited, kind, names);
            let details: Vec<&str> = findings.iter().map(|finding| finding.detail.as_str()).collect();
            prop_assert_eq!(told(&findings), Vec::new(), "{}: {:#?}\n{}", file, details, edited);
        }
    }
}

/// Real terms, where they are present (see `tests/real_terms`): each edit alone, on every document.
#[test]
fn cosmetic_edits_of_real_terms_raise_little() {
    let dir = std::env::var_os("ASSAY_TERMS_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/terms"),
        std::path::PathBuf::from,
    );
    let Ok(folders) = fs::read_dir(&dir) else {
        eprintln!(
            "SKIPPED: there is no {}; set ASSAY_TERMS_DIR to a folder of real terms",
            dir.display()
        );
        return;
    };
    let nothing = Edits {
        renumber: 0,
        bullet: '*',
        curly: false,
        capitals: false,
        width: None,
        order: (0..400).collect(),
        spaces: 0,
    };
    let edits = [
        Edits {
            renumber: 3,
            ..nothing.clone()
        },
        Edits {
            bullet: '-',
            ..nothing.clone()
        },
        Edits {
            curly: true,
            ..nothing.clone()
        },
        Edits {
            capitals: true,
            ..nothing.clone()
        },
        Edits {
            width: Some(80),
            ..nothing.clone()
        },
        Edits {
            order: (0..400).rev().collect(),
            ..nothing.clone()
        },
        Edits {
            spaces: 2,
            ..nothing.clone()
        },
    ];
    let (mut all, mut alarms) = (0, Vec::new());
    let mut paths: Vec<_> = folders
        .filter_map(|folder| fs::read_dir(folder.ok()?.path()).ok())
        .flatten()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let kind = match path.file_stem().unwrap().to_str().unwrap() {
            "Privacy Policy" => Kind::PrivacyPolicy,
            "Data Processor Agreement" => Kind::Dpa,
            _ => Kind::Terms,
        };
        for edits in &edits {
            let edited = edits.apply(&text);
            let Some(findings) = compared_if_read(&text, &edited, kind) else {
                continue;
            };
            all += 1;
            if let Some(first) = findings.first()
                && !told(&findings).is_empty()
            {
                alarms.push(format!("{}: {edits:?}: {}", path.display(), first.detail));
            }
        }
    }
    println!(
        "{} alarms in {all} edits\n{}",
        alarms.len(),
        alarms.join("\n")
    );
    assert!(alarms.len() * 100 <= all * 10, "{} of {all}", alarms.len());
}
