//! The due list as a calendar (RFC 5545).

use assay_domain::Digest;
use assay_register::DueRow;
use jiff::Timestamp;

use crate::encode::ical::{Value, line};

/// One all-day event for each thing that is due. An event keeps its id while its day moves, so that a calendar that subscribes
/// moves it and does not show it twice.
pub fn due(rows: &[DueRow], now: Timestamp) -> String {
    let mut out = String::new();
    let mut put = |name: &str, value: String| line(&mut out, name, &Value::of(&value));
    put("BEGIN", "VCALENDAR".into());
    put("VERSION", "2.0".into());
    put("PRODID", "-//Assay//Due list//EN".into());
    put("X-WR-CALNAME", "Due at AI suppliers".into());
    for row in rows {
        let kind = row.kind.label();
        let id = Digest::of_parts([row.supplier.as_str(), kind, &row.object].map(str::as_bytes));
        put("BEGIN", "VEVENT".into());
        put("UID", format!("{}@assay", &id.hex()[..32]));
        put("DTSTAMP", now.strftime("%Y%m%dT%H%M%SZ").to_string());
        put("DTSTART;VALUE=DATE", row.day.strftime("%Y%m%d").to_string());
        put(
            "SUMMARY",
            format!("{}: {kind} {}", row.supplier, row.object)
                .trim_end()
                .to_owned(),
        );
        if let Some(owner) = &row.owner {
            put("DESCRIPTION", format!("Owner: {owner}"));
        }
        put("TRANSP", "TRANSPARENT".into());
        put("END", "VEVENT".into());
    }
    put("END", "VCALENDAR".into());
    out
}
