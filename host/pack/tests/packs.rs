//! What a person reads who made a mistake in a pack, and what becomes of a pack without one.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use assay_catalogue::Catalogue;
use assay_pack::{Built, Interpreters, component, points_file, read, starter};
use assay_toml::Source;
use check_pack_format::slot;
use jiff::civil::date;

fn catalogue() -> Catalogue {
    Catalogue::load(None).unwrap()
}

fn mistakes(text: &str) -> Vec<String> {
    let source = Source::new("p.toml", text);
    let mistakes = read(&source, &catalogue()).unwrap_err();
    mistakes.iter().map(ToString::to_string).collect()
}

#[test]
fn the_starter_has_no_mistake() {
    let source = Source::new("our-checks.toml", starter("our-checks"));
    let built = read(&source, &catalogue()).unwrap();
    assert_eq!(built.pack.pack.id, "our-checks");
    assert_eq!(
        built.controls["breach-notice"],
        ["dd.breach-notice", "iso42001.a.8.4", "iso42001.a.10.2"]
    );
    // The probe that is commented out is sound as well.
    let text = starter("our-checks");
    let (before, probe) = text.split_once("# [[probes]]").unwrap();
    let probe = probe.replace("\n# ", "\n");
    let source = Source::new("p.toml", format!("{before}[[probes]]{probe}"));
    assert_eq!(read(&source, &catalogue()).unwrap().pack.probes.len(), 1);
}

#[test]
fn all_mistakes_are_told_with_line_and_column() {
    let text = starter("p")
        .replace(
            "point = \"incident-contact\"",
            "point = \"incident-contcat\"",
        )
        .replace("pass = \"yes\"", "pass = \"yep\"")
        .replace("pattern = '\\b(", "pattern = '\\b((")
        .replace("remediation = \"Promise", "remediation = \"\" # ");
    let line = |needle: &str| text[..text.find(needle).unwrap()].matches('\n').count() + 1;
    let told = mistakes(&text);
    let expected = [
        format!(
            "p.toml:{}:9: `point`: the catalogue has no point `incident-contcat`: did you mean `incident-contact`?",
            line("incident-contcat")
        ),
        format!(
            "p.toml:{}:8: `pass`: no answer is `yep`: its answers are `yes`, `no`",
            line("\"yep\"")
        ),
        format!(
            "p.toml:{}:11: `pattern`: the pattern cannot be read: unclosed group",
            line("pattern = '")
        ),
        format!(
            "p.toml:{}:15: `remediation`: must not be empty",
            line("remediation = \"\"")
        ),
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(&expected) {
        assert!(told.starts_with(expected.as_str()), "{told}\n{expected}");
    }
}

#[test]
fn a_misspelt_key_in_each_table_is_told_with_the_valid_ones() {
    let text = starter("p")
        .replace("kind = \"yes-no\"", "knid = \"yes-no\"")
        .replace("near = ", "naer = ")
        .replace("pass = \"<= 72 h\"", "pass = \"72 hours\"");
    let told = mistakes(&format!("{text}\n[[clause]]\nid = \"x\"\n"));
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(
        told[0].contains("`knid`: unknown field") && told[0].contains("`kind`"),
        "{}",
        told[0]
    );
    assert!(
        told[1].contains("`naer`: unknown field") && told[1].contains("`near`"),
        "{}",
        told[1]
    );
    assert!(
        told[2].contains("`clause`: unknown field") && told[2].contains("`clauses`"),
        "{}",
        told[2]
    );
    let text = starter("p").replace("pass = \"<= 72 h\"", "pass = \"72 hours\"");
    let told = mistakes(&text);
    assert!(
        told[0].contains("`pass`: `72 hours` is no comparison"),
        "{}",
        told[0]
    );
}

#[test]
fn the_network_is_imported_only_for_probes() {
    let plain = [b"plain".as_slice(), &slot::empty()].concat();
    let probing = [b"probing".as_slice(), &slot::empty()].concat();
    let interpreters = Interpreters {
        plain: &plain,
        probing: &probing,
    };
    for (text, kind) in [
        (
            include_str!("../../../plugins/check-pack/packs/bank-ai-terms.toml"),
            "plain",
        ),
        (
            include_str!("../../../plugins/check-pack/packs/owasp-llm-api.toml"),
            "probing",
        ),
    ] {
        let built = read(&Source::new("p.toml", text), &catalogue()).unwrap();
        let filled = component(&built, interpreters).unwrap();
        assert!(filled.starts_with(kind.as_bytes()));
        let json = slot::read(&filled[kind.len()..]).unwrap();
        assert_eq!(Built::read(json).unwrap(), built);
    }
}

#[test]
fn points_of_a_pack_are_a_file_of_the_catalogue_and_then_known_to_it() {
    let text = include_str!("../../../plugins/check-pack/packs/bank-ai-terms.toml");
    let source = Source::new("p.toml", text);
    let built = read(&source, &catalogue()).unwrap();
    let folder = std::env::temp_dir().join(format!("assay-pack-points-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let points = points_file(&built.pack, date(2026, 11, 22)).unwrap();
    std::fs::write(folder.join("points-bank.toml"), points).unwrap();
    let with_points = Catalogue::load(Some(&folder));
    std::fs::remove_dir_all(&folder).unwrap();
    let with_points = with_points.unwrap();
    let point = with_points
        .point(&"bank-exit-test".parse().unwrap())
        .unwrap();
    assert!(point.is_informational());
    assert_eq!(read(&source, &with_points).unwrap(), built);
    // An id that the catalogue has for something else is refused.
    let taken = text.replace("bank-exit-test", "breach-notice");
    assert!(mistakes(&taken)[0].contains("the catalogue has another point `breach-notice`"));
}

#[test]
fn a_pack_that_is_too_long_is_refused_when_it_is_built() {
    let question = "[[questions]]\nid = \"q{n}\"\npoint = \"incident-contact\"\ntext = \"{long}\"\nkind = \"yes-no\"\npass = \"yes\"\nremediation = \"R\"\n";
    let long = "x".repeat(1_900);
    let questions: String = (0..40)
        .map(|n| {
            question
                .replace("{n}", &n.to_string())
                .replace("{long}", &long)
        })
        .collect();
    let text = format!(
        "[pack]\nid = \"p\"\nversion = \"1.0.0\"\npublisher = \"P\"\ntitle = \"T\"\n{questions}"
    );
    let built = read(&Source::new("p.toml", text), &catalogue()).unwrap();
    let empty = slot::empty();
    let interpreters = Interpreters {
        plain: &empty,
        probing: &empty,
    };
    let error = component(&built, interpreters).unwrap_err().to_string();
    assert!(error.contains("split it into two packs"), "{error}");
}
