//! What one sentence says about training on customer data. The word "not" beside the word "train" says little: a rule that
//! stops there was right in 45 of 100 promises on real terms. What counts is who is held back, from what, and with which
//! way out.

use std::ops::Range;

use super::words::*;
use crate::actor::{Parties, Party};
use crate::pattern::Pattern;
use crate::text::Text;
use crate::topics::{CUSTOMER_DATA, DEIDENTIFIED};

/// The reading of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// The supplier does not train on customer data.
    Never,
    /// Only if the customer agrees first.
    OptIn,
    /// It promises not to train *some* models: general-purpose ones, those of third parties.
    SomeModels,
    /// It does not train its own foundation models, and says nothing of others that it may make.
    OwnFoundation,
    /// It promises not to sell or hand over data for training, and says nothing of its own.
    NotSold,
    /// It holds back its own providers, and says nothing of itself.
    OthersHeldBack,
    /// It trains unless the customer opts out.
    OptOut,
    /// It speaks of a way to opt out, which there is only when training is on.
    OptOutExists,
    /// It trains on some data even after an opt-out.
    DespiteOptOut,
    /// It may train.
    May,
    /// It may train on feedback and what it is about.
    MayFeedback,
    /// It may train on de-identified or aggregated data.
    MayDeidentified,
    /// It may use the data to improve or develop its services.
    Improve,
    /// The same, with de-identified or aggregated data.
    ImproveDeidentified,
}

impl Polarity {
    /// True for a promise not to train without the customer's consent, however narrow; the outcome says how far it goes.
    pub const fn is_protective(self) -> bool {
        matches!(
            self,
            Self::Never
                | Self::OptIn
                | Self::OthersHeldBack
                | Self::OwnFoundation
                | Self::SomeModels
                | Self::NotSold
        )
    }
}

/// What a sentence says, and of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// What the supplier does.
    Supplier(Polarity),
    /// What the customer must not.
    Customer,
    /// Nothing about either.
    Nothing,
}

/// Reads a sentence. `text` is plain and may begin with what introduces its list; the sentence itself begins at `own`.
/// None when it is not about the supplier's use of customer data for training.
pub fn polarity(text: &str, own: usize, parties: &Parties) -> Option<Polarity> {
    match said(text, own, parties) {
        Said::Supplier(polarity) => Some(polarity),
        Said::Customer | Said::Nothing => None,
    }
}

pub(super) fn said(text: &str, own: usize, parties: &Parties) -> Said {
    if text.ends_with('?') || TITLE.is_in(text) {
        return Said::Nothing;
    }
    let trains = trainings(text, own);
    if trains.is_empty() {
        return match improvement(text, own, parties) {
            Some(polarity) if !EXPLAINS.is_in(text) => Said::Supplier(polarity),
            _ => Said::Nothing,
        };
    }
    // Each part of a sentence may say something else; what permits more counts.
    let said: Vec<Said> = trains
        .into_iter()
        .map(|train| match in_list(text, &train) {
            Some((text, train)) => said_of(&text, &train, parties),
            None => said_of(text, &train, parties),
        })
        .collect();
    let supplier = said.iter().filter_map(|said| match said {
        Said::Supplier(polarity) => Some(*polarity),
        Said::Customer | Said::Nothing => None,
    });
    match supplier.min_by_key(|polarity| polarity.is_protective()) {
        Some(polarity) => Said::Supplier(polarity),
        None if said.contains(&Said::Customer) => Said::Customer,
        None => Said::Nothing,
    }
}

