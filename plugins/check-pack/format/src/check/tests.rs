//! Each rule, by a pack that breaks it.

use serde_json::{Value, json};

use super::*;

/// A pack that is as it should be.
fn sound() -> Value {
    json!({
        "pack": { "id": "p", "version": "1.0.0", "publisher": "P", "title": "T" },
        "points": [{ "id": "own", "title": "T", "expectation": "E", "evidence": "E", "ask": "A" }],
        "questions": [
            { "id": "q", "point": "own", "text": "?", "kind": "yes-no", "pass": "yes", "fail": ["no"], "remediation": "R" },
            {
                "id": "q2", "point": "own", "text": "?", "kind": "choice", "pass": "a", "remediation": "R",
                "choices": [{ "value": "a", "label": "A" }, { "value": "b", "label": "B" }],
                "show-if": { "question": "q", "any-of": ["yes"] },
            },
        ],
        "clauses": [
            { "id": "c", "point": "x", "pattern": "within {duration}", "pass": "<= 72 h", "fail": "> 72 h", "remediation": "R" },
        ],
        "probes": [
            { "id": "r", "point": "y", "path": "/v1", "pass": { "status": [401] }, "fail": { "status": [200] }, "remediation": "R" },
        ],
    })
}

/// What is wrong when one value is another.
fn wrong(pointer: &str, value: Value) -> Vec<String> {
    let mut pack = sound();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match pack.pointer_mut(parent).unwrap() {
        Value::Object(table) => table.insert(key.to_owned(), value),
        Value::Array(list) => Some(std::mem::replace(
            &mut list[key.parse::<usize>().unwrap()],
            value,
        )),
        other => panic!("{other}"),
    };
    let pack: Pack = serde_json::from_value(pack).unwrap();
    pack.check().iter().map(ToString::to_string).collect()
}

#[test]
fn a_sound_pack_has_no_problem_and_is_the_same_after_its_slot() {
    let pack: Pack = serde_json::from_value(sound()).unwrap();
    assert_eq!(pack.check(), []);
    let built = Built {
        pack,
        controls: BTreeMap::from([("x".to_owned(), vec!["dd.breach-notice".to_owned()])]),
    };
    assert_eq!(Built::read(&built.to_json()).unwrap(), built);
}

#[test]
fn every_mistake_is_told_with_its_place() {
    for (pointer, value, complaint) in [
        (
            "/pack/id",
            json!("Not an id"),
            "/pack/id: `Not an id` is no id",
        ),
        ("/pack/version", json!("1.0"), "semantic version"),
        ("/pack/title", json!(""), "/pack/title: must not be empty"),
        (
            "/questions/0/remediation",
            json!(" "),
            "say what the supplier has to do",
        ),
        (
            "/questions/0/id",
            json!("c"),
            "/clauses/0/id: `c` is the id of another",
        ),
        (
            "/questions/0/pass",
            json!("maybe"),
            "its answers are `yes`, `no`",
        ),
        (
            "/questions/0/pass",
            json!(["yes", "no"]),
            "an answer has one outcome",
        ),
        (
            "/questions/0/choices",
            json!([{ "value": "a", "label": "A" }]),
            "no other kind has them",
        ),
        ("/questions/0/kind", json!("number"), "is no comparison"),
        ("/questions/0/kind", json!("date"), "is no comparison"),
        ("/questions/1/pass", json!([]), "no answer leads anywhere"),
        (
            "/questions/1/show-if/question",
            json!("gone"),
            "no other question `gone`",
        ),
        (
            "/questions/1/show-if/any-of",
            json!(["maybe"]),
            "cannot be answered with `maybe`",
        ),
        (
            "/clauses/0/documents",
            json!(["contrat"]),
            "`contrat` is no kind of document",
        ),
        (
            "/clauses/0/pattern",
            json!("within 72 hours"),
            "takes out no value",
        ),
        (
            "/clauses/0/pattern",
            json!("(a"),
            "/clauses/0/pattern: the pattern cannot be read",
        ),
        ("/clauses/0/near", json!("{number}"), "only `pattern` can"),
        ("/clauses/0/outcome", json!("pass"), "never reached"),
        (
            "/clauses/0/pass",
            json!("> 80 h"),
            "do not agree whether more is better",
        ),
        ("/clauses/0/fail", json!("> 3 %"), "measures something else"),
        ("/clauses/0/partial", json!("> 72 h"), "do not agree"),
        (
            "/clauses/0/partial",
            json!("<= 24 h"),
            "/clauses/0/partial: is never reached: `pass`",
        ),
        (
            "/probes/0/path",
            json!("https://elsewhere.example/"),
            "has to be a path",
        ),
        ("/probes/0/path", json!("/a/../b"), "has to be a path"),
        (
            "/probes/0/method",
            json!("DELETE"),
            "`DELETE` is not one of",
        ),
        (
            "/probes/0/headers",
            json!({ "Authorization": "Bearer x" }),
            "credential = \"declared\"",
        ),
        ("/probes/0/body", json!("{}"), "only POST has a body"),
        ("/probes/0/pass", json!({}), "every reply would do"),
        (
            "/probes/0/pass",
            json!({ "status": [200] }),
            "never reached: `fail`",
        ),
        (
            "/probes/0/pass",
            json!({ "json": { "data": 1 } }),
            "no JSON pointer",
        ),
        (
            "/points/0/id",
            json!("unused"),
            "no check of the pack speaks to the point `unused`",
        ),
    ] {
        let problems = wrong(pointer, value.clone());
        assert!(
            problems.iter().any(|problem| problem.contains(complaint)),
            "{pointer} = {value}: {problems:?}"
        );
    }
}

#[test]
fn a_slot_whose_bytes_are_no_sound_pack_is_refused() {
    assert!(Built::read(b"").is_err());
    assert!(Built::read(&[0xff; 100]).is_err());
    assert!(Built::read(b"{\"pack\":{},\"controls\":{}}").is_err());
    let deep = format!("{}1{}", "[".repeat(60_000 / 2), "]".repeat(60_000 / 2));
    assert!(Built::read(deep.as_bytes()).is_err());
    let mut pack = sound();
    pack["clauses"] = json!(vec![pack["clauses"][0].clone(); 101]);
    let many = json!({ "pack": pack, "controls": {} }).to_string();
    assert!(Built::read(many.as_bytes()).is_err());
    let strange = json!({ "pack": sound(), "controls": { "elsewhere": [] } }).to_string();
    assert!(Built::read(strange.as_bytes()).is_err());
}
