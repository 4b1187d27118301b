//! Who owns what the service generates for the customer.

use super::{Reading, Topic, as_read};
use crate::actor::Party;
use crate::clause::{Clause, Modality, Outcome, Severity};
use crate::pattern::Pattern;
use crate::text::View;

/// The topic.
pub const TOPIC: Topic = Topic {
    point: "output-ownership",
    title: "Ownership of outputs",
    controls: &["dd.legal-protection", "iso42001.a.10.4"],
    ask: "Ask for a clause that the customer owns the outputs and that the supplier assigns any right it may have in them.",
    improve: "Agree that the customer owns outputs, with an assignment, and that the supplier keeps no licence beyond returning \
              them.",
    in_privacy_policies: false,
    read,
    reconcile: as_read,
};

static OUTPUT: Pattern = Pattern::new(
    r"\b(?:outputs?|generated (?:content|materials?|results?|images?|texts?|works?|code)|generations|completions|suggestions|ai[- ]generated content|results generated|images? generated|what (?:the |our )?(?:models?|services?|ai|tool|system|product) (?:makes?|returns?|generates?|produces?|creates?))\b",
);
static RIGHTS: Pattern = Pattern::new(
    r"\b(?:remains?|own(?:s|er|ers|ership|ed)?|assign(?:s|ed|ment)?|titles?|belongs?|propert(?:y|ies)|vest(?:s|ed)?|rights?|licen[sc](?:e|es|ed)|work[- ]for[- ]hire|use)\b",
);
static OWNS: Pattern = Pattern::new(
    r"\b(?:own(?:s|er|ers|ership|ed)?|belongs?|vest(?:s|ed)?|remains? (?:with|vested in|the (?:sole |exclusive )*property of)|sole and exclusive property|property of|(?:all|any) (?:of )?(?:the |its |their )?(?:intellectual property )?rights?,? (?:title)?|retains?|right, title)\b",
);
static ASSIGNS: Pattern = Pattern::new(r"\bassign(?:s|ed)?\b");
static NO_CLAIM: Pattern = Pattern::new(
    r"\b(?:(?:do|does|will|shall) not (?:claim|assert)|claims? no|not claim any)\b[^.;]{0,60}\b(?:ownership|rights?|title|copyright)|\bdisclaims? (?:any|all) (?:rights?|ownership)",
);
static CONDITION: Pattern = Pattern::new(
    r"\b(?:subject to (?:your|customer's|the customer's|its) (?:[a-z]+ )?(?:compliance|payment)|(?:provided|so long as|as long as|if) (?:that )?(?:you|customer) (?:compl\w+|pay\w*|have paid)|upon (?:full )?payment)\b",
);
static GRANT_BACK: Pattern = Pattern::new(
    r"\b(?:you|customer|user|licensee)s? (?:hereby )?(?:grants?|agrees? to grant)\b[^.;]{0,160}\b(?:licen[sc]e|right)\b",
);
static BROAD: Pattern =
    Pattern::new(r"\b(?:perpetual|irrevocable|sub-?licensable|transferable|for any purpose)\b");
static TO_PROVIDE: Pattern = Pattern::new(
    r"\b(?:solely|only|to the extent necessary|as necessary|limited)\b[^.;]{0,60}\b(?:provide|perform|deliver|operat)\w*",
);
static MAY_USE: Pattern = Pattern::new(
    r"\b(?:you|customer|users?|licensee) (?:may|can|(?:are|is) (?:free|allowed|permitted|granted)|has the right|have the right|receives?)\b[^.;]{0,60}\b(?:use|reproduce|licen[sc]e)\b|\bgrants? (?:you|customer|the customer)\b[^.;]{0,60}\b(?:licen[sc]e|right to use)\b",
);
static SIMILAR: Pattern = Pattern::new(r"\b(?:similar|identical|same|not (?:be )?unique)\b");
static OTHER_OWNER: Pattern =
    Pattern::new(r"\b(?:other users'?|other customers'?|third[- ]part(?:y|ies))\b");
