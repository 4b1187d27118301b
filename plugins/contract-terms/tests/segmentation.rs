//! Whatever a supplier sends, sentences are found without a panic and quotes are the source, byte for byte.

use contract_terms::actor::Parties;
use contract_terms::identity::Kind;
use contract_terms::policy::Policy;
use contract_terms::text::Text;
use contract_terms::topics::{ALL, Reading};
use contract_terms::{Source, Supplier, read_all};
use proptest::prelude::*;

/// Pieces of contracts and of everything that breaks parsers.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(
            "Supplier shall notify Customer of a data breach within 72 (seventy-two) hours; "
                .to_owned()
        ),
        Just("We do not use your inputs to train our models. However, we may. ".to_owned()),
        Just("# Heading\n\n".to_owned()),
        Just("Title\n-----\n".to_owned()),
        Just("\n\n* item:\n    * (a) sub\n\n1. one\n9.1. two ".to_owned()),
        Just("| a | **b** |\n|---|---|\n".to_owned()),
        Just("<p>you &amp; we &#8217; <b>own</b> Output<br></p><script>x</script>".to_owned()),
        Just("[link](https://example.com/a(b)c) \\* \\[ ".to_owned()),
        Just("“quotes” – dashes — … § € £ 🦀 ﷺ e\u{301} \u{0}\u{feff}\u{200d}\r\n".to_owned()),
        Just(
            "total liability shall not exceed the fees of twelve (12) months or $100. ".to_owned()
        ),
        Just("&#x110000;&#xFFFFFFFFFFF;<![CDATA[<a ".to_owned()),
        ".{0,40}",
        "[a-z ,.;:()\"'-]{0,80}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// The letters and digits of a text, in the way both sides of a comparison can be reduced to.
fn letters(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn check(raw: &str) {
    let text = Text::read(raw);
    assert!(text.plain().is_ascii());
    let mut end = 0;
    for sentence in text.sentences() {
        assert!(
            sentence.plain.start >= end && !sentence.plain.is_empty(),
            "sentences follow each other"
        );
        end = sentence.plain.end;
        let range = text.source(sentence.plain.clone());
        let quote = raw.get(range.clone());
        assert!(quote.is_some(), "{range:?} are not whole characters");
        for at in [sentence.lead, sentence.heading].into_iter().flatten() {
            assert!(at < text.sentences().len());
        }
    }
}

proptest! {
    #[test]
    fn sentences_have_exact_places_in_any_text(raw in pieces()) {
        check(&raw);
    }

    #[test]
    fn words_of_a_sentence_stand_in_its_source(words in prop::collection::vec("[A-Za-z]{2,9}", 1..40), gap in "[ \r\n\t]{1,2}|\\*\\* | \\*") {
        let raw = words.join(&gap);
        let text = Text::read(&raw);
        for sentence in text.sentences() {
            let quote = &raw[text.source(sentence.plain.clone())];
            prop_assert_eq!(letters(quote), letters(&text.plain()[sentence.plain.clone()]));
        }
    }

    #[test]
    fn every_topic_reads_any_text(raw in pieces()) {
        let text = Text::read(&raw);
        let parties = Parties::new(&["Northwind AI, Inc.".to_owned()]).with_definitions_of(&text);
        let policy = Policy::default();
        let reading = Reading { text: &text, kind: Kind::Contract, parties: &parties, policy: &policy };
        for topic in ALL {
            for clause in (topic.read)(reading) {
                for quote in clause.quotes {
                    prop_assert!(raw.get(text.source(quote)).is_some_and(|quote| !quote.is_empty()), "{}", topic.point);
                }
            }
        }
    }
}

#[test]
fn very_long_texts_are_read() {
    let clause =
        "Supplier shall notify Customer of a data breach within 72 hours of becoming aware of it ";
    for raw in [
        clause.repeat(338_000 / clause.len()),
        "a".repeat(300_000),
        "<a".repeat(150_000),
        "[x](".repeat(75_000),
        "(\"a\" ".repeat(60_000),
        "not ".repeat(75_000) + "train our models on your data",
        "If ".repeat(100_000),
        "\n".repeat(300_000),
        "| ".repeat(150_000),
        "&".repeat(300_000),
        "1 (".repeat(100_000),
        "customer, you, ".repeat(20_000),
        "*\u{0}é🦀\r\n".repeat(30_000),
    ] {
        check(&raw);
        let source = Source {
            name: "long.md".to_owned(),
            kind: Kind::Contract,
            text: Some(raw),
        };
        let supplier = Supplier {
            names: vec!["Supplier".to_owned()],
            website: None,
        };
        let report = read_all(&[source], &supplier, &Policy::default());
        assert!(report.findings.len() >= ALL.len());
    }
}
