//! What stands around ISO/IEC 42001, as a user sees it: the AI Act section, the gap assessment, the checklist, sectors, and the page
//! that says what covers each duty.
#![expect(clippy::unwrap_used, reason = "a helper of a test may stop the test")]

mod support;

use std::fs;

use serde_json::Value;
use support::desk::Desk;

/// Clearpath, assessed offline for the day for which it was written.
fn assessed() -> Desk {
    let desk = Desk::new();
    desk.example("clearpath");
    desk.assay("assess clearpath --offline --as-of 2026-11-20");
    desk
}

fn report(desk: &Desk, id: &str) -> Value {
    desk.done(&format!("report {id} --format json")).json()
}

fn duty<'a>(report: &'a Value, article: &str) -> &'a Value {
    let duties = report["ai_act"]["systems"][0]["duties"].as_array().unwrap();
    let mut found = duties.iter().filter(|duty| duty["article"] == article);
    found.next().unwrap_or(&Value::Null)
}

#[test]
fn the_report_says_which_articles_hold_on_the_day_and_takes_nothing_from_the_certificate() {
    let desk = assessed();
    let json = report(&desk, "clearpath");
    let system = &json["ai_act"]["systems"][0];
    assert_eq!(system["class"], "limited");
    assert_eq!(
        system["roles"],
        serde_json::json!(["provider", "component-supplier"])
    );
    assert_eq!(duty(&json, "Article 5")["in_force"], "yes");
    assert_eq!(duty(&json, "Article 5")["evidence"], "shown");
    assert_eq!(duty(&json, "Article 4")["in_force"], "yes");
    // By one reading of the amendment the whole article moves to December.
    assert_eq!(duty(&json, "Article 50")["in_force"], "disputed");
    assert_eq!(duty(&json, "Article 9"), &Value::Null, "not high-risk");
    let disputed = json["ai_act"]["disputed_dates"].as_array().unwrap();
    let transparency = disputed
        .iter()
        .find(|row| row["id"] == "transparency")
        .unwrap();
    assert!(transparency["claims"].as_array().unwrap().len() >= 2);

    // Clearpath holds a certificate to ISO/IEC 42001 and is still told this.
    let said = "no presumption of conformity";
    let html = desk.done("report clearpath --format html").out;
    assert!(html.contains(said));
    for line in ["register show clearpath", "report clearpath --format json"] {
        let plain = desk.done(line).out;
        let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(said), "{line}");
    }
    let files = json["register"]["latest"]["verdict"]["catalogue"]
        .as_array()
        .unwrap();
    assert!(files.iter().any(|file| file[0] == "ai-act-dates.toml"));
}

#[test]
fn what_is_disputed_on_one_day_holds_on_a_later_one() {
    let desk = Desk::new();
    for (id, day) in [("then", "2026-11-20"), ("later", "2028-01-01")] {
        desk.write(
            &format!("{id}/supplier.toml"),
            format!(
                "[supplier]\nid = \"{id}\"\nlegal-name = \"{id} Ltd\"\nai-act-roles = [\"provider\"]\n\n\
                 [[systems]]\nid = \"screen\"\nname = \"Screening\"\n[systems.context]\nai-act-class = \"high-risk\"\n"
            ),
        );
        desk.assay(&format!("assess {id} --offline --as-of {day}"));
    }
    let state = |id: &str| duty(&report(&desk, id), "Article 9")["in_force"].clone();
    assert_eq!(
        (state("then"), state("later")),
        ("disputed".into(), "yes".into())
    );
}