/// What is said with the word for training at `train`.
fn said_of(text: &str, train: &Range<usize>, parties: &Parties) -> Said {
    let main = without_conditions(text, train);
    let negated = is_negated(&main, train);
    let withdrawn;
    let way_out = if CONSENT_FIRST.is_in(text) && WITHDRAWAL.is_in(text) {
        withdrawn = without(text, &WITHDRAWAL);
        withdrawn.as_str()
    } else {
        text
    };
    let opts_out = !NO_WAY_OUT.is_in(text)
        && !opted_out_itself(text, parties)
        && (OPT_OUT.is_in(way_out) || SWITCH.is_in(text) || (!negated && TOLD_NOT_TO.is_in(text)));
    if (EXPLAINS.is_in(text) && !opts_out) || (OTHER_OWNERS.is_in(text) && !OWN_DATA.is_in(text)) {
        return Said::Nothing;
    }
    if (!opts_out && is_customers_own(text, train, negated))
        || (PUBLIC_DATA.is_in(text) && !OWN_DATA.is_in(text))
    {
        return Said::Nothing;
    }
    if !opts_out && is_held_back(text, train, negated, parties) {
        return Said::Customer;
    }
    supplier_says(text, train, negated, opts_out, parties).map_or(Said::Nothing, Said::Supplier)
}

/// The polarity of a sentence that is about what the supplier does.
fn supplier_says(
    text: &str,
    train: &Range<usize>,
    negated: bool,
    opts_out: bool,
    parties: &Parties,
) -> Option<Polarity> {
    let before = &text[..train.start];
    if DESPITE.is_in(text) && !negated {
        return Some(Polarity::DespiteOptOut);
    }
    if opted_out_itself(text, parties) {
        return Some(Polarity::OthersHeldBack);
    }
    if OPTED_OUT_BY_DEFAULT.is_in(text) && !before.contains("if ") {
        return Some(Polarity::Never);
    }
    if OFF.is_in(text) && !ON.is_in(text) {
        return Some(if TURNED_ON.is_in(text) {
            Polarity::OptIn
        } else {
            Polarity::Never
        });
    }
    if MAY_ALLOW.is_in(text) {
        return Some(Polarity::OptIn);
    }
    if opts_out {
        return Some(if USE.is_in(before) && !negated {
            Polarity::OptOut
        } else {
            Polarity::OptOutExists
        });
    }
    let theirs = CUSTOMER_DATA.is_in(text)
        || MATERIAL.is_in(text)
        || DEIDENTIFIED.is_in(text)
        || FEEDBACK.is_in(text);
    // In a promise, or under a condition, any data will do.
    let on_something = negated && TRAINED_ON.is_in(&text[train.end..]);
    let has_data = theirs
        || on_something
        || ((negated || CONSENT_FIRST.is_in(text)) && ANY_DATA.is_in(text))
        || negation(text, train).is_some_and(|at| A_USE.is_in(&text[at..train.start]));
    let is_use = USE.is_in(text) || ENTERS.is_in(before) || (negated && GOVERNED.is_in(text));
    if !has_data || !is_use || is_description(text, train, negated) {
        return None;
    }
    if STOPS.is_in(before) && !negated {
        return Some(Polarity::OptOutExists);
    }
    if negated {
        return Some(if CONSENT.is_in(text) {
            Polarity::OptIn
        } else if let Some(kept) = kept_back(text, train) {
            kept
        } else if OTHERS.is_in(text) {
            Polarity::OthersHeldBack
        } else if OWN_FOUNDATION.is_in(text) && !ANY_MODELS.is_in(text) {
            Polarity::OwnFoundation
        } else if SOME_MODELS.is_in(text) && !ANY_MODELS.is_in(text) {
            Polarity::SomeModels
        } else if SELL.is_in(before)
            && TO_OTHERS.is_in(text)
            && !OWN_USE.is_in(before)
            && !IN_A_ROW.is_in(before)
        {
            Polarity::NotSold
        } else {
            Polarity::Never
        });
    }
    if CONSENT_FIRST.is_in(text) {
        return Some(Polarity::OptIn);
    }
    if acts(text, train, parties) == Party::Customer && !GRANTS.is_in(before) {
        return None;
    }
    Some(if FEEDBACK.is_in(text) && !FEEDBACK_ONLY_PART.is_in(text) {
        Polarity::MayFeedback
    } else if DEIDENTIFIED.is_in(text) {
        Polarity::MayDeidentified
    } else {
        Polarity::May
    })
}

/// "We do not look at them, sell them or train on them": training is one of several acts, not what the data is sold for.
static IN_A_ROW: Pattern =
    Pattern::new(r"(?:,|\bor|\bnor|\band)(?: (?:will|do|does|shall) (?:we|it))? $");

