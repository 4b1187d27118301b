//! The HTML encoder: maud's escaping and nothing else.

use maud::{Markup, html};

use super::{Text, one_line, paragraphs};

/// Text on one line. maud escapes `& < > "`, and this crate writes every attribute in double quotes; `<bdi>` keeps
/// right-to-left text from reordering what stands beside it.
pub fn text<T: Text + ?Sized>(text: &T) -> Markup {
    html! { bdi { (one_line(text.raw())) } }
}

/// Text that keeps its line ends (the style sheet sets `white-space: pre-line`).
pub fn lines<T: Text + ?Sized>(text: &T) -> Markup {
    html! { bdi.lines { (paragraphs(text.raw())) } }
}

/// An address: a link when it is `https` with a plain host, text otherwise. The text is always the whole address, so that
/// a person sees where a link goes; a scheme such as `javascript:` and names before `@` never become a link.
pub fn address<T: Text + ?Sized>(address: &T) -> Markup {
    match https(address.raw()) {
        Some(target) => html! {
            a href=(target) rel="noreferrer noopener nofollow" { (text(address)) }
        },
        None => text(address),
    }
}

fn https(text: &str) -> Option<String> {
    let target = url::Url::parse(text.trim()).ok()?;
    let plain = target.scheme() == "https"
        && target.username().is_empty()
        && target.password().is_none()
        && target.host_str().is_some();
    plain.then(|| target.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::hostile::hostile;
    use scraper::{Html, Node};

    /// Elements and attributes of a fragment, as a browser's parser sees them.
    fn shape(markup: &str) -> Vec<String> {
        Html::parse_fragment(markup)
            .tree
            .values()
            .filter_map(|node| match node {
                Node::Element(element) => Some(format!(
                    "{} {:?}",
                    element.name(),
                    element.attrs().map(|(name, _)| name).collect::<Vec<_>>()
                )),
                Node::Comment(_) | Node::ProcessingInstruction(_) => Some("not text".to_owned()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn no_hostile_text_becomes_an_element_an_attribute_or_a_comment() {
        for hostile in hostile() {
            for encode in [text::<str>, lines::<str>, address::<str>] {
                assert_eq!(
                    shape(&encode(&hostile).into_string()),
                    shape(&encode("harmless").into_string()),
                    "{hostile:?}"
                );
            }
        }
    }

    #[test]
    fn only_https_becomes_a_link_and_shows_where_it_goes() {
        let link = address("https://example.com/a?b=\"><script>").into_string();
        assert!(link.starts_with("<a href=\"https://example.com/a?b=%22%3E%3Cscript%3E\""));
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,<script>",
            "http://example.com",
            "https://bank.example@evil.example/",
            "//example.com",
            "file:///etc/passwd",
        ] {
            assert!(!address(bad).into_string().contains("href"), "{bad}");
        }
    }
}
