//! The questions as one page that works from a local file: it needs no network, may use none, and gives back a file.

use assay_domain::{Answer, Digest, Question, Untrusted};
use assay_report::encode::html::{lines, text};
use base64::{Engine, engine::general_purpose::STANDARD};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::ANSWERS_FORMAT;
use crate::Form;

const STYLE: &str = include_str!("form.css");
/// The page is a file of its own and has to give back a file, so here, and only here, there is a script.
const SCRIPT: &str = include_str!("form.js");

/// The page.
pub fn form(form: &Form) -> String {
    let (answered, all) = form.progress();
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        source(STYLE),
        source(SCRIPT)
    );
    html! {
        (DOCTYPE)
        html lang="en" data-format=(ANSWERS_FORMAT) data-supplier=(form.supplier) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { "Questions to " (form.supplier) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#questions" { "Skip to the questions" }
                header {
                    h1 { "Questions to " (text(&form.name)) }
                    p {
                        "Nothing leaves this page by itself: it works without a network, and “Save the answers” gives you a file to send \
                         back. An empty answer counts as unknown; so do fillers as “TBD”, “test” or “n/a”."
                    }
                    noscript { p.notice { "Saving needs JavaScript. Ask for the workbook instead." } }
                }
                main id="questions" {
                    form id="form" autocomplete="off" {
                        section {
                            h2 { "Who answers" }
                            div.pair {
                                label { "Your name and role" input name="answered-by" maxlength="200"; }
                                label { "Date" input type="date" name="answered-on"; }
                            }
                        }
                        (questions(form))
                    }
                }
                footer {
                    p role="status" id="progress" { (answered) " of " (all) " questions are answered." }
                    div.actions {
                        button type="button" id="save" { "Save the answers" }
                        label.button { "Continue from a file" input type="file" id="load" accept=".json,application/json"; }
                        button.quiet type="button" id="print" { "Print" }
                    }
                    p.notice role="alert" id="notice" hidden {}
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string()
}

/// The questions as the fields of a form: `value:ID`, `comment:ID` and `documents:ID`.
pub fn questions(form: &Form) -> Markup {
    html! {
        @for (number, section) in form.sections.iter().enumerate() {
            section aria-labelledby=(format!("s{number}")) {
                h2 id=(format!("s{number}")) { (text(&section.title)) }
                @for question in &section.questions {
                    (asked(question, form.answers.get(&question.id)))
                }
            }
        }
    }
}

fn asked(question: &Question, answer: Option<&Answer>) -> Markup {
    let id = question.id.as_str();
    let condition = question.show_if.as_ref().map(|condition| {
        let any_of: Vec<&str> = condition.any_of.iter().map(Untrusted::expose).collect();
        let any_of = serde_json::to_string(&any_of).expect("texts are JSON");
        (condition.question.as_str().to_owned(), any_of)
    });
    html! {
        fieldset data-question=(id) data-if=[condition.as_ref().map(|(question, _)| question)]
            data-any-of=[condition.as_ref().map(|(_, any_of)| any_of)] {
            legend { (text(&question.text)) }
            p.id { (id) }
            @if !question.guidance.is_blank() { p.hint { "A good answer: " (lines(&question.guidance)) } }
            @if !question.evidence.is_blank() { p.hint { "Evidence: " (lines(&question.evidence)) } }
            @if let Some(condition) = &question.show_if {
                p.hint { "Asked only if " code { (condition.question) } " is " @for (number, any) in condition.any_of.iter().enumerate() { @if number > 0 { " or " } (text(any)) } }
            }
            (control(question, answer))
            details open[answer.is_some_and(|answer| answer.comment.is_some() || !answer.documents.is_empty())] {
                summary { "Comment and documents" }
                label { "Comment"
                    textarea data-part="comment" name={ "comment:" (id) } rows="3" maxlength="20000" {
                        @if let Some(comment) = answer.and_then(|answer| answer.comment.as_ref()) { (comment.expose()) }
                    }
                }
                label { "Documents that you send along, one a line"
                    textarea data-part="documents" name={ "documents:" (id) } rows="2" {
                        @if let Some(answer) = answer { (answer.documents.join("\n")) }
                    }
                }
            }
        }
    }
}

fn control(question: &Question, answer: Option<&Answer>) -> Markup {
    let name = format!("value:{}", question.id);
    let value = answer.map_or("", |answer| answer.value.expose());
    let yes_no = [("yes", "Yes"), ("no", "No")];
    let choices: Vec<(&str, &str)> = match question.answer_kind.expose() {
        "yes-no" if question.choices.is_empty() => yes_no.to_vec(),
        _ => question
            .choices
            .iter()
            .map(|choice| (choice.value.expose(), choice.label.expose()))
            .collect(),
    };
    html! {
        @if !choices.is_empty() {
            div.choices {
                @for (choice, label) in &choices {
                    label { input type="radio" name=(name) data-part="value" value=(choice) checked[*choice == value]; (text(*label)) }
                }
                label { input type="radio" name=(name) data-part="value" value="" checked[choices.iter().all(|(choice, _)| *choice != value)]; "No answer" }
            }
        } @else {
            @match question.answer_kind.expose() {
                "date" => label { "Date" input type="date" name=(name) data-part="value" value=(value); },
                "number" => label { "Number, with its unit" input name=(name) data-part="value" value=(value); },
                _ => label { "Answer" textarea name=(name) data-part="value" rows="4" maxlength="20000" { (value) } },
            }
        }
    }
}

/// The source of a policy that allows exactly this text.
fn source(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Digest::of(text).as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A browser hashes what stands between the tags; an end tag inside would cut it there.
    #[test]
    fn style_and_script_are_what_the_policy_allows() {
        assert!(!STYLE.contains("</") && !SCRIPT.contains("</"));
    }
}
