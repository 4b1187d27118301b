//! Rules: wordings that make a clause of a kind, and look-alikes that do not. Each is one more feature of a sentence, whose
//! weight is learned for every kind of clause.

use std::sync::LazyLock;

use crate::pattern::Pattern;

/// A rule is tried, and compiled, only for sentences that have its cue; the cue is looked for first because that costs little.
struct Rule {
    cue: &'static str,
    pattern: Pattern,
}

const fn rule(cue: &'static str, pattern: &'static str) -> Rule {
    Rule {
        cue,
        pattern: Pattern::new(pattern),
    }
}

/// How many there are.
pub(super) const COUNT: usize = 34;

/// All rules. Their order is part of the weights file: add at the end and train anew.
#[rustfmt::skip]
static RULES: [Rule; COUNT] = [
    // Termination for convenience, and termination for a reason, which is its look-alike.
    rule("terminat", r"terminat\w+[^.;]*\b(?:for (?:its |their )?convenience|without cause|for any (?:or no )?reason|(?:with or|at any time and) without (?:cause|reason)|for no reason|in its sole discretion)"),
    rule("terminat", r"\bmay (?:be terminated|terminate)\b[^.;]*\bat any time\b"),
    rule("terminat", r"\b(?:either party|party|company|customer|licensee|licensor|distributor|\w+) (?:may|shall have the right to|has the right to|can) terminate this agreement[^.;:]*\b(?:upon|by|on|with)\b[^.;:]*\bnotice[^.;:]*[.]?$"),
    rule("terminat", r"terminat\w+[^.;]*\b(?:material(?:ly)? breach|breach(?:es)?|default|bankrupt\w*|insolven\w+|fails? to)\b"),
    // Change of control, against a merger that only makes an assignment free of consent.
    rule("control", r"\b(?:change (?:of|in) (?:the )?control|change (?:of|in) (?:the )?(?:majority )?(?:ownership|management)|acquires? control|changes? in (?:the )?ownership)\b"),
    rule("terminat", r"\bterminat\w+\b[^.]*\b(?:merge[sdr]?|merger|acquire[sd]?|acquisition|change of control|change in control|consolidat\w+|substantially all)\b"),
    rule("consent", r"\bwithout (?:the )?(?:prior )?(?:written )?consent\b[^.]*\b(?:successor|merger|acquisition|affiliate|substantially all|change of control)"),
    rule("deemed", r"\b(?:merger|consolidation|change (?:of|in) control|transfer of (?:a )?(?:majority|control\w*)|sale of)\b[^.]*\bdeemed\b[^.]*\b(?:an? )?(?:assignment|transfer)"),
    // Anti-assignment.
    rule("assign", r"\b(?:not|neither|no|nor)\b[^.;]*\b(?:assign\w*|transfer\w*)\b[^.;]*\b(?:consent|approval)"),
    rule("assign", r"\b(?:may assign|shall have the right to assign|freely assign)"),
    // Assignment of intellectual property, against keeping what one had.
    rule("assign", r"\b(?:hereby (?:irrevocably )?(?:assign|transfer|convey)s?|agrees? to assign|shall (?:promptly )?assign|will assign|does hereby assign|assigns? and transfers?)\b[^.]*\b(?:rights?|title|interest|inventions?|intellectual property|patents?|copyrights?|ownership)"),
    rule("work", r"\bworks?[ -]made[ -]for[ -]hire|\bworks? for hire"),
    rule("own", r"\b(?:shall|will) (?:be|become|remain) (?:solely |exclusively )?(?:the (?:sole |exclusive |sole and exclusive )?property of|owned (?:solely |exclusively )?by|vest(?:ed)? in)|\bshall (?:solely |exclusively )?own\b"),
    rule("retain", r"\bretains?\b[^.;]*\b(?:right|title|ownership|interest)"),
    // Services after the end, against clauses that merely survive.
    rule("terminat", r"\b(?:after|following|upon|on) (?:the |any |such )?(?:effective date of )?(?:expiration|termination|expiry)\b[^.;]*\b(?:continue|provide|assist\w*|transition|cooperat\w+|sell[ -]?off|sell|dispose|inventory|complete|support|return|repurchase|purchase)"),
    rule("surviv", r"\bsurvives?\b|\bsurvival\b"),
    rule("transition", r"\b(?:transition|wind[ -]?down|sell[ -]?off|phase[ -]?out|run[ -]?off|disengagement|termination assistance)\b[^.;]*\b(?:period|services?|assistance|plan)"),
    // Liability: capped, not capped, or a kind of damages left out altogether.
    rule("liab", r"\b(?:liab\w+|damages)\b[^.]*\b(?:exceeds?|limited to|greater than|more than|not to exceed|maximum|in excess of)\b"),
    rule("liab", r"\b(?:except|other than|notwithstanding|shall not apply|do(?:es)? not apply|not limit\w*|nothing in)\b[^.]*\b(?:liab\w+|damages)\b|\bliab\w+\b[^.]*\b(?:except|other than|shall not apply|do(?:es)? not apply|unlimited|without limit\w*|uncapped)"),
    rule("damages", r"\b(?:consequential|incidental|indirect|punitive|special|exemplary)\b[^.]*\bdamages"),
    rule("liab", r"\b(?:gross negligence|wil+ful misconduct|fraud|confidential\w*|indemnif\w+)\b"),
    // Licences.
    rule("grant", r"\b(?:hereby )?grants?\b[^.;]*\b(?:license|licence|right)\b"),
    rule("licen", r"\b(?:perpetual|irrevocabl[ey])\b"),
    // Warranty with a duration.
    rule("warrant", r"\bwarrant\w*\b[^.]*\b(?:months?|days?|years?)\b|\b(?:months?|days?|years?)\b[^.]*\bwarrant\w*"),
    rule("defect", r"\b(?:defect\w*|non-?conform\w+)\b[^.]*\b(?:within|for a period)\b"),
    // Audit, insurance, escrow, law.
    rule("audit", r"\baudit\w*\b[^.]*\b(?:books|records|accounts)\b|\b(?:books|records|accounts|premises|facilit(?:y|ies))\b[^.]*\b(?:audit\w*|inspect\w*|examin\w+)"),
    rule("insur", r"\b(?:maintain|obtain|carry|procure|provide|keep)\b[^.]*\binsurance"),
    rule("escrow", r"\bescrow\b[^.]*\b(?:source|code|software|materials?)\b|\b(?:source|code|software)\b[^.]*\bescrow"),
    rule("law", r"\b(?:governed|construed|interpreted)\b[^.]*\blaws?\b"),
    // The reported ones.
    rule("damages", r"\bliquidated damages|\bas (?:a )?(?:penalty|liquidated)"),
    rule("beneficiar", r"\bthird[ -]part(?:y|ies)\b[^.]*\bbeneficiar"),
    rule("renew", r"\b(?:automatically|successive|additional)\b[^.]*\b(?:renew\w*|terms?|periods?|years?)"),
    rule("contest", r"\b(?:contest|challenge|attack|dispute|oppose)\b[^.]*\b(?:validity|ownership|title|rights?|marks?|patents?)"),
    rule("minimum", r"\bminimum\b[^.]*\b(?:purchase|order|quantit\w+|commitment|fees?|payment|royalt\w+|guarantee\w*|volume|amount|sales)"),
];

