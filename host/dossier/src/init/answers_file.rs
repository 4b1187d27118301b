//! The `answers.toml` to start from: every question, commented out.

use assay_domain::{Question, Untrusted};

use crate::show::is_treacherous;

const HEAD: &str = "\
# What the supplier answers. Take the `#` away from the lines of a question that you answer; leave the others as they are:
# no answer is better than a filler, and both count as unknown.
# Short form, for an answer without a comment or document, under one line [answers]:  question-id = \"yes\"
";

/// Longest line.
const WIDTH: usize = 118;

/// The file. Questions come from plugins, which may be hostile: each of their words ends up behind a `#`, on a line that it
/// cannot end.
pub(super) fn text(questions: &[Question]) -> String {
    let mut out = String::from(HEAD);
    for question in questions {
        out.push('\n');
        comment(&mut out, "", &question.text);
        comment(&mut out, "A good answer: ", &question.guidance);
        comment(&mut out, "Evidence: ", &question.evidence);
        if let Some(condition) = &question.show_if {
            let any_of: Vec<&str> = condition.any_of.iter().map(Untrusted::expose).collect();
            let text = format!("{} is {}", condition.question, any_of.join(" or "));
            comment(&mut out, "Only if ", &text.into());
        }
        if question.choices.is_empty() {
            comment(&mut out, "Answer with: ", &question.answer_kind);
        }
        for choice in &question.choices {
            let text = format!("\"{}\": {}", choice.value.expose(), choice.label.expose());
            comment(&mut out, "- ", &text.into());
        }
        out.push_str(&format!(
            "# [answers.\"{}\"]\n# value = \"\"\n# comment = \"\"\n# documents = []\n# answered-on = 2026-01-31\n# answered-by = \"\"\n",
            question.id
        ));
    }
    out
}

/// Writes text as comment lines, broken at spaces.
fn comment(out: &mut String, lead: &str, text: &Untrusted) {
    let tame: String = text
        .expose()
        .chars()
        .map(|c| if is_treacherous(c) { ' ' } else { c })
        .collect();
    let tame = tame.split_whitespace().collect::<Vec<_>>().join(" ");
    if tame.is_empty() {
        return;
    }
    let first = format!("# {lead}");
    let wrapping = textwrap::Options::new(WIDTH)
        .initial_indent(&first)
        .subsequent_indent("#   ");
    out.push_str(&textwrap::fill(&tame, wrapping));
    out.push('\n');
}
