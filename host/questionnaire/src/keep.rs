//! A questionnaire of somebody else as a text that is kept, so that nothing of it is lost.
//!
//! It is kept beside the evidence and not in it: a document can carry more than an answer, and what a supplier answered must not
//! become one by being written down.

use assay_report::encode::markdown::Marked;

use crate::{Origin, Outcome, Returned, Taking};

/// The text, when the file has questions that no plugin asks. Without them all of it is in `answers.toml`.
pub fn kept(returned: &Returned, taking: &Taking, origin: &Origin) -> Option<String> {
    if taking.count(Outcome::Unasked) == 0 {
        return None;
    }
    let signed = match &origin.signed_by {
        Some(signer) => format!("signed by {}", Marked::of(signer)),
        None => "not signed".to_owned(),
    };
    let mut out = format!(
        "# What a supplier answered to questions of others\n\nFrom {} ({}), {signed}, taken over on {}. This is the supplier's word.\n",
        Marked::of(&origin.file),
        origin.digest,
        origin.taken_on
    );
    let given = returned
        .given
        .iter()
        .filter(|given| !given.value.is_blank());
    for (given, taken) in given.zip(&taking.taken) {
        out.push_str(&format!("\n## {}\n\n", Marked::of(&given.id)));
        if let Some(question) = &given.question {
            out.push_str(&format!("{}\n\n", Marked::of(question)));
        }
        out.push_str(&format!("Answer: {}\n", Marked::of(&given.value)));
        if let Some(comment) = &given.comment {
            out.push_str(&format!("\nComment: {}\n", Marked::of(comment)));
        }
        if taken.outcome == Outcome::Dummy {
            out.push_str("\nIt says nothing.\n");
        }
        if let Some(question) = &taken.question {
            out.push_str(&format!(
                "\nGoes to {}: {}\n",
                question,
                taken.outcome.label()
            ));
        }
    }
    Some(out)
}
