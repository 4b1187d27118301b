//! What a folder of overrides may and may not do.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::fs;

use assay_catalogue::{Catalogue, CatalogueError, LevelTable};
use assay_domain::{Axis, Digest, Level};
use proptest::prelude::*;

const POLICY: &str = include_str!("../data/policy.toml");
const LIMITS: &str = include_str!("../data/limits.toml");
const CONTRACT: &str = include_str!("../data/points-contract.toml");

fn load_with(name: &str, text: &str) -> Result<Catalogue, CatalogueError> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    Catalogue::load(Some(folder.path()))
}

fn refusal(name: &str, text: &str) -> String {
    load_with(name, text).map(|_| ()).unwrap_err().to_string()
}

/// Replaces text that must be there, so that a test cannot pass because its edit missed.
fn edited(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "`{from}` is not there once");
    text.replace(from, to)
}

fn line_of(text: &str, needle: &str) -> usize {
    text.lines().position(|line| line.contains(needle)).unwrap() + 1
}

#[test]
fn a_file_of_the_folder_takes_the_place_of_the_embedded_one_and_its_digest_is_kept() {
    let stricter = edited(POLICY, "value = 72", "value = 24");
    let catalogue = load_with("policy.toml", &stricter).unwrap();
    let digest = |c: &Catalogue| {
        c.digests
            .iter()
            .find(|(name, _)| name == "policy.toml")
            .unwrap()
            .1
    };
    assert_eq!(digest(&catalogue), Digest::of(&stricter));
    let embedded = Catalogue::embedded();
    assert_ne!(digest(&catalogue), digest(&embedded));
    assert_eq!(catalogue.limits, embedded.limits);
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let files = fs::read_dir(data).unwrap().count();
    assert!(embedded.digests.is_sorted() && embedded.digests.len() == files);
}

#[test]
fn an_unknown_key_is_named_with_file_line_and_key() {
    let text = edited(
        LIMITS,
        "log-lines = 1_000",
        "log-lines = 1_000\nlog-rows = 7",
    );
    let line = line_of(&text, "log-rows");
    let message = refusal("limits.toml", &text);
    assert!(
        message.starts_with(&format!("limits.toml:{line}:1: `log-rows`")),
        "{message}"
    );
}

#[test]
fn a_wrong_type_is_named_with_file_line_and_key() {
    let text = edited(POLICY, "key-margin = 2500", "key-margin = \"a quarter\"");
    let line = line_of(&text, "a quarter");
    let message = refusal("policy.toml", &text);
    assert!(
        message.starts_with(&format!("policy.toml:{line}:14: `key-margin`")),
        "{message}"
    );

    let text = edited(
        CONTRACT,
        "{ control = \"dd.audit\", weight = 10,",
        "{ control = \"dd.audit\", weight = \"x\",",
    );
    let line = line_of(&text, "weight = \"x\"");
    let message = refusal("points-contract.toml", &text);
    assert!(
        message.contains(&format!("points-contract.toml:{line}:")) && message.contains("`weight`"),
        "{message}"
    );
}

/// A limit that is left out must not become no limit.
#[test]
fn a_missing_limit_is_an_error() {
    let text = edited(LIMITS, "cpu-ms = 2_000", "");
    let message = refusal("limits.toml", &text);
    assert!(message.contains("`cpu-ms`"), "{message}");
}

#[test]
fn a_misspelt_file_is_an_error_and_not_ignored() {
    let error = load_with("polcy.toml", POLICY).map(|_| ()).unwrap_err();
    assert!(
        matches!(&error, CatalogueError::UnknownFile { name, .. } if name == "polcy.toml"),
        "{error}"
    );
}

#[test]
fn an_impossible_date_or_an_unknown_tier_is_refused() {
    let message = refusal("limits.toml", &edited(LIMITS, "2026-11-22", "2026-02-30"));
    assert!(message.contains("`as-of`"), "{message}");
    let message = refusal(
        "policy.toml",
        &edited(POLICY, "[tiers.tier-4]", "[tiers.tier-5]"),
    );
    assert!(message.contains("tier-5"), "{message}");
}

#[test]
fn a_catalogue_that_does_not_fit_together_is_refused_with_the_place() {
    let text = edited(CONTRACT, "\"dd.breach-notice\"", "\"dd.breach-notise\"");
    let line = line_of(&text, "id = \"breach-notice\"");
    let message = refusal("points-contract.toml", &text);
    assert!(
        message.contains(&format!(
            "points-contract.toml:{line}: `breach-notice`: there is no control `dd.breach-notise`"
        )),
        "{message}"
    );
    assert!(
        message.contains("`dd.breach-notice`: no point supports this control"),
        "{message}"
    );
}