/// "We have opted out of training with our model providers".
fn opted_out_itself(text: &str, parties: &Parties) -> bool {
    OPTED_OUT_ITSELF.find(text).is_some_and(|found| {
        parties.subject(text, found.start) == Party::Supplier
            && !CUSTOMERS_CHOICE.is_in(&text[..found.start])
    })
}

static CUSTOMERS_CHOICE: Pattern = Pattern::new(
    r"\b(?:you|customers?|users?|clients?|subscribers?|they|who|that|it|which)(?: [a-z]+)? $",
);

/// In "does not leverage payloads for machine learning" it is plain whose they are, whatever they are called.
static A_USE: Pattern = Pattern::new(
    r"\b(?:use|uses|using|leverag\w+|exploit\w*|employ\w*|utili[sz]\w+|ingest\w*) [a-z]+ [a-z]+",
);

/// "Does Northwind train on our data? No.": what the question at `number` gets for an answer, when that is a plain no.
pub(super) fn denied(text: &Text, number: usize) -> Option<(Polarity, usize)> {
    let question = text.of(number);
    let answer = number + 1;
    let is_asked = question.ends_with('?')
        && TRAIN.is_in(question)
        && ASKS_SUPPLIER.is_in(question)
        && !ASKS_CUSTOMER.is_in(question);
    if !is_asked || answer >= text.sentences().len() {
        return None;
    }
    let said = text.of(answer);
    let next = (answer + 1 < text.sentences().len()).then(|| text.of(answer + 1));
    let takes_back = |said: &str| EXCEPTED.is_in(said) || OPT_OUT.is_in(said) || SWITCH.is_in(said);
    (SAYS_NO.is_in(said) && !takes_back(said) && !next.is_some_and(takes_back))
        .then_some((Polarity::Never, answer))
}

static ASKS_SUPPLIER: Pattern = Pattern::new(
    r"^(?:[a-z0-9.]+:? )?(?:do|does|will|can|may|is|are) .*\b(?:my|our|your|customers?|users?|clients?|business) (?:[a-z]+ ){0,2}(?:data|content|information|inputs?|outputs?|files|prompts?|documents|code|conversations?|chats|messages)\b",
);
static ASKS_CUSTOMER: Pattern = Pattern::new(
    r"^(?:[a-z0-9.]+:? )?(?:do|does|will|can|may) (?:i|we|customers?|users?|clients?)\b",
);
static SAYS_NO: Pattern =
    Pattern::new(r"^(?:[a-z][:.] )?(?:no|never|absolutely not|not at all)(?:[.,!;:]| -|$)");

/// What a negated sentence leaves to the supplier after all.
fn kept_back(text: &str, train: &Range<usize>) -> Option<Polarity> {
    let models_left = OTHER_THAN
        .groups::<2>(text)
        .filter_map(|[_, left]| left)
        .any(|left| !FOR_CUSTOMER.is_in(&text[left]));
    let after = &text[train.end..];
    if models_left || BUT_OTHERWISE.is_in(after) {
        return Some(Polarity::May);
    }
    let mut excepted = EXCEPTED
        .groups::<2>(after)
        .filter_map(|[_, rest]| rest.map(|rest| &after[rest]))
        .filter(|rest| !NOT_EVEN.is_in(rest));
    excepted.find_map(|rest| {
        if DEIDENTIFIED.is_in(rest) {
            Some(Polarity::MayDeidentified)
        } else {
            IMPROVES.is_in(rest).then_some(Polarity::Improve)
        }
    })
}

static IMPROVES: Pattern = Pattern::new(
    r"^ (?:also )?(?:train|fine-?tune|improve|develop)\b|\bto (?:improve|enhance|develop|train|fine-?tune|optimi[sz]e)\b|\bfor (?:the )?(?:improving|improvement|enhancing|enhancement|developing|development|training)\b",
);
static NOT_EVEN: Pattern = Pattern::new(r"\b(?:not|never|nor|even)\b");

