use proptest::prelude::*;

use super::*;

fn text(html: &str) -> String {
    Readable::of_html(html).as_str().to_owned()
}

/// The source behind a word of the text.
fn source_of(html: &str, word: &str) -> String {
    let readable = Readable::of_html(html);
    let at = readable
        .as_str()
        .find(word)
        .expect("the word is in the text");
    html[readable.source_range(at..at + word.len())].to_owned()
}

#[test]
fn a_page_reads_as_a_person_reads_it() {
    for (html, expected) in [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        (
            "<p>We notify\n   within <b>72</b>&nbsp;hours.</p>",
            "We notify within 72 hours.",
        ),
        ("un<b>told</b> sto<!-- x -->ries", "untold stories"),
        ("a<br>b<br/>c", "a\nb\nc"),
        (
            "<tr><td>Notice</td><td>72 h</td></tr><tr><td>x</td></tr>",
            "Notice\t72 h\nx",
        ),
        ("A<script>if (a</script >b) </SCRIPT x>B", "Ab) B"),
        ("A<style>p > a { content: '</b>' }</style>B", "AB"),
        ("<a title=\"a > b\" href='x'>link</a>", "link"),
        ("<p don't>stays</p>", "stays"),
        (
            "<!DOCTYPE html><?xml x?><title>Terms &amp; Conditions</title>",
            "Terms & Conditions",
        ),
        (
            "1 < 2 && 3 > 2 &nosuch; &#xZZ; &",
            "1 < 2 && 3 > 2 &nosuch; &#xZZ; &",
        ),
        (
            "&sect; 5 &#8211; &#x201C;Output&#148; caf\u{e9}",
            "§ 5 – “Output” café",
        ),
        ("con&shy;fi\u{200b}dential", "confidential"),
        ("<pre>one\ntwo</pre>three\nfour", "one\ntwo\nthree four"),
        ("seen<!-- never closed", "seen"),
        ("seen<script>never closed", "seen"),
        ("seen<a href=\"never closed", "seen"),
        ("a<!-->b<!--->c", "abc"),
        ("", ""),
        (" \n ", ""),
    ] {
        assert_eq!(text(html), expected, "{html:?}");
    }
}

#[test]
fn a_quote_is_the_exact_source_with_its_markup() {
    let html = "<li>notify within <b>72</b>&nbsp;hours</li>";
    assert_eq!(source_of(html, "72 hours"), "72</b>&nbsp;hours");
    assert_eq!(source_of("fees &amp; taxes", "& tax"), "&amp; tax");
    assert_eq!(source_of("a \n\t b", "a b"), "a \n\t b");
}

proptest! {
    /// The promise that evidence rests on: without entities, comments or white space to collapse, every range of the
    /// text that lies within one run is the source byte for byte.
    #[test]
    fn every_range_of_a_plain_word_is_its_source(
        words in prop::collection::vec("[a-zA-Zäöü€0-9.,;]{1,12}", 1..20),
        tags in prop::collection::vec(prop::sample::select(vec!["<p>", "</b>", "<br>", " ", "<i class='x'>", "\n \n"]), 20),
        pick in any::<prop::sample::Index>(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
    ) {
        let html: String = words.iter().zip(&tags).flat_map(|(word, tag)| [word.as_str(), tag]).collect();
        let readable = Readable::of_html(&html);
        let word = pick.get(&words);
        let at = readable.as_str().find(word.as_str()).expect("every word is in the text");
        let edges: Vec<usize> = word.char_indices().map(|(i, _)| i).chain([word.len()]).collect();
        let (a, b) = (*from.get(&edges), *to.get(&edges));
        let (a, b) = (a.min(b), a.max(b));
        // An inline tag may split the first place where the word is found; compare what a reader would see.
        let source = &html[readable.source_range(at + a..at + b)];
        prop_assert_eq!(text(source), text(&word[a..b]));
        if !source.contains('<') {
            prop_assert_eq!(source, &word[a..b]);
        }
    }

    /// Whatever a hostile page holds, reading it ends, and every range maps into the source.
    #[test]
    fn any_page_maps_back_into_itself(
        html in "(<[a-z!/]{0,3}|</?script>|<!--|-->|&[a-z#0-9]{0,6};?|[ \n\u{200b}äa-c>'\"=]){0,60}",
        from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
    ) {
        let readable = Readable::of_html(&html);
        let edges: Vec<usize> = readable.as_str().char_indices().map(|(i, _)| i).chain([readable.as_str().len()]).collect();
        let (a, b) = (*from.get(&edges), *to.get(&edges));
        let source = readable.source_range(a.min(b)..a.max(b));
        prop_assert!(source.start <= source.end);
        prop_assert!(html.get(source).is_some());
    }
}
