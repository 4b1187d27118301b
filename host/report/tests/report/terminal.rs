use assay_domain::{LogLine, RunError, RunOutcome, Standing, Usage};
use assay_report::{
    explain, terminal,
    terminal::Page,
    trial::{
        AskedView, BenchView, CaseProblem, CaseView, ExpectedView, InsteadView, NearestView,
        RunView, TrialView,
    },
    upgrade::upgrade,
};

use crate::{fixture, hostile::hostile};

const WIDE: Page = Page {
    width: 120,
    colour: false,
};

/// Everything that is printed about a supplier.
fn all(fixture: &fixture::Fixture, page: Page) -> String {
    [
        terminal::assessment(&fixture.report(), page),
        terminal::suppliers(&[fixture.row()], page),
        terminal::history(&fixture.view.history, page),
        terminal::explain(&explain(&fixture.report(), "r1", None).unwrap(), page),
        terminal::explain(
            &explain(&fixture.report(), "training-use", None).unwrap(),
            page,
        ),
        terminal::plugins(std::slice::from_ref(&fixture.plugin), page),
        terminal::plugin(&fixture.plugin, page),
        tried(fixture, page),
    ]
    .concat()
}

/// What is printed when its plugin is tried, everything in it in the words of the fixture.
fn tried(fixture: &fixture::Fixture, page: Page) -> String {
    let plugin = fixture.plugin.reference.clone();
    let (said, text) = (&fixture.plugin.descriptor.title, &fixture.plugin.standing);
    let observations = fixture.view.latest.observations.clone();
    let log = vec![LogLine {
        level: said.clone(),
        message: said.clone(),
    }];
    let outcome = RunOutcome::Failed {
        error: RunError::Declined {
            detail: said.clone(),
        },
    };
    let asked = AskedView {
        endpoint: said.clone(),
        method: said.clone(),
        url: said.clone(),
    };
    let expected = ExpectedView {
        point: text.clone(),
        title: Some(text.clone()),
        quote: Some(text.clone()),
        facts: [(text.clone(), text.clone())].into(),
        ..ExpectedView::default()
    };
    let instead = InsteadView {
        observed: observations[0].clone(),
        differs_in: vec![
            "title".to_owned(),
            "quote".to_owned(),
            format!("facts.{text}"),
        ],
    };
    let problems = vec![
        CaseProblem::NotSeen {
            expected: expected.clone(),
            instead: Some(Box::new(instead)),
        },
        CaseProblem::NotSeen {
            expected,
            instead: None,
        },
        CaseProblem::NotExpected {
            observed: Box::new(observations[0].clone()),
        },
        CaseProblem::Dropped {
            code: "evidence-not-found".to_owned(),
            point: said.clone(),
            reason: said.clone(),
        },
        CaseProblem::Ended {
            expected: "completed".to_owned(),
            outcome: outcome.clone(),
        },
        CaseProblem::NotRecorded {
            asked: asked.clone(),
            nearest: Some(NearestView {
                recorded: asked.clone(),
                differs_in: vec!["url".to_owned()],
            }),
        },
    ];
    let case = CaseView {
        name: text.clone(),
        title: Some(text.clone()),
        as_expected: Vec::new(),
        problems,
        unused: vec![asked],
        log: log.clone(),
        cost: Usage::default(),
    };
    let trial = TrialView {
        plugin: plugin.clone(),
        cases: vec![case],
    };
    let run = RunView {
        plugin: plugin.clone(),
        standing: Standing::Unverified,
        as_of: fixture.view.latest.verdict.as_of,
        outcome,
        observations,
        security_findings: fixture.view.latest.security_findings.clone(),
        log,
        cost: Usage::default(),
    };
    let bench = BenchView {
        plugin,
        component_bytes: 1,
        code_bytes: 1,
        memory_bytes: 1,
        outcome: "completed".to_owned(),
        figures: Vec::new(),
    };
    let mut old = fixture.plugin.clone();
    old.capabilities.clear();
    old.reference.version = "0.0.1".to_owned();
    old.reference.publisher = "Somebody Else".into();
    [
        terminal::cases(&trial, page),
        terminal::run(&run, page),
        terminal::bench(&bench, page),
        terminal::upgrade(&upgrade(&old, &fixture.plugin), page),
    ]
    .concat()
}

