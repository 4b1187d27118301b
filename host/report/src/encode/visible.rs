//! Making hidden characters visible, for every format whose reader is a person.

/// True for a character that changes what a person sees without being seen: controls (ESC starts a terminal sequence, U+009B
/// is the same in one character), bidirectional controls (UAX #9; "Trojan Source", CVE-2021-42574), separators that some
/// programs take for a line end, and invisible or deprecated format characters, tags among them, that hide text in text.
/// The joiners U+200C and U+200D stay: Persian, the Indic scripts and emoji need them.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Text on one line: white space of any kind becomes one blank, hidden characters become `\u{1b}`. Escaped and not
/// dropped, because a person should see that somebody tried.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if is_white(c) {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else {
            push(&mut line, c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Text that may span lines: line ends stay, anything else as in [`one_line`].
pub(crate) fn paragraphs(text: &str) -> String {
    text.split('\n')
        .map(one_line)
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_owned()
}

fn is_white(c: char) -> bool {
    // A lone CR overwrites the line on a terminal, so it is a blank like TAB and LF. NEL, LINE SEPARATOR and PARAGRAPH
    // SEPARATOR are white space to Rust, but a person never types them: they stay visible.
    matches!(
        c,
        ' ' | '\t' | '\r' | '\n' | '\u{00A0}' | '\u{202F}' | '\u{3000}' | '\u{2000}'..='\u{200A}'
    )
}

fn push(line: &mut String, c: char) {
    if is_hidden(c) {
        line.extend(c.escape_unicode());
    } else {
        line.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_attempt_is_shown_and_harmless_text_is_left_alone() {
        assert_eq!(
            one_line("ok\u{1b}[2J\u{202e}gpj.exe"),
            "ok\\u{1b}[2J\\u{202e}gpj.exe"
        );
        assert_eq!(one_line("  two\r\n lines\t here "), "two lines here");
        assert_eq!(paragraphs("one\r\n\r\ntwo\n"), "one\n\ntwo");
        for fine in ["Müller & Söhne", "日本語", "می‌خواهم", "👩‍💻", "a\\u{1b}"]
        {
            assert_eq!(one_line(fine), fine);
        }
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in any::<String>()) {
            prop_assert!(!one_line(&text).chars().any(is_hidden));
            prop_assert!(!paragraphs(&text).chars().any(|c| c != '\n' && is_hidden(c)));
        }
    }
}