/// Who trains: in "we use content that you provide to train" the customer provides and the supplier trains.
fn acts(text: &str, train: &Range<usize>, parties: &Parties) -> Party {
    let mut main = text.to_owned();
    for place in RELATIVE.find_all(text) {
        if place.end <= train.start && parties.subject(text, place.start) == Party::Supplier {
            main.replace_range(place.clone(), &" ".repeat(place.len()));
        }
    }
    parties.subject(&main, train.start)
}

static RELATIVE: Pattern = Pattern::new(
    r"\b(?:you|customer|users?|client|subscriber) (?:may |have |has |choose to )?(?:provid|submit|upload|enter|shar|send|sent|post|creat|generat|make|made|input|typ|writ|giv)[a-z]*",
);

/// The same text with every place of a pattern blanked out.
fn without(text: &str, pattern: &Pattern) -> String {
    let mut left = text.to_owned();
    for place in pattern.find_all(text) {
        left.replace_range(place.clone(), &" ".repeat(place.len()));
    }
    left
}

/// The places of words for training, if it is about models at all: one for each part of the sentence between semicolons.
fn trainings(text: &str, own: usize) -> Vec<Range<usize>> {
    if PEOPLE.is_in(text) && !MACHINES.is_in(text) {
        return Vec::new();
    }
    let all: Vec<Range<usize>> = TRAIN.find_all(text).collect();
    let described: Vec<Range<usize>> = DESCRIBES.find_all(text).collect();
    let is_act = |found: &Range<usize>| {
        !described
            .iter()
            .any(|other| other.start <= found.start && found.start < other.end)
    };
    let mut parts: Vec<Range<usize>> = Vec::new();
    for found in all.iter().filter(|found| found.end > own) {
        match parts.last_mut() {
            Some(last) if !text[last.end..found.start].contains(';') => {
                // "Training data" is spoken of in the same breath as the act; the act counts.
                if !is_act(last) && is_act(found) {
                    *last = found.clone();
                }
            }
            _ => parts.push(found.clone()),
        }
    }
    if parts.is_empty() {
        parts.extend(all.first().cloned());
    }
    parts
}

/// For an item of a list inside a sentence ("shall not (i) sell data; (ii) use it to train"): its introduction and the item
/// as a sentence of their own, and where the training then stands.
fn in_list(text: &str, train: &Range<usize>) -> Option<(String, Range<usize>)> {
    let start = text[..train.start].rfind(';')? + 1;
    let end = text[start..]
        .find(';')
        .map_or(text.len(), |found| start + found);
    let marker = MARKER.find(&text[start..end])?;
    let first = FIRST_MARKER
        .find(text)
        .filter(|first| first.start < start)?;
    let mut whole = text[..first.start].to_owned();
    let shift = whole.len();
    whole.push_str(&text[start + marker.end..end]);
    let at = train.start.checked_sub(start + marker.end)? + shift;
    Some((whole, at..at + train.len()))
}

static MARKER: Pattern = Pattern::new(r"^ ?(?:and |or |and/or )?\(?[a-z0-9]{1,4}\) ?");
static FIRST_MARKER: Pattern = Pattern::new(r"\((?:a|i|1|x)\)");

/// The same text with its conditions blanked out, except one that the training itself stands in.
fn without_conditions(text: &str, train: &Range<usize>) -> String {
    let mut main = text.to_owned();
    for condition in CONDITION.find_all(text) {
        if !(condition.start < train.end && train.start < condition.end) {
            main.replace_range(condition.clone(), &" ".repeat(condition.len()));
        }
    }
    main
}

/// A model that the customer makes for itself with a feature of the service.
fn is_customers_own(text: &str, train: &Range<usize>, negated: bool) -> bool {
    let only_for_it = text[train.clone()].contains("tun") && EXCLUSIVE.is_in(&text[..train.start]);
    !negated && (FEATURE.is_in(text) || only_for_it)
}

