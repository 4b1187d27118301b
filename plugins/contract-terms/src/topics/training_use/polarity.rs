//! What one sentence says about training on customer data. The word "not" beside the word "train" says little: a rule that
//! stops there was right in 45 of 100 promises on real terms. What counts is who is held back, from what, and with which
//! way out.

use crate::actor::{Parties, Party};
use crate::pattern::Pattern;
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
    /// It promises not to sell or hand over data for training, and says nothing of its own.
    NotSold,
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
    /// True for a promise not to train without the customer's consent.
    pub const fn is_protective(self) -> bool {
        matches!(self, Self::Never | Self::OptIn)
    }
}

/// Words for training a model. `model improvement` is training under another name.
static TRAIN: Pattern = Pattern::new(concat!(
    r"\b(?:re-?|pre-?|post-?)?train(?:s|ed|ing)?\b|\bfine-?tun(?:e|es|ed|ing)\b|\btun(?:e|es|ed|ing)\b",
    r"|\bweights\b.{0,30}\b(?:updated|adjusted|changed)\b",
    r"|\b(?:improv|develop|enhanc|refin|build|creat)(?:e|es|ed|ing|s|ing of|ement of|ment of)?\b[^.;]{0,40}\b(?:(?:ai|ml|language|foundation|generative|machine[- ]learning|artificial intelligence)[a-z -]{0,25}(?:models?|algorithms?|systems?)|our models?|its models?|the models?|algorithms)\b",
    r"|\bmodels? (?:improvement|development|training|performance|quality)\b|\bmachine[- ]learning purposes\b",
));
/// Training of people.
static PEOPLE: Pattern = Pattern::new(concat!(
    r"\b(?:employees?|personnel|staff|workforce|teams?|developers?|authorized users|representatives|agents|contractors|those employees)\b[^.;]{0,80}\btrain|",
    r"\btrain(?:ing|ed)?\b[^.;]{0,40}\b(?:employees|personnel|staff|workforce|teams|reviewers|professionals|of users|your authorized users|programs?|courses?|upon hire|annually)\b|",
    r"\b(?:security|privacy|awareness|compliance|code|hipaa|initial|user|onboarding|specialized|relevant|appropriate|adequate|annual|data protection|regular)(?:,? (?:and|or|security|protection|awareness|privacy|data))* training\b|",
    r"\b(?:everybody|everyone|anyone|all those|persons?|people|individuals)\b[^.;]{0,120}\btrain(?:ed|ing)\b|\btrained in (?:data protection|privacy|security|confidentiality|secrecy)\b|",
    r"\b(?:human|trained) (?:trainers|reviewers)\b|\btraining (?:and|or) (?:educational|agreements|consulting|support|workshops)\b",
));
/// The feature by which a customer tunes a model of its own.
static FEATURE: Pattern = Pattern::new(
    r"\bfine-?tun(?:ing|ed|e)\b[- ](?:api|data|feature|job|service|process|models?|or customi[sz])|\b(?:allows?|enables?|lets?|permits?|help) (?:you|customer|users?) to\b|\bcustomi[sz]ed or fine-tuned|\btrain and generate customer|customer derivative models",
);
static PUBLIC_DATA: Pattern = Pattern::new(
    r"\bpublicly available\b|\bthird[- ]party sources\b|\bfrom the internet\b|\bpublic(?:ly)? (?:online )?sources\b",
);
static COMPETE: Pattern = Pattern::new(r"\bcompet(?:e|es|ing|itive|itor)");
/// The customer is the one who is held back. It must stand before the training.
static CUSTOMER_HELD_BACK: Pattern = Pattern::new(concat!(
    r"\b(?:you|customer|users?|licensee|client|subscriber)(?: and (?:its|your) [a-z ]{1,30})?(?: \([^)]{0,60}\))?,? (?:further |also |hereby |expressly )?",
    r"(?:(?:may|shall|will|must|can|should|agree|agrees|undertakes?)\b[a-z ]{0,20}\b(?:not|never)\b|cannot|agrees? not|(?:is|are) (?:not (?:allowed|permitted|authorized)|prohibited|forbidden|responsible|solely responsible))",
));
static OPT_OUT: Pattern = Pattern::new(concat!(
    r"\bopt(?:s|ed|ing)?[ -]?out\b|\bobject to (?:the|our|such) use\b|\b(?:turn(?:ed|s)? off|disable[sd]?|switch(?:ed)? off|deactivate[sd]?)\b[^.;]{0,60}\btrain|\btrain[^.;]{0,60}\b(?:turn(?:ed)? off|disabled?|deactivated?)\b",
    r"|\b(?:manage|change|adjust) (?:your|their) (?:preferences|settings)\b|\bchoose whether\b|\b(?:you|customers?|users?) (?:can|may) (?:easily |always )?(?:control|choose|decide|select|manage|review)\b[^.;]{0,60}\b(?:used|use)\b|\bdata controls\b|\buser controls\b|\bunless (?:you|customer|the customer) (?:ha(?:ve|s) )?(?:activated?|choose to send|object|disabled?|turn)",
    r"|\bif you (?:do not|don't|would prefer that we do not|prefer not|wish not|do not wish|do not want)\b|\bdo(?:es)? not (?:want|wish) (?:us|supplier|your|customer|its)\b",
));
static OPTED_OUT_BY_DEFAULT: Pattern = Pattern::new(
    r"\b(?:is|are|all customers are|will be) (?:automatically )?opted[ -]out by default\b|\bopted out of (?:model )?training by default\b",
);
static DESPITE: Pattern = Pattern::new(
    r"\beven (?:if|when|where|after|though)\b[^.;]{0,40}\bopt|\bregardless of (?:your|whether|any)[^.;]{0,40}\bopt|\bopt-?out[a-z ]{0,30}\b(?:does|do|shall|will) not apply\b",
);
static CONSENT: Pattern = Pattern::new(concat!(
    r"\b(?:opt(?:s|ed|ing)?[ -]?in\b|(?:without|with|absent|unless and until|only with|subject to|has given|gives?|give us)\b[^.;]{0,60}\b(?:consent|permission|authori[sz]ation|approval|agreement|opt-?in|instructions?|signed order|written order|request)\b",
    r"|(?:unless|only (?:if|where|when|with)|except (?:where|if|when)|if|until)\b[^.;]{0,60}\b(?:consents?|consented|permits?|permission|authori[sz]es?(?: [a-z]+ [a-z]+ to do so)?|authori[sz]ed|agrees?|agreed|explicitly|expressly|instructs?|instructed|requests?|requested|enables?|enabled|chooses? to share|opt(?:s|ed)?[ -]in))",
));
static NEGATION: Pattern = Pattern::new(
    r"\b(?:not|never|no|neither|nor|cannot|(?:won|don|doesn|isn|aren|can)'t|none|nothing|prohibited from|refrains? from|excluded from|forbidden|disclaims?)\b",
);
static FALSE_NEGATION: Pattern = Pattern::new(concat!(
    r"\b(?:not only|whether or not|not limited to|no longer than|not later than|no later than|may not be unique|non-public|not opted|no charge|not unreasonably|does not have|do not have|not have a paid|not directly identif\w+",
    r"|not (?:been )?(?:activated|disabled|objected)|if (?:you|customer) (?:do|does) not|not .?sell|no event|not apply|not (?:require|be required)|not responsible|not constitute|is not generative|not looking|nothing\b[^.;]{0,60}\b(?:limits?|prevents?|prohibits?|restricts?|precludes?)|(?:does|do|shall|will) not (?:include|constitute|mean|extend|affect|represent|own|claim))\b",
));
/// A permission between the negation and the training cuts the negation off: "we do not sell data and may use it to train".
static PERMISSION_BETWEEN: Pattern = Pattern::new(
    r"\b(?:but|however|except|although|instead|rather)\b|\b(?:may|will|can|shall|reserves? the right to) (?:use|process|analy[sz]e|access|retain|collect|train|share)\b|\band (?:we |it |supplier )?(?:use|uses|train|trains)\b",
);
static CONTRAST: Pattern = Pattern::new(
    r"\b(?:but|however|except|although|instead|rather)\b|\band (?:we |it |supplier )?(?:may|will|can|shall)\b",
);
static SOME_MODELS: Pattern = Pattern::new(
    r"\b(?:general[- ]purpose|foundation(?:al)?|base|generic|shared|public|third[- ]part(?:y|ies)(?:'s|')?|large|frontier|underlying|other customers'|generali[sz]ed|cross-customer)(?:,? (?:or|and|foundation(?:al)?|general[- ]purpose|ai|large|generative|language|base))*[- ](?:[a-z]+ ){0,2}(?:models?|llms?|algorithms?)\b|\bmodels that (?:benefit|serve) other\b|\bmodels of third parties\b",
);
static ANY_MODELS: Pattern = Pattern::new(
    r"\bany\b[^.;]{0,40}\bmodels?\b|\bour own or (?:any )?third|\bour or (?:any )?third|\bits own or|\bincluding (?:but not limited to )?(?:foundation|general)",
);
static SELL: Pattern = Pattern::new(
    r"\b(?:sell|sells|sold|license|licensed|rent|share|shared|disclose|disclosed|transfer|give|provide)\b",
);
static TO_OTHERS: Pattern =
    Pattern::new(r"\b(?:third part(?:y|ies)|others|partners|with anyone|to anyone|sell|sold)\b");
