//! A comment that says something else than the answer beside it.

/// How much of the answer a comment takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubt {
    /// Some of it.
    Part,
    /// All of it.
    Whole,
}

/// Phrases that deny what the answer claims. Only plain ones: a wrong accusation costs more trust than a missed one, and
/// contract and API are looked at apart. "We do not have" is not here, since "we do not have open nonconformities" is good.
const WHOLE: &[&str] = &[
    "not implemented",
    "not yet implemented",
    "not in place",
    "not yet in place",
    "not established",
    "not yet established",
    "not yet started",
    "not started",
    "does not exist",
    "do not exist",
    "nothing in place",
    "not yet available",
    "no longer in place",
    "has been discontinued",
];

/// Phrases that put it off or limit it.
const PART: &[&str] = &[
    "not yet",
    "is planned",
    "are planned",
    "planned for",
    "we plan to",
    "plan to",
    "planning to",
    "in progress",
    "under development",
    "in development",
    "in preparation",
    "being developed",
    "being drafted",
    "being prepared",
    "being implemented",
    "draft only",
    "still a draft",
    "in draft",
    "on the roadmap",
    "on our roadmap",
    "working on",
    "work in progress",
    "will be implemented",
    "will be introduced",
    "will be available",
    "to be implemented",
    "will implement",
    "partially",
    "partly",
    "ad hoc",
    "informally",
    "best effort",
    "best efforts",
    "we aim to",
    "aim to",
    "we try to",
    "typically",
    "usually",
    "in most cases",
    "only for enterprise",
    "except for",
];

/// What a comment takes back, with the phrase that does.
pub(crate) fn doubt(comment: &str) -> Option<(Doubt, &'static str)> {
    let mut words = String::from(" ");
    for c in comment.to_lowercase().chars() {
        if c.is_alphanumeric() {
            words.push(c);
        } else if !matches!(c, '\'' | '’') && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.push(' ');
    let has = |phrase: &&&str| {
        words.match_indices(**phrase).any(|(at, _)| {
            words[..at].ends_with(' ') && words[at + phrase.len()..].starts_with(' ')
        })
    };
    let whole = WHOLE.iter().find(has).map(|phrase| (Doubt::Whole, *phrase));
    whole.or_else(|| PART.iter().find(has).map(|phrase| (Doubt::Part, *phrase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_that_takes_the_answer_back_is_noticed() {
        for (comment, expected) in [
            ("Not yet.", Some(Doubt::Part)),
            ("Planned for Q3", Some(Doubt::Part)),
            ("The procedure is still in\nprogress", Some(Doubt::Part)),
            ("We aim to answer within a day", Some(Doubt::Part)),
            ("This is NOT in place at the moment", Some(Doubt::Whole)),
            ("Not yet implemented, planned for 2027", Some(Doubt::Whole)),
        ] {
            assert_eq!(
                doubt(comment).map(|(doubt, _)| doubt),
                expected,
                "{comment:?}"
            );
        }
    }

    #[test]
    fn a_comment_that_explains_the_answer_is_left_alone() {
        for comment in [
            "",
            "Approved by the board on 2026-02-01",
            "We have no open nonconformities",
            "Customer data is never used for training",
            "See chapter 4 of the policy; planned changes go through the board",
            "The audit was unplanned",
        ] {
            assert_eq!(doubt(comment), None, "{comment:?}");
        }
    }
}