/// The same system, declared as mild as can be, in a sensitive sector and in none.
#[test]
fn a_sensitive_sector_is_not_assessed_as_a_harmless_one() {
    let desk = Desk::new();
    for (id, sector) in [("plain", "general"), ("hospital", "health")] {
        desk.write(
            &format!("{id}/supplier.toml"),
            format!(
                "[supplier]\nid = \"{id}\"\nlegal-name = \"{id} Ltd\"\nsector = \"{sector}\"\n\n\
                 [[systems]]\nid = \"helper\"\nname = \"Helper\"\n[systems.context]\n\
                 data-sensitivity = \"internal\"\ndata-volume = \"few\"\ndecision-effect = \"drafts\"\n\
                 business-dependence = \"convenience\"\naccess = \"copy-and-paste\"\nai-act-class = \"minimal\"\n\
                 people-affected = \"staff\"\nsubstitutability = \"days\"\nexposure = \"internal-staff\"\n\
                 reversibility = \"same-day\"\n"
            ),
        );
        desk.assay(&format!("assess {id} --offline --as-of 2026-11-20"));
    }
    let tier = |id: &str| desk.supplier(id)["latest"]["verdict"]["tier"]["tier"].clone();
    assert_eq!(
        (tier("plain"), tier("hospital")),
        ("tier-4".into(), "tier-2".into())
    );
    let hospital = report(&desk, "hospital");
    let raised = hospital["ai_act"]["systems"][0]["raised"]
        .as_array()
        .unwrap();
    assert_eq!(raised.len(), 2, "{raised:?}");
    // What was declared stays on record as it was declared.
    let facts = &hospital["register"]["latest"]["facts"]["systems"][0];
    assert_eq!(
        (&facts["sector"], &facts["context"]["ai-act-class"]),
        (&"health".into(), &0.into())
    );
    assert!(
        desk.done("report hospital --format html")
            .out
            .contains("counts as")
    );

    desk.write(
        "typo/supplier.toml",
        "[supplier]\nid = \"typo\"\nlegal-name = \"Typo Ltd\"\nsector = \"helth\"\n",
    );
    let printed = desk.assay("assess typo --offline");
    assert_eq!(printed.code, support::desk::ERROR);
    assert!(printed.complaint().contains("health"), "{}", printed.err);
}

#[test]
fn gaps_stand_in_their_column_the_worst_risk_first() {
    let desk = assessed();
    desk.silent("quiet");
    desk.assay("assess quiet --offline --as-of 2026-11-20");
    let json = desk.done("gap quiet --format json").json();
    let columns = json["columns"].as_array().unwrap();
    assert_eq!(columns.len(), 4);
    for column in columns {
        assert_eq!(
            column["expected"], column["gaps"],
            "silence is a gap: {column}"
        );
        assert!(column["expected"].as_u64() > Some(0));
    }
    let gaps = json["gaps"].as_array().unwrap();
    let rank = |gap: &Value| {
        ["very-low", "low", "medium", "high", "very-high"]
            .iter()
            .position(|level| gap["risk"]["residual"] == *level)
    };
    assert!(gaps.windows(2).all(|pair| rank(&pair[0]) >= rank(&pair[1])));
    let table = desk.done("gap quiet").out;
    assert!(
        table.contains("Policy") && table.contains("not-run") || table.contains("unknown"),
        "{table}"
    );
    desk.done("gap clearpath --format html -o gaps.html");
    let page = fs::read_to_string(desk.path("gaps.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Technical controls"));
    // A supplier with evidence has fewer gaps of what is expected of it.
    let good = desk.done("gap clearpath --format json").json();
    let open = |json: &Value| json["gaps"].as_array().unwrap().len();
    assert!(open(&good) < open(&json));
}

#[test]
fn the_checklist_holds_the_catalogue_and_can_be_cut() {
    let desk = Desk::new();
    let csv = desk.done("checklist --format csv").out;
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let width = reader.headers().unwrap().len();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.iter().all(|row| row.len() == width));
    let of = |framework: &str| rows.iter().filter(|row| &row[0] == framework).count();
    assert_eq!(of("NIST AI RMF"), 72);
    assert!(of("AI management system") >= 70);
    for row in &rows {
        for cell in row {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    let all = desk.done("checklist").out;
    let tier = desk.done("checklist --tier 4").out;
    let boxes = |text: &str| text.matches("- [ ]").count();
    assert_eq!(boxes(&all), rows.len());
    assert!(boxes(&tier) < boxes(&all) / 4 && boxes(&tier) > 5);
    let act = desk.done("checklist --framework eu-ai-act").out;
    assert!(act.contains("Article 5(1)(c)") && !act.contains("GOVERN"));
    let printed = desk.assay("checklist --framework iso27001");
    assert_eq!(printed.code, support::desk::ERROR);
    assert!(printed.complaint().contains("iso42001"), "{}", printed.err);
}

/// `assay mission > docs/mission.md` generates the page.
#[test]
fn the_page_on_what_covers_each_duty_is_the_one_that_is_generated() {
    let generated = Desk::new().done("mission").out;
    let path = support::workspace().join("docs/mission.md");
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == generated,
        "docs/mission.md is stale: generate it again with `cargo run --release --bin assay -- mission > docs/mission.md`"
    );
    for duty in 1..=68 {
        assert!(generated.contains(&format!("\n| M{duty} | ")), "M{duty}");
    }
}