static OWN_USE: Pattern = Pattern::new(
    r"\b(?:use|uses|used|using|process|processed|train on|train our|train its|train any)\b",
);
static FEEDBACK: Pattern =
    Pattern::new(r"\bfeedback\b|\bthumbs\b|\brat(?:e|ing) (?:an? |our )?(?:output|response)");
static FEEDBACK_ONLY_PART: Pattern =
    Pattern::new(r"\bincluding (?:any |your )?feedback\b|\bas well as feedback\b");
/// A use of data is spoken of, not just the word.
static USE: Pattern = Pattern::new(concat!(
    r"\b(?:us(?:e|es|ed|ing)|process\w*|authori[sz]e[sd]?|de-?identify\w*|collect\w*|access\w*|analy[sz]\w+|retain\w*|stor(?:e|ed|ing)|incorporat\w*|includ\w*|add(?:ed)?|licens\w*|transfer\w*|updated|adjusted|serve|utili[sz]\w+|sell|sold|shar(?:e|es|ed|ing)|disclos\w+|excluded|feed|fed|ingest\w*|employ(?:ed)?|leverag\w+|rely|help)\b",
    r"|\btrain(?:s|ed|ing)?\b (?:or (?:improve|fine-tune|evaluate) )?(?:(?:on|with|upon)\b|[a-z' ,-]{0,60}\b(?:models?|ai|algorithms?|systems?|llms?)\b)",
    r"|\bmodels? (?:is|are|was|were|may be|will be) trained (?:on|with|using)\b",
));
/// What an improvement is made to.
static IMPROVE: Pattern = Pattern::new(
    r"\b(?:improv(?:e|es|ing|ement of)|enhanc(?:e|es|ing|ement of)|develop(?:s|ing|ment of)?|refin(?:e|es|ing))\b[^.;]{0,60}\b(?:services?|products?|platform|offerings?|technolog(?:y|ies)|software|features?|business|systems)\b",
);
/// The reader is told where else to look, or how things work in general: no rule about data.
static EXPLAINS: Pattern = Pattern::new(
    r"\bfor (?:more )?information (?:on|about) how\b|\bplease see\b|\brights\b[^.;]{0,60}\b(?:training dataset|are limited)\b|\breverse engineer|\bderivative.? means|\b(?:risks?|accuracy|hallucinat\w+)\b[^.;]{0,40}\btrained\b|\binfring\w+|\bindemni\w+|\bviolates any third",
);