/// The customer is the one who must not, or it is about competing with the supplier.
fn is_held_back(text: &str, train: &Range<usize>, negated: bool, parties: &Parties) -> bool {
    let before = &text[..train.start];
    let subject = parties.subject(text, train.start);
    // "We do not use what you provide to train": who is negated counts, not who stands nearest.
    let at = negation(text, train).unwrap_or(train.start);
    let negated_one = parties.subject(text, at);
    if (subject == Party::Supplier || negated_one == Party::Supplier)
        && !NOT_ALLOWED_YOU.is_in(before)
    {
        return false;
    }
    let bans_use_of_supply = negated
        && BANS.is_in(text)
        && (SUPPLIER_THINGS.is_in(text) || YOU_AGREE.is_in(text))
        && !YOURS.is_in(text)
        && !OWN_MODELS.is_in(text);
    COMPETE.is_in(text)
        || CUSTOMER_HELD_BACK.is_in(before)
        || (negated && (subject == Party::Customer || BY_CUSTOMER.is_in(text)))
        || bans_use_of_supply
}

static YOU_AGREE: Pattern = Pattern::new(
    r"\b(?:you|customer|users?|licensee) (?:agrees?|undertakes?|will not|must not|may not|shall not)\b",
);
/// "How personal information is used to train our models", without a full stop or a comma: a title.
static TITLE: Pattern = Pattern::new(r"^(?:how|why|what|when) [^,.;]*$");
static NOT_ALLOWED_YOU: Pattern = Pattern::new(
    r"\b(?:not|never)\b[^.;]{0,30}\b(?:allow|permit|entitle|authori[sz]e)[sd]? (?:you|customer|users?|licensee)\b",
);
/// The customer's data by its owner; an output alone may be what it was given.
static YOURS: Pattern = Pattern::new(
    r"\b(?:your|customer(?:'s)?|client(?:'s)?|user(?:s'|'s)?|subscriber(?:'s)?|licensee(?:'s)?|controller(?:'s)?) (?:[a-z]+ ){0,2}(?:data|content|materials|inputs?|outputs?|files|prompts?|conversations?|information)\b|\b(?:inputs?|prompts?|conversations?|chats)\b",
);

/// The data with which models were made is spoken of, not a use of the customer's.
fn is_description(text: &str, train: &Range<usize>, negated: bool) -> bool {
    let described = DESCRIBES
        .find_all(text)
        .any(|found| found.start <= train.start && train.start < found.end);
    if described {
        return !ENTERS.is_in(&text[..train.start]);
    }
    if negated {
        return false;
    }
    // "Trained on large amounts of text": the data is named, and it is not the customer's.
    let named = TRAINED_ON.groups::<2>(&text[train.end..]).next();
    named.and_then(|[_, data]| data).is_some_and(|data| {
        let data = &text[train.end..][data];
        !CUSTOMER_DATA.is_in(data)
            && !MATERIAL.is_in(data)
            && !DEIDENTIFIED.is_in(data)
            && !THEM.is_in(data)
    })
}

/// Data that a pronoun or its owner stands for.
static THEM: Pattern = Pattern::new(
    r"\b(?:it|them|this|that|these|those|such|the result|your|customers?|users?|client|subscriber|traffic|end-user)\b",
);

/// Whether the training at `train` is negated: a real negation before it that no permission cuts off, or one right after it.
fn is_negated(text: &str, train: &Range<usize>) -> bool {
    let after = &text[train.end..];
    // "Training, tuning or testing models with it is forbidden": counted from the last of the words in a row.
    let last = TRAIN
        .find_all(after)
        .take_while(|found| found.start < 60)
        .last();
    let ruled_out = [0, last.map_or(0, |found| found.end)]
        .into_iter()
        .any(|from| {
            NEGATED_AFTER
                .find(&after[from..])
                .is_some_and(|found| !JOINED.is_in(&after[from..][..found.end]))
        });
    ruled_out || negation(text, train).is_some()
}

