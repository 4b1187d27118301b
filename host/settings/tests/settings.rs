//! Settings that fit, settings that do not, and schemas that would cost more than they may.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

use std::fmt::Write;

use assay_domain::PluginId;
use assay_settings::{Schema, SchemaError, Settings};
use proptest::prelude::*;

const SCHEMA: &str = r##"{
    "type": "object",
    "additionalProperties": false,
    "properties": {
        "notice-days": { "$ref": "#/$defs/days" },
        "region": { "type": "string", "pattern": "^[a-z]{2}-[a-z]+$" }
    },
    "$defs": { "days": { "type": "integer", "minimum": 0, "maximum": 365 } }
}"##;

fn plugin() -> PluginId {
    "tone-check".parse().unwrap()
}

fn settings(text: &str) -> Result<String, String> {
    let schema = Schema::parse(SCHEMA).unwrap();
    let settings = Settings::parse("settings.toml", text).unwrap();
    settings
        .of(&plugin(), &schema)
        .map_err(|mistake| mistake.to_string())
}

#[test]
fn what_fits_is_given_to_the_plugin_as_json() {
    let given = settings("[tone-check]\nnotice-days = 30\nregion = \"eu-west\"\n").unwrap();
    assert_eq!(given, r#"{"notice-days":30,"region":"eu-west"}"#);
    assert_eq!(settings("").unwrap(), "");
}

#[test]
fn what_does_not_fit_is_named_with_its_place() {
    let message = settings("[other]\n\n[tone-check]\nnotice-days = 400\n").unwrap_err();
    assert!(message.starts_with("settings.toml:3:"), "{message}");
    assert!(
        message.contains("`tone-check.notice-days`") && message.contains("365"),
        "{message}"
    );
    let message = settings("[tone-check]\nnotice-dais = 4\n").unwrap_err();
    assert!(message.contains("notice-dais"), "{message}");
}

#[test]
fn a_table_for_nobody_is_a_mistake() {
    let settings = Settings::parse("settings.toml", "[tone-chek]\nx = 1\n").unwrap();
    let message = settings
        .check_names([plugin()].iter())
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("`tone-chek`") && message.contains("tone-check"),
        "{message}"
    );
}

#[test]
fn a_plugin_without_settings_is_given_none() {
    let schema = Schema::parse("").unwrap();
    let settings = Settings::parse("settings.toml", "[tone-check]\nx = 1\n").unwrap();
    let message = settings.of(&plugin(), &schema).unwrap_err().to_string();
    assert!(message.contains("has no settings"), "{message}");
}

fn refused(schema: &str) -> SchemaError {
    Schema::parse(schema)
        .err()
        .unwrap_or_else(|| panic!("accepted: {schema:.200}"))
}

#[test]
fn schemas_that_would_cost_too_much_are_refused() {
    let deep = "{\"not\":".repeat(40) + "{}" + &"}".repeat(40);
    // Thirty definitions, each of which names the next one twice, unfold to 2^30 parts.
    let mut doubling = r##"{"$ref":"#/$defs/d0","$defs":{"##.to_owned();
    for n in 0..30 {
        write!(
            doubling,
            r##""d{n}":{{"allOf":[{{"$ref":"#/$defs/d{m}"}},{{"$ref":"#/$defs/d{m}"}}]}},"##,
            m = n + 1
        )
        .unwrap();
    }
    doubling.push_str(r##""d30":{}}}"##);
    let cases = [
        ("deep", deep),
        ("doubling", doubling),
        (
            "circle",
            r##"{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}"##
                .to_owned(),
        ),
        (
            "itself",
            r##"{"properties":{"a":{"$ref":"#"}}}"##.to_owned(),
        ),
        (
            "elsewhere",
            r#"{"$ref":"https://example.com/schema.json"}"#.to_owned(),
        ),
        ("file", r#"{"$ref":"file:///etc/passwd"}"#.to_owned()),
        (
            "renamed",
            r#"{"$id":"https://example.com/","$ref":"other"}"#.to_owned(),
        ),
        (
            "long pattern",
            format!(r#"{{"pattern":"{}"}}"#, "a".repeat(300)),
        ),
        (
            "large pattern",
            r#"{"pattern":"((a{100}){100}){100}"}"#.to_owned(),
        ),
        (
            "large key pattern",
            r#"{"patternProperties":{"((a{100}){100}){100}":{}}}"#.to_owned(),
        ),
        ("look-around", r#"{"pattern":"(?=a)b"}"#.to_owned()),
        ("large", format!(r#"{{"title":"{}"}}"#, "a".repeat(70_000))),
    ];
    for (name, schema) in cases {
        assert!(
            matches!(refused(&schema), SchemaError::Bound { .. }),
            "{name}"
        );
    }
    assert_eq!(refused("{"), SchemaError::NotJson);
    assert_eq!(refused(r#"{"type": 7}"#), SchemaError::NotASchema);
}

/// With a backtracking engine this pattern takes 2^30 steps on thirty letters.
#[test]
fn a_pattern_that_backtracking_engines_choke_on_is_just_matched() {
    let schema = Schema::parse(r#"{"properties":{"a":{"pattern":"^(a+)+$"}}}"#).unwrap();
    let text = format!("[tone-check]\na = \"{}!\"\n", "a".repeat(5_000));
    let settings = Settings::parse("settings.toml", &text).unwrap();
    assert!(settings.of(&plugin(), &schema).is_err());
}

proptest! {
    /// Whatever a plugin calls its schema, the host goes on.
    #[test]
    fn no_text_stops_the_host(text in ".{0,200}", json in r#"\{("[a-z$]{1,8}":(\{\}|\[\]|"[a-z#/]{0,5}"|[0-9]),){0,4}"z":1\}"#) {
        let _ = Schema::parse(&text);
        let _ = Schema::parse(&json);
    }
}
