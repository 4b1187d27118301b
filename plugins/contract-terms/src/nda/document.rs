//! Is it a confidentiality agreement? Other contracts have a clause about confidentiality too, and must not be read as one.

use crate::pattern::Pattern;
use crate::text::Text;

static TITLE: Pattern =
    Pattern::new(r"\b(?:non-?disclosure|confidentiality|confidential disclosure|secrecy|nda)\b");
static WHOLE_TITLE: Pattern = Pattern::new(concat!(
    r"\b(?:non-?disclosure|confidentiality|confidential disclosure|secrecy|proprietary information)(?: and [a-z-]+)*",
    r" (?:agreement|undertaking|deed|letter|acknowledg\w+|contract|certificate|terms)\b|\bnda\b",
));
static SECRECY: Pattern = Pattern::new(
    r"\bconfiden\w+|\bnon-?disclos\w+|\bproprietary information|\bevaluation materials?|\btrade secrets?",
);

/// How far the title and the first sentence reach, in bytes of plain text.
const OPENING: usize = 600;
/// Words of secrecy in a thousand words. Of 61 agreements of ContractNLI the one with the fewest has 2, and one, without a
/// title, is missed by these numbers. Of 377 other commercial contracts (CUAD) at most six are taken for one, wrongly.
const WITH_WHOLE_TITLE: usize = 2;
const WITH_TITLE: usize = 5;
const WITHOUT_TITLE: usize = 12;

/// True when the title says so and the text is about it, or when hardly anything else is in it.
pub fn is_confidentiality_agreement(text: &Text) -> bool {
    let plain = text.plain();
    let words = plain.split_ascii_whitespace().count().max(1);
    let density = SECRECY.find_all(plain).count() * 1_000 / words;
    let opening = &plain[..plain.len().min(OPENING)];
    density >= WITHOUT_TITLE
        || (density >= WITH_TITLE && TITLE.is_in(opening))
        || (density >= WITH_WHOLE_TITLE && WHOLE_TITLE.is_in(opening))
}
