//! Where data is said to be, as far as words tell.

/// Members of the European Economic Area by code and English name. Source: EEA Agreement with Regulation (EU) 2016/679; the
/// list of members as of 2026.
const EEA: [(&str, &str); 30] = [
    ("at", "austria"),
    ("be", "belgium"),
    ("bg", "bulgaria"),
    ("hr", "croatia"),
    ("cy", "cyprus"),
    ("cz", "czechia"),
    ("dk", "denmark"),
    ("ee", "estonia"),
    ("fi", "finland"),
    ("fr", "france"),
    ("de", "germany"),
    ("gr", "greece"),
    ("hu", "hungary"),
    ("ie", "ireland"),
    ("it", "italy"),
    ("lv", "latvia"),
    ("lt", "lithuania"),
    ("lu", "luxembourg"),
    ("mt", "malta"),
    ("nl", "netherlands"),
    ("pl", "poland"),
    ("pt", "portugal"),
    ("ro", "romania"),
    ("sk", "slovakia"),
    ("si", "slovenia"),
    ("es", "spain"),
    ("se", "sweden"),
    ("is", "iceland"),
    ("li", "liechtenstein"),
    ("no", "norway"),
];

/// Countries outside it that host or support AI services, by code and the words for them.
const OTHERS: [(&str, &[&str]); 18] = [
    (
        "us",
        &[
            "united states",
            "usa",
            "america",
            "california",
            "virginia",
            "oregon",
            "texas",
        ],
    ),
    ("gb", &["united kingdom", "uk", "great britain", "england"]),
    ("ch", &["switzerland"]),
    ("ca", &["canada"]),
    ("in", &["india"]),
    ("cn", &["china"]),
    ("hk", &["hong kong"]),
    ("jp", &["japan"]),
    ("kr", &["south korea", "korea"]),
    ("sg", &["singapore"]),
    ("au", &["australia"]),
    ("br", &["brazil"]),
    ("il", &["israel"]),
    ("ph", &["philippines"]),
    ("ua", &["ukraine"]),
    ("ru", &["russia"]),
    ("tr", &["turkey", "turkiye"]),
    ("za", &["south africa"]),
];

/// Words for the Union or the Area as a whole.
const REGION: [&str; 6] = [
    "eu",
    "eea",
    "european union",
    "european economic area",
    "eu only",
    "europe",
];

use crate::words::{has, has_any};

/// The codes of the countries that are named, a region as all of its members.
pub(crate) fn named(words: &[String]) -> Vec<&'static str> {
    let region = has_any(words, &REGION);
    let members = EEA
        .iter()
        .filter(|(_, name)| region || has(words, name))
        .map(|(code, _)| *code);
    let others = OTHERS
        .iter()
        .filter(|(_, names)| has_any(words, names))
        .map(|(code, _)| *code);
    members.chain(others).collect()
}

/// A code as the dossier writes it, in the lower case of these tables; `UK` is no code of ISO 3166-1 and is written all the same.
pub(crate) fn code(written: &str) -> String {
    let code = written.trim().to_lowercase();
    if code == "uk" { "gb".to_owned() } else { code }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    #[test]
    fn a_region_is_all_of_its_members() {
        assert!(named(&words("Data stays in the EU")).contains(&"ie"));
        assert_eq!(named(&words("Germany and the United States")), ["de", "us"]);
        assert!(named(&words("our own data centres")).is_empty());
    }
}
