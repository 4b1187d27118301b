//! What is only worth something with a number or a date: incidents, training, and the stages of a certification.

use assay_sdk::Severity;

use crate::{
    item::{Item, Kind, Otherwise, practice},
    number::{Bound, Unit},
};

/// Answers under which there is a record of incidents to count in.
const RECORD: &[&str] = &["recorded", "none-recorded", "not-complete"];

/// Answers under which there was a certification audit.
const CERTIFIED: &[&str] = &["accredited", "not-accredited"];

pub(super) const ITEMS: &[Item] = &[
    practice(
        "incident-count",
        "How many AI incidents (safety, privacy, transparency) did you have in the last twelve months?",
        "A number, 0 included; say in the comment of which kind they were.",
        "The record of incidents",
    )
    // Any number is good to know: a supplier that counts is not worse than one that does not.
    .number(Unit::Incidents, Bound::AtLeast(0), Bound::AtLeast(0))
    .only_if("incident-history", RECORD, Otherwise::Missing)
    .controls(&["iso42001.10.2", "iso42001.a.6.2.6"]),
    practice(
        "incident-resolution-time",
        "How long did it take you, at worst, to repair an AI incident in the last twelve months?",
        "At most a week; 0 hours when there was none.",
        "The record of incidents with its times",
    )
    .number(Unit::Hours, Bound::AtMost(168), Bound::AtMost(720))
    .only_if("incident-history", RECORD, Otherwise::Missing)
    .controls(&["iso42001.10.2", "iso42001.a.6.2.6"]),
    practice(
        "incident-customer-notice",
        "Within how many hours do you tell us of an AI incident that concerns us?",
        "At most 72 hours, also when no personal data is touched.",
        "The procedure with its number, and the last notice",
    )
    .number(Unit::Hours, Bound::AtMost(72), Bound::AtMost(168))
    .severity(Severity::High)
    .controls(&["iso42001.a.8.4", "iso42001.a.8.5"]),
    practice(
        "training-date",
        "When were your staff last trained in AI? Say in the comment in what.",
        "At most twelve months ago (article 4 of the AI Act).",
        "The training record with its date",
    )
    .answered_by(Kind::LastDone)
    .controls(&["iso42001.7.2", "iso42001.7.3", "iso42001.a.4.6"]),
    practice(
        "certification-stage-1",
        "When was stage 1 (documents) of your certification audit?",
        "The day on which it ended, before stage 2.",
        "The report of stage 1",
    )
    .answered_by(Kind::Day)
    .only_if("certificate-42001", CERTIFIED, Otherwise::NotApplicable)
    .severity(Severity::Low)
    .controls(&["iso42001.9.2.2"]),
    practice(
        "certification-stage-2",
        "When was stage 2 (implementation) of your certification audit?",
        "The day on which it ended, after stage 1 and before the certificate was issued.",
        "The report of stage 2",
    )
    .answered_by(Kind::DayAfter("certification-stage-1"))
    .only_if("certificate-42001", CERTIFIED, Otherwise::NotApplicable)
    .controls(&["iso42001.9.2.2"]),
];