/// The place of the negation that governs the training after it.
fn negation(text: &str, train: &Range<usize>) -> Option<usize> {
    let before = &text[..train.start];
    let start = before.rfind(';').map_or(0, |at| at + 1);
    let clause = &before[start..];
    let is_false = |found: &Range<usize>| {
        let includes_nothing = NOT_INCLUDED.find_all(clause).any(|other| {
            other.start <= found.start
                && found.start < other.end
                && !INCLUDED_RIGHT.is_in(&text[start + other.end..])
        });
        includes_nothing
            || FALSE_NEGATION
                .find_all(clause)
                .any(|other| other.start <= found.start && found.start < other.end)
    };
    let real = NEGATION
        .find_all(clause)
        .filter(|found| !is_false(found))
        .last();
    real.filter(|found| {
        let between = &text[start + found.end..];
        let reach = train.end - (start + found.end);
        // The negation has to govern a use or the training itself; "the output does not include weights" promises nothing.
        let governs = GOVERNED
            .find(between)
            .is_some_and(|verb| verb.start <= reach);
        // "Neither supplier nor ... will use": the verb belongs to the negated subject and permits nothing.
        let negates_subject = matches!(
            &clause[found.clone()],
            "no" | "neither" | "nor" | "none" | "nothing"
        );
        let cut_off = if negates_subject {
            &CONTRAST
        } else {
            &PERMISSION_BETWEEN
        };
        governs && !cut_off.is_in(&clause[found.end..])
    })
    .map(|found| start + found.start)
}

/// Data of the customer's own, not just any personal data.
static OWN_DATA: Pattern = Pattern::new(
    r"\b(?:your|customer|customer's|user|users'|client) (?:[a-z]+ )?(?:data|content|materials|inputs?|outputs?|files|prompts?|conversations?)\b|\b(?:inputs?|outputs?|prompts?|conversations?|chats)\b",
);
/// "Will cease using your data for training": it was used until then.
static STOPS: Pattern = Pattern::new(
    r"\b(?:ceas(?:e|es)|stop(?:s)?|discontinue(?:s)?|no longer) (?:to )?us(?:e|ing)\b",
);
/// Data of somebody else that merely passes through.
pub(super) static OF_OTHERS: Pattern =
    Pattern::new(r"\bthird[- ]party content\b|\bdistribution program\b");

/// Uses that improve services without the word for training.
fn improvement(text: &str, own: usize, parties: &Parties) -> Option<Polarity> {
    let found = IMPROVE.find_all(text).find(|found| found.end > own)?;
    let before = &text[..found.start];
    let is_use = (USE_BEFORE.is_in(before) || USED_BEFORE.is_in(before)) && !WHICH.is_in(before);
    let data = CUSTOMER_DATA.is_in(before) || MATERIAL.is_in(before) || DEIDENTIFIED.is_in(text);
    let supplier = parties.subject(text, found.start) == Party::Supplier
        || GRANTS.is_in(before)
        || USED_BEFORE.is_in(before);
    if !is_use
        || !data
        || !supplier
        || is_negated(&without_conditions(text, &found), &found)
        || CONSENT.is_in(text)
    {
        return None;
    }
    Some(if DEIDENTIFIED.is_in(text) {
        Polarity::ImproveDeidentified
    } else if FEEDBACK.is_in(text) {
        return None;
    } else {
        Polarity::Improve
    })
}

/// "Features that enhance the platform" are enhanced by nothing of the customer's.
static WHICH: Pattern = Pattern::new(r"\b(?:that|which) $");
/// "Is used to provide and improve our services": nobody is named, and it is the supplier.
static USED_BEFORE: Pattern = Pattern::new(
    r"\b(?:is|are|may be|will be|can be) (?:also )?used (?:by us )?(?:to|for) (?:[a-z]+,? (?:and |or |also )?){0,6}$",
);
static USE_BEFORE: Pattern =
    Pattern::new(r"\b(?:use|uses|using|process|analy[sz]e|licen[sc]e|compile|collect)\b");

/// Which data a sentence is about, for a fact.
pub(super) fn data_of(text: &str) -> &'static str {
    if FEEDBACK.is_in(text) && !FEEDBACK_ONLY_PART.is_in(text) {
        "feedback"
    } else if DEIDENTIFIED.is_in(text) {
        "de-identified or aggregated data"
    } else if text.contains("personal data") || text.contains("personal information") {
        "personal data"
    } else {
        "customer data"
    }
}