/// For [`super::exceptions`]: the sentence speaks of using data at all.
pub(super) static MENTIONS_USE: Pattern =
    Pattern::new(r"\b(?:utili[sz]\w+|use|uses|used|using|train|improve|process|retain)\b");
/// For [`super::exceptions`]: an exception that leaves the supplier a use, unlike "except as required to provide the service".
pub(super) static KEEPS_A_USE: Pattern = Pattern::new(
    r"\b(?:feedback|de-?identified|anonymi[sz]ed|aggregated?|flagged|safety|abuse|improv\w+|statistic\w*|usage data|research|metadata|as permitted|legitimate)\b",
);

/// Reads a sentence. `text` is plain and may begin with what introduces its list; the sentence itself begins at `own`.
/// None when it is not about the supplier's use of customer data for training.
pub fn polarity(text: &str, own: usize, parties: &Parties) -> Option<Polarity> {
    if text.ends_with('?') || (EXPLAINS.is_in(text) && !OPT_OUT.is_in(text)) {
        return None;
    }
    let opts_out = OPT_OUT.is_in(text);
    let Some(train) = training(text, own) else {
        return improvement(text, own, parties);
    };
    let before = &text[..train.start];
    let has_data = CUSTOMER_DATA.is_in(text) || MATERIAL.is_in(text) || DEIDENTIFIED.is_in(text);
    if PUBLIC_DATA.is_in(text) && !OWN_DATA.is_in(text) {
        return None;
    }
    if held_back(text, train.start, parties) {
        return None;
    }
    if DESPITE.is_in(text) && !is_negated(text, &train) {
        return Some(Polarity::DespiteOptOut);
    }
    if OPTED_OUT_BY_DEFAULT.is_in(text) && !before.contains("if ") {
        return Some(Polarity::Never);
    }
    if opts_out {
        let permits = USE.is_in(before) && !is_negated(text, &train);
        return Some(if permits {
            Polarity::OptOut
        } else {
            Polarity::OptOutExists
        });
    }
    if !has_data || !USE.is_in(text) {
        return None;
    }
    let for_customer =
        FEATURE.is_in(text) || (text[train.clone()].contains("tun") && EXCLUSIVE.is_in(before));
    if for_customer && !is_negated(text, &train) {
        return None;
    }
    if STOPS.is_in(before) && !is_negated(text, &train) {
        return Some(Polarity::OptOutExists);
    }
    let consent = CONSENT.is_in(text);
    if is_negated(text, &train) {
        return Some(if consent {
            Polarity::OptIn
        } else if SOME_MODELS.is_in(text) && !ANY_MODELS.is_in(text) {
            Polarity::SomeModels
        } else if SELL.is_in(before) && TO_OTHERS.is_in(text) && !OWN_USE.is_in(before) {
            Polarity::NotSold
        } else {
            Polarity::Never
        });
    }
    if consent && CONSENT_FIRST.is_in(text) {
        return Some(Polarity::OptIn);
    }
    if parties.subject(text, train.start) == Party::Customer && !GRANTS.is_in(before) {
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

static MATERIAL: Pattern = Pattern::new(
    r"\b(?:materials|(?:the|such|any|this|shared) (?:data|content)|data (?:from|of) (?:our )?(?:[a-z]+ )?(?:users|customers)|content|stories|artifacts|files|voices?)\b",
);
static CONSENT_FIRST: Pattern = Pattern::new(
    r"\b(?:only (?:if|where|when|with|after|once)|if you (?:have )?(?:explicitly |expressly )?(?:opt(?:ed)?[ -]?in|consent|chosen? to share)|if (?:the )?customer (?:has )?(?:explicitly |expressly )?(?:opt(?:s|ed)?[ -]?in|consent)|with (?:your|customer's|the customer's) (?:prior |express |explicit |written |opt-in |, )*(?:consent|permission)|who (?:have )?opted in|where you have (?:opted in|consented|given))\b",
);
static GRANTS: Pattern = Pattern::new(
    r"\b(?:grants?|authori[sz]es?|consents?|agrees? that|acknowledges?|licen[sc]e|permits?)\b",
);

/// The place of the word for training that the sentence is about, if it is about a model at all.
fn training(text: &str, own: usize) -> Option<std::ops::Range<usize>> {
    let found = TRAIN
        .find_all(text)
        .find(|found| found.end > own)
        .or_else(|| TRAIN.find(text))?;
    let about_people = PEOPLE.is_in(text) && !text.contains("model") && !text.contains(" ai ");
    (!about_people).then_some(found)
}

/// The customer is the one who must not, or it is about competing with the supplier.
fn held_back(text: &str, train: usize, parties: &Parties) -> bool {
    let before = &text[..train];
    let supplier_acts = parties.subject(text, train) == Party::Supplier;
    if COMPETE.is_in(text) && !supplier_acts {
        return true;
    }
    CUSTOMER_HELD_BACK.is_in(before) && !supplier_acts
}

/// Whether the training at `train` is negated: a real negation before it that no permission cuts off.
fn is_negated(text: &str, train: &std::ops::Range<usize>) -> bool {
    let before = &text[..train.start];
    let start = before.rfind(';').map_or(0, |at| at + 1);
    let clause = &before[start..];
    let real = NEGATION
        .find_all(clause)
        .filter(|found| {
            !FALSE_NEGATION
                .find_all(clause)
                .any(|other| other.start <= found.start && found.start < other.end)
        })
        .last();
    real.is_some_and(|found| {
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
}

static GOVERNED: Pattern = Pattern::new(
    r"\b(?:us(?:e|es|ed|ing)|utili[sz]\w+|(?:re-?|pre-?|post-?)?train(?:s|ed|ing)?\b|fine-?tun\w+|tun(?:e|ed|es|ing)|process\w*|add(?:ed)?|incorporat\w+|feed|fed|ingest\w*|includ(?:e|ed|es) (?:it |them |this )?in|updat\w+|adjust\w*|chang\w+|licens\w+|sell\w*|shar\w+|disclos\w+|access\w*|analy[sz]\w+|permit\w*|allow\w*|grant\w*|right|retain\w*|stor\w+|leverag\w+|employ\w*|improv\w+|develop\w*|contribut\w+|become|serve|appl(?:y|ied)|part of)\b",
);
static EXCLUSIVE: Pattern = Pattern::new(r"\b(?:only|solely|exclusively)\b");
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
    let is_use = USE_BEFORE.is_in(before) && !WHICH.is_in(before);
    let data = CUSTOMER_DATA.is_in(before) || DEIDENTIFIED.is_in(text);
    let supplier = parties.subject(text, found.start) == Party::Supplier || GRANTS.is_in(before);
    if !is_use || !data || !supplier || is_negated(text, &found) || CONSENT.is_in(text) {
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