/// Each edit breaks one promise of the method.
#[test]
fn a_policy_that_breaks_a_promise_is_refused() {
    for (from, to, complaint) in [
        (
            "E1 = 3000",
            "E1 = 3500",
            "must earn less than the first step",
        ),
        (
            "key-margin = 2500",
            "key-margin = 3500",
            "below the first step",
        ),
        ("E2 = 5500", "E2 = 2000", "never falling"),
        ("E4 = 9000\n", "", "expected E0 to E5"),
        ("high = 6000", "high = 100", "never falling"),
        ("E3 = 3\n", "E3 = 0\n", "months for E3"),
        (
            "partial-value = 5000",
            "partial-value = 10000",
            "less than a pass",
        ),
        (
            "coverage-floor = 9500",
            "coverage-floor = 500",
            "must not ask for less coverage",
        ),
        (
            "point = \"audit-right\"",
            "point = \"no-such-point\"",
            "there is no point `no-such-point`",
        ),
        (
            "method = \"scoring/1\"",
            "method = \"scoring/2\"",
            "knows the method",
        ),
        (
            "on-fail = { tier-1 = \"reject\" }",
            "on-fail = { tier-1 = \"conditional\" }",
            "better than silence",
        ),
        ("tier1-count = 2", "tier1-count = 0", "a count of 0"),
        (
            "reassess-months = 36",
            "reassess-months = 0",
            "1 to 120 months",
        ),
        ("waiver-months = 6", "waiver-months = 13", "1 to 12 months"),
    ] {
        let message = refusal("policy.toml", &edited(POLICY, from, to));
        assert!(message.contains(complaint), "`{to}`: {message}");
    }
}

/// A supplier that publishes a plugin about itself earns E1. If no gate asked for more, it could approve itself.
#[test]
fn a_catalogue_with_which_a_supplier_could_approve_itself_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("points-contract.toml", CONTRACT),
        (
            "points-organisation.toml",
            include_str!("../data/points-organisation.toml"),
        ),
        (
            "points-system.toml",
            include_str!("../data/points-system.toml"),
        ),
    ] {
        let kept: Vec<_> = text
            .lines()
            .filter(|line| !line.starts_with("required-class"))
            .collect();
        fs::write(folder.path().join(name), kept.join("\n")).unwrap();
    }
    let message = Catalogue::load(Some(folder.path()))
        .map(|_| ())
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("more than the supplier's word"),
        "{message}"
    );
}

fn table() -> impl Strategy<Value = LevelTable> {
    let level = (0..Level::ALL.len()).prop_map(|n| Level::ALL[n]);
    proptest::array::uniform5(proptest::array::uniform5(level)).prop_map(LevelTable)
}

/// Nearly every random table falls somewhere, so monotone ones are made by sorting rows and then columns.
fn sorted(mut table: LevelTable) -> LevelTable {
    for row in &mut table.0 {
        row.sort();
    }
    for column in 0..5 {
        let mut levels: Vec<_> = table.0.iter().map(|row| row[column]).collect();
        levels.sort_by(|a, b| b.cmp(a));
        for (row, level) in table.0.iter_mut().zip(levels) {
            row[column] = level;
        }
    }
    table
}

fn axes() -> impl Iterator<Item = Axis> + Clone {
    (1..=5).map(|n| Axis::try_from(n).unwrap())
}

/// The definition, over all pairs of cells.
fn never_falls(table: &LevelTable) -> bool {
    let cells = || axes().flat_map(|l| axes().map(move |i| (l, i)));
    cells().all(|(l, i)| {
        cells().all(|(l2, i2)| l2 < l || i2 < i || table.level(l2, i2) >= table.level(l, i))
    })
}