static NOT_ABOUT: Pattern = Pattern::new(
    r"\b(?:accura\w+|warrant\w*|indemni\w+|responsib\w+|liab\w+|infring\w+|own (?:risk|discretion|judg\w+|expense|use)|represent\w*|rely|relies|reliance|feedback|derivative of the models?|(?:may|must|shall|will|agree) not|not (?:allowed|permitted)|compet\w+)\b",
);
static DEFINES: Pattern =
    Pattern::new(r#"\bmeans\b|\("[a-z ]+"\)$|\bwe call\b|\btogether[a-z, ]*"|\bcollectively"#);
static INCLUDES_OUTPUT: Pattern = Pattern::new(
    r#""(customer (?:data|content|materials)|your (?:content|data)|content|user content|materials|customer property)" (?:means|includes?|shall mean)[^.]{0,200}\boutputs?\b|\boutputs?\b[^.]{0,80}\((?:together|collectively|and together)[a-z, ]*"([a-z ]+)"\)|\bcall inputs? and outputs? together "([a-z ]+)"|inputs? and outputs? (?:together )?(?:are|is) (?:collectively |together |jointly )*"([a-z ]+)""#,
);

fn read(reading: Reading<'_>) -> Vec<Clause> {
    let names = names_of_output(reading);
    reading
        .sentences(&RIGHTS)
        .filter_map(|view| clause(reading, &view, &names))
        .collect()
}

/// Defined terms that include the output: "Customer Content" may be input and output together.
fn names_of_output(reading: Reading<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for number in 0..reading.text.sentences().len() {
        let sentence = reading.text.of(number);
        if !sentence.contains("output") {
            continue;
        }
        for [_, first, second, third, fourth] in INCLUDES_OUTPUT.groups::<5>(sentence) {
            names.extend(
                [first, second, third, fourth]
                    .into_iter()
                    .flatten()
                    .map(|name| sentence[name].to_owned()),
            );
        }
    }
    names
}

fn clause(reading: Reading<'_>, view: &View<'_>, names: &[String]) -> Option<Clause> {
    let own = view.own_text();
    let by_name = names.iter().any(|name| own.contains(name.as_str()));
    if !OUTPUT.is_in(own) && !by_name {
        return None;
    }
    let quote = reading.place(view.number);
    let strong = owner(reading, view, by_name);
    if (NOT_ABOUT.is_in(own) && strong.is_none()) || (DEFINES.is_in(own) && strong.is_none()) {
        return None;
    }
    let grants_back = GRANT_BACK.is_in(own)
        && BROAD.is_in(own)
        && !TO_PROVIDE.is_in(own)
        && !OWNER_TOO.is_in(own);
    let mut clause = match strong {
        _ if grants_back => Clause::new(
            Outcome::Partial,
            Severity::Medium,
            "the customer grants the supplier a broad licence to outputs",
            quote,
        )
        .with_text("output-licence-back", "broad"),
        Some(Party::Customer) => customer_owns(own, quote),
        Some(_) => Clause::new(
            Outcome::Fail,
            Severity::High,
            "the supplier owns the outputs",
            quote,
        )
        .with_text("output-ownership", "supplier"),
        None if NO_CLAIM.is_in(own) => Clause::new(
            Outcome::Partial,
            Severity::Low,
            "the supplier claims no ownership of outputs, but assigns nothing",
            quote,
        )
        .with_text("output-ownership", "not claimed")
        .vague(),
        None if MAY_USE.is_in(own) && !GRANT_BACK.is_in(own) => Clause::new(
            Outcome::Partial,
            Severity::Medium,
            "the customer may use the outputs; who owns them is not said",
            quote,
        )
        .with_text("output-ownership", "licence only")
        .vague(),
        None => return None,
    };
    if clause.outcome != Outcome::Pass {
        clause.modality = Modality::May;
    }
    if view
        .following(2)
        .any(|(_, next)| SIMILAR.is_in(next) && OUTPUT.is_in(next))
        || (SIMILAR.is_in(own) && OTHER_OWNER.is_in(own))
    {
        clause
            .notes
            .push("others may get similar outputs".to_owned());
    }
    Some(clause)
}

static ASSIGNS_TO_CUSTOMER: Pattern = Pattern::new(
    r"\bassigns?\b[^.;]{0,160}\b(?:to|in favou?r of) (?:you|customer|the customer|client|user|subscriber|licensee)\b|\bassigns? (?:to )?(?:you|customer|the customer)\b",
);

static OWNER_TOO: Pattern =
    Pattern::new(r"\b(?:you|customer) (?:own|owns|retains? (?:all )?ownership)\b");

/// Who is said to own the outputs, or none when it is not said.
fn owner(reading: Reading<'_>, view: &View<'_>, by_name: bool) -> Option<Party> {
    let own = view.own_text();
    if ASSIGNS_TO_CUSTOMER.is_in(own) && (OUTPUT.is_in(own) || by_name) {
        return Some(Party::Customer);
    }
    if OTHER_OWNER.is_in(own) && !own.contains("as between") {
        return None;
    }
    let offset = view.own;
    let full = view.full.as_str();
    for found in OWNS.find_all(own) {
        let at = offset + found.start;
        let window = &full[at.saturating_sub(200)..full.len().min(at + 200)];
        let named = OUTPUT.is_in(window) || by_name;
        let negated = NO_CLAIM
            .find_all(own)
            .any(|none| none.start <= found.start && found.start < none.end)
            || NEGATED.is_in(&full[..at]);
        // "At your own risk", "its own discretion": nobody owns anything.
        let possessive =
            OF_ITS_OWN.is_in(&own[..found.start]) && own[found.clone()].starts_with("own");
        if !named || negated || possessive {
            continue;
        }
        let word = &own[found.clone()];
        let after = &own[found.end..];
        let subject = reading.parties.subject(full, at);
        if word.starts_with("belong")
            || word.starts_with("remain")
            || word.starts_with("vest")
            || word.contains("property")
            || PASSIVE_OWNED.is_in(&own[found.start..])
        {
            let to = reading.parties.mentions(after).next();
            if let Some((place, party)) = to
                && place.start < 60
            {
                return Some(party);
            }
        }
        if word.starts_with("own")
            || word.starts_with("retain")
            || word.contains("title")
            || word.contains("right")
        {
            // "Customer owns all outputs"; "you retain ... rights in the output". A right *to use* is a licence.
            let licence = RIGHT_TO_USE.is_in(&own[found.start..]);
            let of_input = INPUT_ONLY.is_in(after) && word.starts_with("retain");
            if matches!(subject, Party::Customer | Party::Supplier)
                && !licence
                && !of_input
                && OUTPUT_AFTER.is_in(&own[found.start..]) | by_name
            {
                return Some(subject);
            }
        }
    }
    None
}

static OF_ITS_OWN: Pattern = Pattern::new(r"(?:\b(?:your|its|their|our|his|her)|'s) $");
static NEGATED: Pattern = Pattern::new(r"\b(?:not|no|never|neither)\b[^.;,]{0,40}$");
static PASSIVE_OWNED: Pattern = Pattern::new(r"^owned (?:solely |exclusively )?by\b");
static RIGHT_TO_USE: Pattern =
    Pattern::new(r"^(?:all |any )?rights? (?:to use|to access|and licen[sc]e)");
static INPUT_ONLY: Pattern = Pattern::new(r"^[^.;()]{0,80}\binputs?\b[^.;]{0,4}(?:$|,? and \(b\))");
static OUTPUT_AFTER: Pattern =
    Pattern::new(r"^[^.;]{0,160}\b(?:outputs?|generated|generations|completions|suggestions)\b");

fn customer_owns(own: &str, quote: std::ops::Range<usize>) -> Clause {
    let mut clause = Clause::new(
        Outcome::Pass,
        Severity::Info,
        "the customer owns the outputs",
        quote,
    )
    .with_text("output-ownership", "customer");
    if ASSIGNS.is_in(own) {
        clause.notes.push("with an assignment".to_owned());
    }
    if CONDITION.is_in(own) {
        clause.trigger = Some("compliance with the terms");
        clause.worsen(Outcome::Partial, Severity::Low);
        clause
            .notes
            .push("only while the customer complies with the terms".to_owned());
        clause.is_vague = true;
    }
    clause
}