#[test]
fn no_text_of_a_supplier_reaches_the_terminal_as_a_control() {
    for text in hostile() {
        let printed = all(&fixture::written_by(&text), WIDE);
        let bad = printed.chars().find(|c| {
            c.is_control() && *c != '\n'
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(bad, None, "{text:?}");
    }
}

#[test]
fn in_colour_every_code_is_one_that_only_changes_colour_or_weight() {
    let page = Page {
        colour: true,
        ..WIDE
    };
    let harmless = codes(&all(&fixture::written_by("harmless"), page));
    assert!(!harmless.is_empty(), "colour was asked for");
    for code in &harmless {
        assert!(
            code.starts_with('[') && code.ends_with('m'),
            "{code:?} does more than colour"
        );
    }
    for text in hostile() {
        let codes = codes(&all(&fixture::written_by(&text), page));
        assert!(codes.iter().all(|code| harmless.contains(code)), "{text:?}");
    }
}

/// What follows each ESC up to and with the first letter.
fn codes(printed: &str) -> Vec<String> {
    printed
        .split('\u{1b}')
        .skip(1)
        .map(|rest| {
            let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
            rest[..=end].to_owned()
        })
        .collect()
}

#[test]
fn nothing_is_wider_than_the_page() {
    for width in [60, 80, 120, 200] {
        for fixture in [
            fixture::ordinary(),
            fixture::written_by(&"wide日本語".repeat(200)),
        ] {
            let page = Page {
                width,
                colour: false,
            };
            for line in terminal::assessment(&fixture.report(), page).lines() {
                let columns = unicode_width::UnicodeWidthStr::width(line);
                assert!(columns <= usize::from(width), "{columns} > {width}: {line}");
            }
        }
    }
}

#[test]
fn a_person_finds_the_decision_its_reasons_and_what_to_ask() {
    let fixture = fixture::ordinary();
    let verdict = &fixture.view.latest.verdict;
    let printed = terminal::assessment(&fixture.report(), WIDE);
    let squeezed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(printed.contains(verdict.decision.label()));
    assert!(printed.contains(&verdict.coverage.share.to_string()));
    assert!(
        printed.contains("PROVISIONAL"),
        "an unknown fact is not passed over"
    );
    assert!(printed.contains("INCOMPLETE") && printed.contains("FAILED: cpu-timeout"));
    assert!(printed.contains("terms.md"), "a finding says where");
    assert!(squeezed.contains(&verdict.ask_next[0].text));
    assert!(printed.contains(&verdict.reassess_on.to_string()));
    assert!(printed.contains("evidence-not-found"));
}

#[test]
fn silence_is_printed_as_undecided_and_not_as_nothing_wrong() {
    let printed = terminal::assessment(&fixture::silent().report(), WIDE);
    assert!(printed.contains("UNDECIDED"));
    assert!(printed.contains("none took part"));
}

#[test]
fn the_arithmetic_can_be_redone_from_what_is_printed() {
    let fixture = fixture::ordinary();
    let steps = explain(&fixture.report(), "r1", Some("assistant")).unwrap();
    let result = fixture.view.latest.verdict.systems[0]
        .scenarios
        .iter()
        .find(|scenario| scenario.scenario.as_str() == "r1")
        .unwrap();
    let text = terminal::explain(&steps, Page { width: 400, ..WIDE });
    let mitigation = &result.likelihood.mitigation;
    let products: Vec<String> = result
        .likelihood
        .terms
        .iter()
        .map(|term| format!("{} x {}", term.weight, term.effectiveness.get()))
        .collect();
    assert!(
        text.contains(&format!("({}) / (", products.join(" + "))),
        "{text}"
    );
    assert!(
        text.contains(&format!("= {}", mitigation.mean.get())),
        "{text}"
    );
    assert!(
        text.contains(&format!("reads {}", result.residual.label().to_lowercase())),
        "{text}"
    );
    let finding = &fixture.view.open_findings[0];
    assert!(explain(&fixture.report(), &finding.fingerprint.short(), None).is_some());
    assert!(explain(&fixture.report(), "training-use", None).is_some());
    assert!(explain(&fixture.report(), "A.10.3", None).is_some());
    assert!(explain(&fixture.report(), "no-such-thing", None).is_none());
}

#[test]
fn of_many_findings_the_twelve_worst_are_printed_and_the_rest_is_counted() {
    let mut fixture = fixture::ordinary();
    let open = &mut fixture.view.open_findings;
    let mildest = open.last().unwrap().clone();
    open.resize(12, mildest.clone());
    let twelve = terminal::assessment(&fixture.report(), WIDE);
    assert!(!twelve.contains("assay report lumen-dialog"), "{twelve}");
    let open = &mut fixture.view.open_findings;
    open.resize(30, mildest.clone());
    let printed = terminal::assessment(&fixture.report(), WIDE);
    let id = mildest.fingerprint.short();
    let known = twelve.matches(&id).count();
    assert_eq!(printed.matches(&id).count(), known, "no row more");
    assert!(printed.contains("Open findings: 1 critical, 1 high, 1 medium, 27 low"));
    assert!(printed.contains("and 18 more, none worse"), "{printed}");
    let page = assay_report::html::report(&fixture.report());
    assert!(page.matches(&format!("<code>{id}</code>")).count() >= 27);
}