fn with_table(table: &LevelTable) -> String {
    let (before, rest) = POLICY.split_once("level-table = [").unwrap();
    let (_, after) = rest.split_once("\n]").unwrap();
    let word = |level: &Level| format!("\"{}\"", level.label().to_lowercase().replace(' ', "-"));
    let rows: Vec<_> = table
        .0
        .iter()
        .map(|row| format!("[{}]", row.iter().map(word).collect::<Vec<_>>().join(", ")))
        .collect();
    format!("{before}level-table = [{}]{after}", rows.join(", "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_level_table_that_falls_somewhere_is_refused(table in table()) {
        prop_assert_eq!(table.is_monotone(), never_falls(&table));
        prop_assert_eq!(load_with("policy.toml", &with_table(&table)).is_ok(), never_falls(&table));
        let sorted = sorted(table);
        prop_assert!(never_falls(&sorted) && sorted.is_monotone());
        prop_assert!(load_with("policy.toml", &with_table(&sorted)).is_ok());
    }
}

/// The TOML reader drops what a list has beyond a fixed size, so a table with a sixth column was once taken without it.
#[test]
fn a_level_table_of_another_size_is_refused() {
    let wider = edited(
        POLICY,
        "[\"very-low\", \"low\", \"low\", \"low\", \"medium\"]",
        "[\"very-low\", \"low\", \"low\", \"low\", \"medium\", \"high\"]",
    );
    let message = refusal("policy.toml", &wider);
    assert!(message.contains("`level-table`"), "{message}");
}

/// Law moves: the table of dates is replaced like any other file, and the digest tells which edition a verdict rests on.
#[test]
fn every_file_of_the_neighbours_can_be_replaced_and_has_its_own_digest() {
    let embedded = Catalogue::embedded();
    for name in [
        "ai-act-dates.toml",
        "crosswalk.toml",
        "eu-ai-act.toml",
        "nist-ai-rmf.toml",
        "other-certificates.toml",
        "points-records.toml",
        "prohibited-practices.toml",
        "sectors.toml",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("data")
            .join(name);
        let text = fs::read_to_string(path).unwrap();
        let later = text.replacen("as-of = \"2026-11-22\"", "as-of = \"2026-12-24\"", 1);
        assert_ne!(text, later, "{name}");
        let replaced = load_with(name, &later).unwrap();
        let changed: Vec<&str> = replaced
            .digests
            .iter()
            .zip(&embedded.digests)
            .filter(|(now, then)| now != then)
            .map(|(now, _)| now.0.as_str())
            .collect();
        assert_eq!(changed, [name]);
        let message = refusal(name, &text.replacen("as-of = \"2026-11-22\"", "", 1));
        assert!(message.contains("`as-of`"), "{name}: {message}");
        let message = refusal(name, &text.replacen("source = \"", "source = \" \" # ", 1));
        assert!(message.contains("`source` is empty"), "{name}: {message}");
    }
}

#[test]
fn the_publication_of_an_amendment_is_a_row_and_no_new_program() {
    let dates = include_str!("../data/ai-act-dates.toml");
    let start = dates.find("id = \"high-risk-annex-iii\"").unwrap();
    let end = start + dates[start..].find("[[dates]]").unwrap();
    let settled = "id = \"high-risk-annex-iii\"\nobligation = \"High-risk by use\"\nstatus = \"settled\"\n[[dates.claims]]\n\
                   effective-from = \"2027-12-02\"\nsource = \"OJ\"\nas-of = \"2026-12-24\"\n\n";
    let text = format!("{}{settled}{}", &dates[..start], &dates[end..]);
    let catalogue = load_with("ai-act-dates.toml", &text).unwrap();
    let row = catalogue.application_date("high-risk-annex-iii").unwrap();
    let on = |day: jiff::civil::Date| row.on(day);
    assert_eq!(
        on("2027-12-01".parse().unwrap()),
        assay_catalogue::InForce::NotYet
    );
    assert_eq!(
        on("2027-12-02".parse().unwrap()),
        assay_catalogue::InForce::Yes
    );
}

#[test]
fn a_folder_may_add_points_but_not_say_one_twice() {
    let folder = tempfile::tempdir().unwrap();
    let file = "source = \"Our house\"\nas-of = \"2026-11-22\"\n\n[[points]]\nid = \"our-point\"\ntitle = \"Ours\"\n\
                expectation = \"E\"\nevidence = \"E\"\nask = \"A\"\nscope = \"supplier\"\ntiers = []\ncontrols = []\n";
    std::fs::write(folder.path().join("points-our-house.toml"), file).unwrap();
    let catalogue = Catalogue::load(Some(folder.path())).unwrap();
    let point = catalogue.point(&"our-point".parse().unwrap()).unwrap();
    assert!(point.is_informational());
    assert!(
        catalogue
            .digests
            .iter()
            .any(|(name, _)| name == "points-our-house.toml")
    );
    let twice = file.replace("our-point", "breach-notice");
    std::fs::write(folder.path().join("points-contrct.toml"), twice).unwrap();
    let error = Catalogue::load(Some(folder.path())).unwrap_err();
    let told = format!("{error:?}");
    assert!(told.contains("this point exists twice"), "{told}");
}