/// The cues, each once, and for each rule the place of its own.
static CUES: LazyLock<(Vec<&'static str>, [usize; COUNT])> = LazyLock::new(|| {
    let mut cues: Vec<&'static str> = Vec::new();
    let places = std::array::from_fn(|number| {
        let cue = RULES[number].cue;
        cues.iter().position(|one| *one == cue).unwrap_or_else(|| {
            cues.push(cue);
            cues.len() - 1
        })
    });
    (cues, places)
});

/// Calls `met` with the number of each rule that a sentence meets, in their order.
pub(super) fn each_met(plain: &str, mut met: impl FnMut(u32)) {
    let (cues, places) = &*CUES;
    let here: u64 = (0..)
        .zip(cues)
        .filter(|(_, cue)| plain.contains(**cue))
        .fold(0, |bits, (place, _)| bits | 1 << place);
    if here == 0 {
        return;
    }
    for (number, (rule, place)) in (0..).zip(RULES.iter().zip(places)) {
        if here >> place & 1 == 1 && rule.pattern.is_in(plain) {
            met(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(plain: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        each_met(plain, |number| numbers.push(number));
        numbers
    }

    #[test]
    fn a_rule_and_its_look_alike_are_told_apart() {
        assert!(met("customer may terminate this agreement for convenience.").contains(&0));
        let for_cause = met(
            "either party may terminate this agreement if the other party is in material breach.",
        );
        assert_eq!(for_cause, [3]);
        assert!(met("these obligations survive.").contains(&15));
        assert_eq!(met("nothing of it."), [] as [u32; 0]);
    }

    #[test]
    fn every_rule_compiles_and_holds_its_cue() {
        for rule in &RULES {
            assert!(!rule.pattern.is_in(""), "{} matches nothing", rule.cue);
        }
        assert!(CUES.0.len() <= 64, "one bit for each cue");
    }
}
