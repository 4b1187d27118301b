//! What a document says about the accreditation of its issuer.

use std::ops::Range;

use crate::{layout::Layout, name, pattern::Pattern, standard};

/// What is said, with its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Accreditation {
    pub(crate) said: Said,
    /// The body that accredited, if it is named.
    pub(crate) body: Option<Range<usize>>,
    /// The statement, for a quote.
    pub(crate) at: Option<Range<usize>>,
}

/// For what the issuer is accredited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Said {
    /// Nothing is said.
    #[default]
    Nothing,
    /// It is not accredited.
    Denied,
    /// For 42001.
    Aims,
    /// For others only: their names.
    Others(String),
    /// By somebody, for something that is not said.
    Unspecified,
}

static ACCREDITED: Pattern = Pattern::new(r"\b(?:non-?|un)?(?:accredit|akkredit|accreedit)\w*");
static DENIED: Pattern = Pattern::new(
    r"\b(?:not(?: yet| currently| itself)? (?:been )?accredited|non-?accredited|unaccredited|without accreditation|no accreditation|outside (?:of )?(?:the |its |our )?(?:scope of )?(?:the |its )?accreditation|accreditation (?:is |has been )?(?:pending|applied for|in progress|under way|not (?:yet )?(?:held|granted|covered))|applied for accreditation|not (?:issued )?under (?:an |the )?accreditation|not covered by (?:the |its |an )?accreditation|nicht akkreditiert|non accreeditee?)\b",
);
static BY: Pattern = Pattern::new(
    r"\b(?:by|through|durch|von|par|of)\s+(?:the\s+)?(?:national )?(?:accreditation body,? )?",
);
/// Accreditation bodies of which certificates give the abbreviation alone.
static KNOWN: Pattern = Pattern::new(
    r"\b(?:ukas|anab|rva|dakks|cofrac|swedac|finas|danak|enac|accredia|jas-anz|nabcb|cnas|jab|kab|scc|a2la|inab|belac|bmwa|akkreditierung austria|sas|esma|emirates|ilac|iaf)\b",
);

/// A statement: where it stands, for a quote, and where what it says begins and ends.
struct Statement {
    at: Range<usize>,
    says: Range<usize>,
    /// What it says is the value of a label, so that it begins with the name of the body.
    labelled: bool,
}

/// Reads every statement about accreditation. `labelled` are the labels that announce one, with their values.
pub(crate) fn of(
    text: &str,
    plain: &str,
    layout: &Layout,
    labelled: &[(Range<usize>, Range<usize>)],
) -> Accreditation {
    let mut found = Accreditation::default();
    let mut others: Vec<String> = Vec::new();
    let statements = statements(plain, layout, labelled);
    // A denial is worth more than a logo beside it.
    let denies =
        |s: &&Statement| DENIED.is_in(&plain[s.at.clone()]) || DENIED.is_in(&plain[s.says.clone()]);
    if let Some(denied) = statements.iter().find(denies) {
        found.said = Said::Denied;
        found.at = Some(denied.at.clone());
        return found;
    }
    for statement in statements {
        let shown = &plain[statement.says.clone()];
        // What stands before the word is what is accredited, unless nothing stands after it.
        let word_end = match (ACCREDITED.find(shown), statement.labelled) {
            (_, true) => 0,
            (Some(word), false) => word.end,
            (None, false) => continue,
        };
        let schemes: Vec<standard::Standard> = standard::all(shown)
            .into_iter()
            .filter(|s| s.number != "17021" && s.number != "17011")
            .collect();
        let (before, after): (Vec<_>, Vec<_>) =
            schemes.into_iter().partition(|s| s.at.start < word_end);
        let relevant = if after.is_empty() { before } else { after };
        let said = if relevant
            .iter()
            .any(|s| matches!(s.number.as_str(), "42001" | "42006"))
        {
            Said::Aims
        } else if relevant.is_empty() {
            Said::Unspecified
        } else {
            others.extend(relevant.iter().map(standard::Standard::shown));
            Said::Others(String::new())
        };
        let named = body(text, plain, &statement, word_end);
        let better = match (&found.said, &said) {
            (Said::Aims, _) => false,
            (_, Said::Aims) | (Said::Nothing, _) | (Said::Unspecified, Said::Others(_)) => true,
            _ => false,
        };
        let empty = said == Said::Unspecified && named.is_none() && !says_so(shown);
        if better && !empty {
            found.said = said;
            found.at = Some(statement.at.clone());
        }
        if found.body.is_none() {
            found.body = named;
        }
    }
    if let Said::Others(names) = &mut found.said {
        others.dedup();
        *names = others.join(", ");
    }
    found
}

/// "accredited certification body" says that it is, if not by whom.
fn says_so(shown: &str) -> bool {
    static SAYS: Pattern = Pattern::new(
        r"\b(?:accredited|akkreditiert\w*|accreeditee?|accreditation (?:number|no|nr|mark)\b)",
    );
    SAYS.is_in(shown)
}

fn statements(
    plain: &str,
    layout: &Layout,
    labelled: &[(Range<usize>, Range<usize>)],
) -> Vec<Statement> {
    let mut statements: Vec<Statement> = labelled
        .iter()
        .map(|(label, value)| {
            // Label and value make one quote where they stand together.
            let together = label.start <= value.start && value.start < label.end + 200;
            Statement {
                at: if together {
                    label.start..value.end
                } else {
                    value.clone()
                },
                says: value.clone(),
                labelled: true,
            }
        })
        .collect();
    for sentence in &layout.sentences {
        let covered = statements
            .iter()
            .any(|s| s.labelled && s.at.start <= sentence.start && sentence.end <= s.at.end);
        let is_row = labelled
            .iter()
            .any(|(label, _)| sentence.start <= label.start && label.end <= sentence.end);
        if !covered && !is_row && ACCREDITED.is_in(&plain[sentence.clone()]) {
            statements.push(Statement {
                at: sentence.clone(),
                says: sentence.clone(),
                labelled: false,
            });
        }
    }
    // A denial may stand in the sentence that holds the label.
    for sentence in &layout.sentences {
        if DENIED.is_in(&plain[sentence.clone()]) {
            statements.push(Statement {
                at: sentence.clone(),
                says: sentence.clone(),
                labelled: false,
            });
        }
    }
    statements.sort_by_key(|s| s.at.start);
    statements
}

fn body(text: &str, plain: &str, statement: &Statement, word_end: usize) -> Option<Range<usize>> {
    let says = &statement.says;
    if statement.labelled {
        // "accredited by X for Y" may be the value itself.
        let lead = BY.find(&plain[says.clone()]).filter(|by| {
            ACCREDITED
                .find(&plain[says.clone()])
                .is_some_and(|word| word.end <= by.start && word.start == 0)
        });
        let start = says.start + lead.map_or(0, |by| by.end);
        if let Some(name) = name::at(text, plain, start, says.end) {
            return Some(name);
        }
    }
    let rest = says.start + word_end..says.end;
    BY.find_all(&plain[rest.clone()])
        .find_map(|by| name::at(text, plain, rest.start + by.end, rest.end))
        .or_else(|| {
            let known = KNOWN.find(&plain[says.clone()])?;
            Some(says.start + known.start..says.start + known.end)
        })
}
