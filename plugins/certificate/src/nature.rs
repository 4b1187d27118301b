//! What kind of paper a document is. Only the first kind is a certificate of an organisation's management system.

use std::ops::Range;

use crate::pattern::Pattern;

/// The kind, with the words that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Nature {
    /// Somebody certifies the management system of an organisation.
    Organisation,
    /// A person took a course or passed an examination.
    Person(Range<usize>),
    /// A statement that one is aligned with a standard, prepares for it, or has assessed oneself.
    Alignment(Range<usize>),
    /// A badge, or a certificate of a product.
    Product(Range<usize>),
    /// Nothing of the kind.
    Unclear,
}

static ORGANISATION: Pattern = Pattern::new(
    r"(?:\bhas (?:audited and )?certified the\b[^.]{0,60}\b(?:management system|ai ?ms)\b|\bcertif(?:y|ies|ied) that[^.]{0,160}?\b(?:management system|ai ?ms)\b|\b(?:management system|ai ?ms)\b[^.]{0,220}?\b(?:has been|was|is|were|been) (?:\w+ ){0,3}?(?:assessed|audited|certified|evaluated|found|registered|approved|verified)|\b(?:management system|ai ?ms)\b[^.]{0,220}?\b(?:conforms?|complies|compliant|meets|fulfil\w*|satisf(?:y|ies)|in (?:conformity|compliance|accordance))\b|\bcertificate of (?:registration|approval|conformity|compliance|certification)\b|\bcertificate holder\b|\bcertification body\b|\bscope of certification\b|\bmanagementsystem\b[^.]{0,220}?\b(?:erfuellt|anforderungen|zertifiziert)\b|\bsystee?me de management\b|\b(?:has been|is) (?:\w+ )?certified (?:to|against|according to|under) (?:the )?(?:requirements of )?iso)",
);
static PERSON: Pattern = Pattern::new(
    r"(?:\b(?:successfully )?(?:completed?|attended|passed|sat|finished)\b[^.]{0,60}?\b(?:course|training|exam\w*|programme?|class|workshop|module|assessment test)\b|\bcertificate of (?:completion|achievement|attendance|participation|training|competence|proficiency|excellence)\b|\b(?:is|as)(?: an?)? (?:hereby )?(?:certified |qualified |professional )*(?:iso[ /a-z]*42001[:0-9]* )?(?:certified )?(?:lead|senior lead|internal|provisional) (?:implementer|auditor)\b|\b42001(?::20\d\d)? (?:\w+ ){0,4}?(?:lead |internal |senior )?(?:implementer|auditor|foundation|practitioner|manager|professional)\b|\b(?:continuing professional development|cpd|cpe) (?:hours|credits|points)\b|\bcertificate confirms the (?:knowledge|competence|skills) of the person\b|\bpersonnel certification\b|\bteilnahmebescheinigung\b)",
);
static ALIGNMENT: Pattern = Pattern::new(
    r"(?:\b(?:align(?:ed|s|ment|ing)|consistent|compatible|harmoni[sz]ed) (?:\w+ )?(?:with|to)\b|\bin (?:accordance|line|keeping|conformity|compliance) with the (?:principles|spirit|guidance|intent|controls|framework)\b|\bself-?(?:declar\w+|assess\w+|attest\w+|certif\w+)|\bdeclaration of (?:conformity|conformance|compliance|alignment)\b|\bstatement of (?:conformity|conformance|compliance|alignment)\b|\b(?:inspired by|modell?ed (?:on|after)|based on|built (?:on|around)|follow(?:s|ing)? the principles)\b|\b(?:readiness|gap) (?:assessment|review|analysis|letter)\b|\b(?:working towards|in the process of|on (?:the|our) (?:path|way|journey) to|preparing for|pursuing|seeking)\b|\bletter of (?:intent|engagement|attestation)\b|\bwe (?:hereby )?(?:declare|state|confirm|affirm|attest) that (?:we|our)\b|\bour (?:ai )?(?:management system|governance|framework|practices)\b[^.]{0,80}?\b(?:compl(?:y|ies|iant)|conforms?|meets?|accordance|adheres?)\b|\b(?:compliant|conformant|ready|compatible) (?:with )?iso)",
);
static BADGE: Pattern = Pattern::new(
    r"(?:\b(?:trust (?:mark|seal|badge)|badge|seal of|quality seal|product certificate|certificate of product|certified product|certified ai system)\b|\b(?:this|the) (?:product|software|model|application|app|tool|ai system|chatbot|platform)\b[^.]{0,80}?\b(?:is|has been|was) (?:\w+ )?(?:certified|conformity tested|approved)\b|\bcertif(?:y|ies) that (?:the )?(?:product|software|model|application|tool|ai system|chatbot|platform)\b)",
);

/// Words by which a paper is about the management system of somebody, and not about what a person knows of such systems.
static MANAGED: Pattern = Pattern::new(
    r"(?:\b(?:management system|ai ?ms)\s{1,3}(?:of|operated|established|implemented|maintained|run|at|has been|is|was|which|conforms?|fulfils?|meets|complies|satisfies|for the following)\b|\b(?:operates?|maintains?|has implemented|implements|has established|applies|betreibt|unterhaelt)\s+an?\b[^.]{0,60}\b(?:management system|ai ?ms)\b|\bscope of certification\b|\bcertificate holder\b|\bcertified organi[sz]ation\b|\bcertification body\b)",
);
/// A sentence that says what a paper is not.
static NEGATED: Pattern =
    Pattern::new(r"[^.\n]*\b(?:does not|do not|is not|not an?|no)\b[^.\n]{0,40}\bcertif\w*[^.\n]*");
/// Somebody else than the holder says it.
static STRONG: Pattern = Pattern::new(
    r"(?:\bcertif(?:y|ies) that\b|\bhas (?:audited and )?certified the\b|\bthis (?:is to certify|certificate (?:is|was|has been) (?:issued|awarded|granted))\b|\bcertification body\b|\bcertificate (?:number|no\b|nr\b)|\bcertificate of (?:registration|approval)\b|\bzertifizierungsstelle\b|\bbescheinigt\b|\bhas been (?:\w+ ){0,2}(?:assessed|audited|certified)\b|\borganisme certificateur\b)",
);
/// The holder itself says it, or says that nobody else has.
static SELF: Pattern = Pattern::new(
    r"\b(?:self-?(?:declar|assess|attest|certif)\w*|we (?:hereby )?(?:declare|state|affirm)|no (?:external|independent|third[- ]party) (?:audit|certification)|has not (?:yet )?been (?:certified|audited)|not (?:yet )?certified|readiness|gap assessment)\b",
);

/// Looks at the whole of a plain text.
pub(crate) fn of(plain: &str) -> Nature {
    let said = without_denials(plain);
    if let Some(at) = PERSON.find(plain).filter(|_| !MANAGED.is_in(&said)) {
        return Nature::Person(at);
    }
    let organisation = ORGANISATION.is_in(&said);
    if organisation && STRONG.is_in(&said) && !SELF.is_in(plain) {
        return Nature::Organisation;
    }
    if let Some(at) = BADGE.find(plain) {
        return Nature::Product(at);
    }
    if let Some(at) = ALIGNMENT.find(plain) {
        return Nature::Alignment(at);
    }
    if organisation {
        Nature::Organisation
    } else {
        Nature::Unclear
    }
}

/// The text with spaces for sentences that say what it does not certify.
fn without_denials(plain: &str) -> String {
    let mut said = plain.to_owned();
    for at in NEGATED.find_all(plain) {
        said.replace_range(at.clone(), &" ".repeat(at.len()));
    }
    said
}
