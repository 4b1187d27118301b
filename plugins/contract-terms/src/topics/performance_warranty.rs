//! Whether the supplier answers for accuracy and for equal treatment, or delivers as is.

use super::rule::{self, Rule};
use super::{Reading, Topic, as_read};
use crate::clause::{Clause, Severity};
use crate::pattern::Pattern;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "performance-warranty",
    title: "Warranty of performance and fairness",
    controls: &["iso42001.a.6.2.4", "iso42001.a.5.4"],
    ask: "Ask for a warranty of accuracy on an agreed test set, of tests for unequal errors across groups, and for a time to repair.",
    improve: "Agree a level of accuracy on an agreed set, a yearly report of errors by group, and a time within which they are mended.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static KEYWORD: Pattern = Pattern::new(
    r"\b(?:warrant\w*|guarant\w+|as is|as-is|as available|bias\w*|accura\w+|fairness|discriminat\w+|disparate|error rates?|performs?|performance|defects?|conform\w*)\b",
);
static RULES: [Rule; 6] = [
    Rule::nothing(
        r"\b(?:performance (?:of (?:its|the|this|their) (?:obligations|agreement|contract|duties)|reviews?|of employees)|accurate (?:and complete )?(?:account|registration|billing|contact|information)|(?:customer|you|each party|client|licensee) (?:represents?|warrants?)|performs? (?:its|the) obligations|bias(?:ed)? (?:language|content) policy|authority to enter|duly organi[sz]ed)\b",
        r"\b(?:we|supplier|provider|vendor) (?:represents? and )?warrants?\b|\bas is\b",
    ),
    Rule::pass(
        "tested for bias",
        "the supplier tests for unequal errors across groups and reports them",
        r"\b(?:test(?:s|ed|ing)?|assess(?:es|ed|ment)?|measur\w+|evaluat\w+|audit(?:s|ed)?|report(?:s|ed)?|monitor(?:s|ed)?|examin\w+)\b[^.;]{0,160}\b(?:bias\w*|disparate|discriminat\w+|fairness|across (?:stated |agreed |demographic |protected |relevant )*groups|unequal|per group|by group)\b|\b(?:bias|disparate|discriminat\w+|fairness|error rates?)\b[^.;]{0,160}\b(?:test(?:s|ed)|report(?:s|ed)|measured|mended|corrected|fix(?:es|ed)?|remed\w+)\b",
        r"\b(?:efforts|endeavou?rs?|aims?|strives?|may|try|tries|no|not|customer (?:shall|must|is)|you (?:shall|must|are))\b",
    ),
    Rule::fail(
        Severity::Low,
        "as is",
        "the service is given as it is; accuracy and fitness are disclaimed",
        r"\bas[ -]is\b|\bas available\b|\b(?:no|not|neither|nor|never|disclaims?|without)\b[^.;]{0,80}\b(?:warrant\w*|guarant\w+|represent\w*|promis\w+)\b[^.;]{0,200}\b(?:accura\w+|error[- ]free|correct\w*|reliab\w+|complete\w*|fit(?:ness)?|bias\w*|outputs?|results?|uninterrupted|performance)\b|\b(?:accura\w+|outputs?|results?)\b[^.;]{0,60}\b(?:not|without|no) (?:be )?(?:guarant\w+|warrant\w+)",
        r"\bexcept as (?:expressly )?(?:set (?:out|forth)|stated|provided)\b|\bother than (?:as|the warrant)",
    )
    .not_customer(),
    Rule::partial(
        Severity::Low,
        "efforts",
        "efforts are promised, not a result",
        r"\b(?:reasonable|best|commercially reasonable|appropriate) (?:efforts|endeavou?rs|steps|measures)\b[^.;]{0,120}\b(?:bias\w*|accura\w+|error\w*|discriminat\w+|fairness|quality|performance)\b|\b(?:strives?|aims?|seeks?|works?|endeavou?rs?|tries) to (?:[a-z]+ ){0,3}(?:reduce|minimi[sz]e|mitigate|improve|ensure|avoid|limit)\b[^.;]{0,80}\b(?:bias\w*|accura\w+|error\w*|discriminat\w+|fairness)\b",
        "",
    )
    .not_customer()
    .vague(),
    Rule::pass(
        "warranted",
        "the supplier warrants how the service performs",
        r"\b(?:warrants?|guarantees?|warranted|guaranteed|represents? and warrants?|undertakes?|ensures?|promises?)\b[^.;]{0,200}\b(?:perform\w*|conform\w*|accura\w+|materially (?:in accordance|as)|error rates?|in accordance with (?:the|its) (?:documentation|specification\w*|description)|agreed (?:test )?set|as described|free (?:from|of) (?:material )?defects)\b|\b(?:accuracy|error rate|precision|recall)\b[^.;]{0,80}\b(?:not (?:be |fall |drop |sink )?(?:below|above|less|under|worse|exceed)|at least|no (?:lower|less|more|higher|worse) than)\b",
        r"\b(?:does not|do not|not|no|neither|disclaim\w*)\b[^.;]{0,40}\b(?:warrant\w*|guarant\w+)|\bcustomer (?:warrants|shall)|\byou (?:warrant|shall)|\buptime\b|\bavailability\b",
    ),
    Rule::nothing(".", ""),
];

fn read(reading: Reading<'_>) -> Vec<Clause> {
    rule::read(reading, &KEYWORD, None, TOPIC.point, &RULES, rule::as_found)
}
