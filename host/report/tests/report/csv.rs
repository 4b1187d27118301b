use crate::{fixture, hostile::hostile};

fn rows(bytes: &[u8]) -> Vec<csv::StringRecord> {
    let text = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .expect("Excel wants a byte order mark");
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text)
        .records()
        .map(|row| row.expect("every row has as many cells as the header"))
        .collect()
}

#[test]
fn the_register_starts_with_the_columns_of_nist_ir_8286_in_their_order() {
    let fixture = fixture::ordinary();
    let rows = rows(&assay_report::csv::report(&fixture.report()));
    let columns: Vec<&str> = rows[0].iter().take(12).collect();
    assert_eq!(
        columns,
        [
            "ID",
            "Priority",
            "Risk Description",
            "Risk Category",
            "Current Likelihood",
            "Current Impact",
            "Current Exposure Rating",
            "Risk Response Type",
            "Risk Response Cost",
            "Risk Response Description",
            "Risk Owner",
            "Status"
        ]
    );
}

#[test]
fn every_risk_has_one_row_and_the_worst_is_the_first() {
    let fixture = fixture::ordinary();
    let verdict = &fixture.view.latest.verdict;
    let rows = rows(&assay_report::csv::report(&fixture.report()));
    let risks: usize = verdict
        .systems
        .iter()
        .map(|system| system.scenarios.len())
        .sum();
    assert_eq!(rows.len(), 1 + risks);
    assert_eq!(&rows[1][1], "1");
    assert_eq!(rows[1][6], verdict.level.to_string());
    assert_eq!(&rows[1][12], "lumen-dialog");
    for row in &rows[1..] {
        assert!(
            !row[2].is_empty() && !row[9].is_empty(),
            "{row:?} has no words"
        );
        assert!(
            row[8].is_empty() && row[10].is_empty(),
            "cost and owner are the buyer's"
        );
        assert_eq!(&row[11] == "Open", &row[7] != "Accept");
    }
}

#[test]
fn no_text_of_a_supplier_becomes_a_formula_or_a_row() {
    let risks = rows(&assay_report::csv::report(&fixture::ordinary().report())).len();
    for text in hostile() {
        let fixture = fixture::written_by(&text);
        let rows = rows(&assay_report::csv::report(&fixture.report()));
        assert_eq!(rows.len(), risks, "{text:?} made or ate rows");
        for cell in rows.iter().flat_map(|row| row.iter()) {
            let start = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
            assert!(
                !start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                "{cell:?}"
            );
        }
    }
}
