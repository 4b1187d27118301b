//! The words by which contracts speak of training, as patterns.

use crate::pattern::Pattern;

/// Words for training a model. `model improvement` is training under another name.
pub(super) static TRAIN: Pattern = Pattern::new(concat!(
    r"\b(?:re-?|pre-?|post-?)?train(?:s|ed|ing)?\b|\bfine-?tun(?:e|es|ed|ing)\b|\btun(?:e|es|ed|ing)\b|\bteach(?:es|ing)? (?:our|its|the|any) (?:[a-z]+ ){0,2}(?:models?|ai|algorithms?)\b",
    r"|\bweights\b.{0,30}\b(?:updated|adjusted|changed)\b",
    r"|\b(?:improv|develop|enhanc|refin|build|creat|optimi[sz])(?:e|es|ed|ing|s|ing of|ement of|ment of)?\b[^.;]{0,40}\b(?:(?:ai|ml|language|foundation|generative|machine[- ]learning|artificial intelligence)[a-z -]{0,25}(?:models?|algorithms?|systems?|features?|tools?)|(?:our|its|their|the|any|new|own|future|respective|better|generali[sz]ed|general[- ]purpose|foundation|shared|large|underlying) (?:[a-z]+ ){0,2}models?|algorithms|(?:our|its|their|any|new|supplier's|vendor's|provider's|company's|processor's) (?:own )?(?:ai|artificial intelligence))\b",
    r"|\blearn(?:s|ing|ed)? from\b|\bcontribut\w+ to (?:[a-z]+ )?learning\b|\bmak(?:e|es|ing) (?:our|its|the|their) (?:[a-z]+ ){0,2}(?:models?|ai|assistants?|algorithms?) (?:better|smarter|more [a-z]+)\b",
    r"|\bmodels? (?:improvement|development|training|performance|quality)\b|\b(?:algorithms?|ai|artificial intelligence) (?:improvement|development)\b|\bfed back (?:in)?to\b|\bincluding (?:[a-z]+ )?machine[- ]learning\b|\b(?:for|in) (?:[a-z]+ ){0,2}(?:machine[- ]learning|ai research)\b|\bmachine[- ]learning purposes\b",
));
/// Training of people.
pub(super) static PEOPLE: Pattern = Pattern::new(concat!(
    r"\b(?:employees?|personnel|staff|workforce|teams?|developers?|authorized users|representatives|agents|contractors|those employees)\b[^.;]{0,80}\btrain|",
    r"\btrain(?:ing)? (?:of )?(?:its|your|their|all) (?:own )?(?:[a-z]+ )?(?:users|people)\b|\btrain(?:ing|ed)?\b[^.;]{0,40}\b(?:employees|personnel|staff|workforce|teams|reviewers|professionals|of users|your authorized users|programs?|courses?|upon hire|annually)\b|",
    r"\b(?:security|privacy|awareness|compliance|code|hipaa|initial|user|onboarding|specialized|relevant|appropriate|adequate|annual|data protection|regular)(?:,? (?:and|or|security|protection|awareness|privacy|data))* training\b|",
    r"\b(?:everybody|everyone|anyone|all those|persons?|people|individuals)\b[^.;]{0,120}\btrain(?:ed|ing)\b|\btrained in (?:data protection|privacy|security|confidentiality|secrecy)\b|",
    r"\b(?:human|trained) (?:trainers|reviewers)\b|\btraining (?:and|or) (?:educational|agreements|consulting|support|workshops)\b",
));
/// What is trained is a machine.
pub(super) static MACHINES: Pattern = Pattern::new(
    r"\bmodels?\b| ai |\balgorithms?\b|\bclassifiers?\b|\bmachine[- ]learning\b|\bllms?\b|\btrain(?:ing)? (?:of )?(?:our|its|the|their) (?:[a-z]+ )?(?:systems?|tools?|products?|services?|technolog(?:y|ies))\b|\btraining (?:of )?artificial\b|\btraining (?:data ?)?sets?\b|\btraining (?:data|corpus|corpora)\b",
);
/// Owners of works who are not the customer.
pub(super) static OTHER_OWNERS: Pattern = Pattern::new(
    r"\b(?:(?:copyright|rights?|website|site)[ -]?(?:holders?|owners?)|webmasters|publishers|authors|artists)\b",
);
/// The model is the customer's own: a feature that it uses.
pub(super) static FEATURE: Pattern = Pattern::new(concat!(
    r"\bfine-?tun(?:ing|ed|e)\b[- ](?:api|data|feature|job|service|process|models?|weights|or customi[sz])|\b(?:allows?|enables?|lets?|permits?|help) (?:you|customer|users?) to\b|\bcustomi[sz]ed or fine-tuned|\btrain and generate customer|customer derivative models",
    r"|\b(?:custom|customi[sz]ed|bespoke|dedicated|private|tenant) (?:[a-z]+ )?models?\b|\byour own (?:custom )?(?:models?|voices?|examples)\b|\b(?:you|customer|users?) (?:can |may )?(?:trains?|fine-?tunes?)\b|\b(?:model|models) (?:that is |that are )?(?:trained|fine-tuned) by (?:you|customer)",
));
pub(super) static PUBLIC_DATA: Pattern = Pattern::new(
    r"\bpublicly available\b|\bthird[- ]party sources\b|\bfrom the internet\b|\bpublic(?:ly)? (?:online )?sources\b|\b(?:synthetic|scraped|pirated|copyrighted) (?:[a-z]+ )?(?:data|works|content|materials?|images|texts?)\b|\bcookies\b",
);
pub(super) static COMPETE: Pattern = Pattern::new(r"\bcompet(?:e|es|ing|itive|itor)");
/// The customer is the one who is held back. It must stand before the training.
pub(super) static CUSTOMER_HELD_BACK: Pattern = Pattern::new(concat!(
    r"\b(?:you|customer|users?|licensee|client|subscriber)(?: and (?:its|your) [a-z ]{1,30})?(?: \([^)]{0,60}\))?,? (?:further |also |hereby |expressly )?",
    r"(?:(?:may|shall|will|must|can|should|agree|agrees|undertakes?)\b[a-z' ]{0,30}\b(?:not|never|[a-z]+n't)\b|cannot|won't|(?:is|are) (?:not (?:allowed|permitted|authorized)|prohibited|forbidden|responsible|solely responsible))",
    r"|\b(?:not|never|no|cannot)\b[^.;]{0,40}\b(?:allow|permit|entitle|authori[sz]e)[sd]? (?:you|customer|the customer|users?|licensee|subscriber|its users)\b",
));
/// Things that the supplier gives; a ban on training with them is a ban on the customer.
pub(super) static SUPPLIER_THINGS: Pattern = Pattern::new(
    r"\b(?:outputs?|results?|responses|documentation|website|our (?:voices|content|images|works|music|videos)|our site|the site|services?|software|the materials|api|generated [a-z]+|(?:voices|images|music|videos) (?:created|generated)|search feature)\b",
);
/// A rule, not a statement of what is done.
pub(super) static BANS: Pattern = Pattern::new(
    r"\b(?:may|must|shall|should) (?:not|never)\b|\bcannot\b|\bno\b[^.;]{0,40}\b(?:may|shall)\b|\b(?:prohibited|forbidden|not (?:allowed|permitted))\b",
);
pub(super) static OWN_MODELS: Pattern = Pattern::new(
    r"\b(?:our|its own|supplier's|provider's|vendor's|processor's)(?: or [a-z' -]{1,30})? (?:[a-z]+ ){0,3}(?:models?|ai|algorithms?|systems?|llms?)\b",
);
pub(super) static BY_CUSTOMER: Pattern = Pattern::new(
    r"\b(?:used|employed|utili[sz]ed|exploited|processed) by (?:the |any |its )?(?:you|customer|licensee|users?|subscriber|client)\b",
);
/// The customer's way out of what is on otherwise.
pub(super) static OPT_OUT: Pattern = Pattern::new(concat!(
    r"\bopt(?:s|ed|ing)?[ -]?outs?\b|\bopt(?:s|ed|ing)?\b[^.;]{0,30}\bout of\b|\bright to object\b|\bobject(?:s|ed|ing)? to (?:the|our|such|this|its|their|your|that)\b|\b(?:you|customer|subscriber|client|users?|it) (?:has |have |may |can )?object(?:s|ed)?\b",
    r"|\b(?:manag(?:e|ing)|chang(?:e|ing)|adjust(?:ing)?|updat(?:e|ing)) (?:your|their|its|the) (?:[a-z]+ ){0,2}(?:preferences|settings)\b|\b(?:choose|decide|determine|control|select)\b[^.;]{0,40}\bwhether\b|\b(?:you|customers?|users?) (?:can|may) (?:easily |always )?(?:control|choose|decide|select|manage|review)\b[^.;]{0,60}\b(?:used|use)\b|\bdata controls\b|\buser controls\b",
    r"|\b(?:you|users?|customers?|subscribers?) (?:can|may|could|are able to) (?:[a-z]+ )?(?:exclude|prevent|withdraw|remove|withhold|stop|refuse|decline|revoke|leave|quit|at any time instruct)\b|\bif you (?:do not|don't|would (?:rather|prefer)|prefer not|wish not|do not wish|do not want)\b|\bdo(?:es)? not (?:want|wish) (?:us|supplier|your|customer|its)\b",
    r"|(?:^|[;,:] )to (?:object|opt out|refuse|decline)\b|\brequest (?:the |an? )?(?:exclusion|removal|opt-out)\b|\b(?:do|does) not (?:want|wish)(?: to have)? (?:their|your|its) (?:[a-z]+ ){0,2}(?:data|content|information|inputs?|files|prompts?|conversations?)\b",
    r"|\b(?:on|enabled|active) by default\b|\bto (?:change|stop|prevent|refuse) (?:this|it|that)\b|\bgo to (?:your |the )?settings\b|\b(?:incognito|private|temporary) (?:mode|chats?|sessions?)\b|\b(?:option|setting|toggle|switch)\b[^.;]{0,60}\b(?:is|are) (?:turned |switched )?on, which\b|\bif you prefer\b[^.;,]{0,20}\bnot\b|\bunless (?:you|they|customers?|the customer|users?|an? [a-z]+|subscriber) (?:ha(?:ve|s) )?(?:set|chang|turn|switch|disabl|mark|tell|told|notif|object|request|ask|instruct|select|choos|chose|delet|remov|write|contact|refus|declin|withdr|activat|deactivat|untick|uncheck)[a-z]*\b",
));
/// A switch that the customer may use, unlike one that the supplier has turned off.
pub(super) static SWITCH: Pattern = Pattern::new(concat!(
    r"(?:\b(?:you|users?|customers?|owners?|administrators?|admins?|subscribers?|clients?|members?|unless|can|may|could|if)\b[^.;]{0,80}|^(?:please |simply )?|, (?:please |simply )?|: )",
    r"\b(?:(?:turn|switch|toggle)(?:ed|s|ing)? (?:it |this |that |them |[a-z]+ |the [a-z ]{1,30} )?off|disabl(?:e|es|ed|ing)|deactivat(?:e|es|ed|ing)|deselect(?:s|ed)?|untick(?:s|ed)?|uncheck(?:s|ed)?)\b",
));
/// "Unless you tell us not to".
pub(super) static TOLD_NOT_TO: Pattern = Pattern::new(
    r"\b(?:unless|except|save)\b[^.;]{0,80}\b(?:not to|to stop|otherwise|objects?|objected|refuses?|declines?|declined|withdrawn)\b",
);
/// "You may choose to allow us": nothing happens before.
pub(super) static MAY_ALLOW: Pattern = Pattern::new(
    r"\b(?:may|can|could) (?:[a-z]+ )?(?:choose|decide|elect|agree|opt) to (?:allow|let|permit|share|contribute|donate|opt in|help)\b",
);
pub(super) static NO_WAY_OUT: Pattern = Pattern::new(
    r"\b(?:no need to|need not|without having to|(?:does|do) not (?:need|have) to|nothing to)\b[^.;]{0,30}\bopt|\bno opt-?out\b|\b(?:cannot|can't|not possible to|unable to|no (?:way|right|option|possibility) to) opt",
);
pub(super) static OPTED_OUT_BY_DEFAULT: Pattern = Pattern::new(
    r"\b(?:is|are|all customers are|will be) (?:automatically )?opted[ -]out by default\b|\bopted out of (?:model )?training by default\b",
);
/// Training is on from the start.
pub(super) static ON: Pattern = Pattern::new(r"\b(?:on|enabled|active) by default\b");
/// Training is off until somebody turns it on.
pub(super) static OFF: Pattern = Pattern::new(
    r"\b(?:off|disabled|inactive|deactivated) by default\b|\bby default\b[^.;]{0,60}\b(?:off|disabled|inactive|deactivated)\b",
);
pub(super) static TURNED_ON: Pattern = Pattern::new(
    r"\b(?:turn(?:s|ed)?|switch(?:es|ed)?) (?:it |this |them )?on\b|\benabl\w+|\bactivat\w+|\bopt(?:s|ed)?[ -]?in\b|\bconsent\w*|\bpermission\b",
);
pub(super) static DESPITE: Pattern = Pattern::new(
    r"\beven (?:if|when|where|after|though)\b[^.;]{0,40}\bopt|\bregardless of (?:your|whether|any)[^.;]{0,40}\bopt|\bopt-?out[a-z ]{0,30}\b(?:does|do|shall|will) not apply\b",
);
/// A condition that the customer fulfils by saying yes.
pub(super) static CONSENT: Pattern = Pattern::new(concat!(
    r"\bopt(?:s|ed|ing)?[ -]?in\b|\b(?:unless|until|only|solely|if|where|when|after|once|without|with|absent|save|except|who|subject to)\b[^.;]{0,80}\b",
    r"(?:consent\w*|permi(?:ssion|ts?|tted)|authori[sz]\w+|approv\w+|opt(?:s|ed|ing)?[ -]?in|opt-in|agree(?:d|s)?|agreement|explicitly|expressly|instruct\w*|enabl\w+|(?:turn|switch)(?:s|es|ed)? (?:it |this |them )?on|activat\w+|join(?:s|ed)?|sign(?:s|ed)?|signed order|written order|enrol\w*|cho(?:ose|oses|se|sen) to|elect(?:s|ed)? to|volunteer\w*|press(?:es|ed)?|request\w*|contribut(?:e|es|ed) to|donat\w+|say yes|let us)\b",
    // Where the training is negated, whatever the customer has to do is a yes.
    r"|\b(?:unless|until|except (?:where|if|when)|save (?:where|if))\b[^.;,]{0,14}\b(?:you|customer|client|users?|owner|administrator|subscriber|licensee|controller)\b",
));
/// The same where the training itself is not negated: then the consent has to come first.
pub(super) static CONSENT_FIRST: Pattern = Pattern::new(concat!(
    r"\b(?:only|solely|exclusively)\b[^.;]{0,80}\b(?:consent\w*|permi(?:ssion|ts?|tted)|authori[sz]\w+|approv\w+|opt(?:s|ed|ing)?[ -]?in|opt-in|agree(?:d|s)?|agreement|explicitly|expressly|instruct\w*|enabl\w+|(?:turn|switch)(?:s|es|ed)? (?:it |this |them )?on|activat\w+|join(?:s|ed)?|sign(?:s|ed)?|signed order|written order|enrol\w*|cho(?:ose|oses|se|sen) to|elect(?:s|ed)? to|volunteer\w*|press(?:es|ed)?|request\w*|contribut(?:e|es|ed) to|donat\w+)\b",
    r"|\b(?:if|where|when|once|after) (?:you|customer|the customer|users?|an? [a-z]+|subscriber|client|the client)\b[^.;,]{0,60}\b(?:opt(?:s|ed|ing)?[ -]?in|consent\w*|(?:explicitly|expressly|actively) [a-z]+|cho(?:ose|oses|se|sen) to|authori[sz]e[sd]?|enabled?|permission|sign(?:s|ed)?|elect(?:s|ed)? to|approv\w+|agree[ds]? (?:in|separately|expressly|to (?:share|take part|participate|contribute))|(?:turn|switch)(?:s|es|ed)? (?:it |this )?on)\b",
    r"|\b(?:asks?|requests?) (?:you )?(?:for )?(?:your|customer's|the customer's|their) (?:[a-z]+ )?(?:permission|consent|approval)\b|\b(?:request|seek|ask|obtain|get|need)(?:s|ing)? (?:for )?[^.;,]{0,40}\b(?:consent|approval|permission|authori[sz]ation|agreement)\b[^.;,]{0,30}\b(?:before|prior to|first)\b|\b(?:requires?|is subject to|are subject to|needs?|calls for)\b[^.;,]{0,50}\b(?:consent|agreement|approval|opt-in|permission|authori[sz]ation|order|addendum)\b",
    r"|\b(?:is|are|remains?) (?:entirely |purely |completely |strictly )?(?:voluntary|off until|optional and off)\b|\b(?:is|are|only|strictly|an) opt-in\b|\bwith (?:your|customer's|the customer's) (?:prior |express |explicit |written |opt-in |, )*(?:consent|permission)|\b(?:customers?|users?|participants|those|members|accounts)\b[^.;,]{0,20}\b(?:who|that) (?:have |has )?(?:explicitly |expressly )?(?:opt(?:ed)?[ -]in|consent(?:ed)?|sign(?:ed)?|agreed|join(?:ed)?|volunteer(?:ed)?)\b",
));
pub(super) static NEGATION: Pattern = Pattern::new(concat!(
    r"\b(?:not|never|no|neither|nor|nobody|cannot|[a-z]+n't|none|nothing|prohibit(?:s|ed|ing)?|refrains?|exclud(?:e|es|ed|ing)|forbid(?:s|den|ding)?|disclaims?|barred|bars|prevent(?:s|ed)?|preclud(?:e|es|ed)|rules? out|ban(?:s|ned)?|zero|waives?|without|off-limits|abstains?|(?:keep|keeps|kept|leave|leaves|left|stay|stays)\b[^.;]{0,50} out of",
    r"|(?:outside|beyond) (?:the )?(?:scope|limits)|(?:forgo|forgoes|renounces?|omits?)",
    r"|(?:ha(?:ve|s)|is|are) (?:switched|turned) off|ha(?:ve|s) disabled)\b",
));
pub(super) static FALSE_NEGATION: Pattern = Pattern::new(concat!(
    r"\b(?:without (?:(?:any |a |the |our |further |undue |prior |express |explicit |written |additional |your |customer's |its |their |specific )*(?:limit\w*|restrict\w*|charge|notice|notif\w+|consent|permission|approval|agreement|authori[sz]\w+|compensation|payment|obligation|attribution|delay|identif\w+|cost|warrant\w+|regard|having|prejudice|knowledge|opt\w*|liability|accounting|credit))|zero[- ](?:data|day|trust|cost|retention)[^.;]{0,20}|not (?:warrant|represent|guarantee|confirm)\w*|",
    r"not only|whether or not|not limited to|no longer than|not later than|no later than|may not be unique|non-public|not opted|no charge|not unreasonably|does not have|do not have|not have a paid|not directly identif\w+",
    r"|who (?:have|has|had|do|does|did|are|is|were|was) (?:not|never)|(?:that|which) (?:have|has|had) (?:not|never)|(?:do|does|did) not (?:want|wish|like)|(?:no|cannot|can't) (?:way to |right to |option to |possibility to )?opt(?:ing)?[ -]?out|not (?:been )?(?:activated|disabled|objected)|not .?sell|no event|no longer|not apply|not (?:require|be required)|not responsible|not liable|not constitute|is not generative|not looking",
    r"|not (?:be )?(?:prohibit|exclud|prevent|preclud|barr?|forbid|restrict|limit)\w*|nothing\b[^.;]{0,60}\b(?:limits?|prevents?|prohibits?|restricts?|precludes?|excludes?)|(?:does|do|shall|will) not (?:constitute|mean|affect|represent|own|claim))\b",
));
/// "Does not include weights" promises nothing, "does not include a right to train" does.
pub(super) static NOT_INCLUDED: Pattern =
    Pattern::new(r"\b(?:does|do|shall|will) not (?:include|extend to|cover)\b");
pub(super) static INCLUDED_RIGHT: Pattern = Pattern::new(
    r"^ (?:a |any |the |its |our |ai |model |machine |learning )*(?:right|rights|licen[sc]e|permission|use|using|training|fine-?tuning)\b",
);
/// A permission between the negation and the training cuts the negation off: "we do not sell data and may use it to train".
pub(super) static PERMISSION_BETWEEN: Pattern = Pattern::new(
    r"\b(?:but|however|except|although|instead|rather)\b|\b(?:may|will|can|shall|do|reserves? the right to) (?:use|process|analy[sz]e|access|retain|collect|train|share)\b|\band (?:we |it |supplier )?(?:use|uses|train|trains)\b",
);
pub(super) static CONTRAST: Pattern = Pattern::new(
    r"\b(?:but|however|except|although|instead|rather)\b|\band (?:we |it |supplier )?(?:may|will|can|shall)\b",
);
/// A condition: what is negated in it is not negated in the sentence.
pub(super) static CONDITION: Pattern = Pattern::new(
    r"\b(?:unless|until|if|even if|even when|save (?:where|if|with|for|that|to the extent)|except (?:where|if|when|with|that|to the extent|as)|where you|when you|whether or not)\b[^,;.]*",
);
/// The negation stands after the training: "training on customer data is not permitted".
pub(super) static NEGATED_AFTER: Pattern = Pattern::new(
    r"^[^.;,]{0,80}\b(?:is|are|be|remains?|stays?)(?: strictly| expressly| always| currently| completely| also)* (?:not (?:permitted|allowed|authori[sz]ed|possible|performed|carried out|part|included|done|undertaken)|prohibited|forbidden|excluded|ruled out|disabled|(?:switched |turned )?off)\b",
);
pub(super) static JOINED: Pattern = Pattern::new(r"\b(?:and|but|while)\b");
pub(super) static SOME_MODELS: Pattern = Pattern::new(
    r"\b(?:general[- ]purpose|foundation(?:al)?|base|generic|shared|public|third[- ]part(?:y|ies)(?:'s|')?|frontier|other customers'|generali[sz]ed|cross-customer)(?:,? (?:or|and|foundation(?:al)?|general[- ]purpose|ai|large|generative|language|base))*[- ](?:[a-z]+ ){0,2}(?:models?|llms?|algorithms?)\b|\bmodels that (?:benefit|serve) other\b|\bmodels of third parties\b",
);
/// Its own models by the name that suppliers of models give to them.
pub(super) static OWN_FOUNDATION: Pattern = Pattern::new(
    r"\b(?:our|its|supplier's|provider's|vendor's)(?: own)? (?:[a-z]+ )?(?:foundation(?:al)?|base|frontier) models?\b",
);
pub(super) static ANY_MODELS: Pattern = Pattern::new(
    r"\bany\b[^.;]{0,40}\bmodels?\b|\bour own or (?:any )?third|\bour or (?:any )?third|\bits own or|\bincluding (?:but not limited to )?(?:foundation|general)",
);
pub(super) static SELL: Pattern = Pattern::new(
    r"\b(?:sell|sells|sold|license|licensed|rent|share|shared|disclose|disclosed|transfer|give|provide)\b",
);
pub(super) static TO_OTHERS: Pattern =
    Pattern::new(r"\b(?:third part(?:y|ies)|others|partners|with anyone|to anyone|sell|sold)\b");
pub(super) static OWN_USE: Pattern = Pattern::new(
    r"\b(?:use|uses|used|using|process|processed|train on|train our|train its|train any)\b",
);
pub(super) static FEEDBACK: Pattern =
    Pattern::new(r"\bfeedback\b|\bthumbs\b|\brat(?:e|ing) (?:an? |our )?(?:output|response)");
pub(super) static FEEDBACK_ONLY_PART: Pattern =
    Pattern::new(r"\bincluding (?:any |your )?feedback\b|\bas well as feedback\b");
/// A use of data is spoken of, not just the word.
pub(super) static USE: Pattern = Pattern::new(concat!(
    r"\b(?:us(?:e|es|ed|ing)|process\w*|authori[sz]e[sd]?|de-?identify\w*|collect\w*|access\w*|analy[sz]\w+|retain\w*|stor(?:e|ed|ing)|incorporat\w*|includ\w*|add(?:ed)?|licens\w*|transfer\w*|updated|adjusted|serve|utili[sz]\w+|sell|sold|shar(?:e|es|ed|ing)|disclos\w+|excluded|feed|fed|ingest\w*|employ(?:ed)?|leverag\w+|rely|help|learn(?:s|ing)? from|contribut\w+)\b",
    r"|\btrain(?:s|ed|ing)?\b (?:or (?:improve|fine-tune|evaluate) )?(?:(?:on|with|upon)\b|[a-z' ,-]{0,60}\b(?:models?|ai|algorithms?|systems?|llms?)\b)",
    r"|\bmodels? (?:is|are|was|were|may be|will be) trained (?:on|with|using)\b",
));
/// What an improvement is made to.
pub(super) static IMPROVE: Pattern = Pattern::new(
    r"\b(?:improv(?:e|es|ing|ement of)|enhanc(?:e|es|ing|ement of)|develop(?:s|ing|ment of)?|refin(?:e|es|ing))\b[^.;]{0,60}\b(?:services?|products?|platform|offerings?|technolog(?:y|ies)|software|features?|business|systems)\b",
);
/// The reader is told where else to look, or how things work in general: no rule about data.
pub(super) static EXPLAINS: Pattern = Pattern::new(
    r"\bfor (?:more )?information (?:on|about) how\b|\bplease see\b|\brights\b[^.;]{0,60}\b(?:training dataset|are limited)\b|\breverse engineer|\bderivative.? means|\b(?:risks?|accuracy|hallucinat\w+)\b[^.;]{0,40}\btrained\b|\bnot (?:warrant|represent|guarantee)\b|\binfring\w+|\bindemni\w+|\bviolates any third|\btraining data.? (?:means|is|refers|includes)\b|\b(?:not (?:be )?(?:liable|responsible)|no (?:promise|warranty|liability))\b|\bthis (?:section|page|article|notice) (?:explains|describes)\b|\b(?:fees?|charges?|refund\w*|billed)\b[^.;]{0,40}\b(?:train|fine-?tun)",
);
/// The data with which a model was made, as a thing that is spoken of.
pub(super) static DESCRIBES: Pattern = Pattern::new(
    r"\b(?:data|content|material|works|information|text) (?:on|with) which\b[^.;]{0,60}\btrained\b|\b(?:of the|the|that) (?:data|content|works) (?:that (?:is|was|were) )?used to train\b|\btraining (?:datasets?|corpora|corpus|data|set)s?\b",
);
pub(super) static ENTERS: Pattern = Pattern::new(
    r"\bas (?:an? )?$|\b(?:out of|ends? up|ended up|lands?|becom\w+|form(?:s|ed)?|part|add(?:s|ed)?|includ(?:e|es|ed|ing)|way into|enter(?:s|ed)?|creat\w+|build\w*|compil\w+|assembl\w+|generat\w+|incorporat\w+|as training|use[sd]? (?:as|for|in)|into)\b",
);
/// For the exceptions: the sentence speaks of using data at all.
pub(super) static MENTIONS_USE: Pattern =
    Pattern::new(r"\b(?:utili[sz]\w+|use|uses|used|using|train|improve|process|retain)\b");
/// For the exceptions: an exception that leaves the supplier a use, unlike "except as required to provide the service".
pub(super) static KEEPS_A_USE: Pattern = Pattern::new(
    r"\b(?:feedback|de-?identified|anonymi[sz]ed|aggregated?|flagged|safety|abuse|improv\w+|statistic\w*|usage data|research|metadata|as permitted|legitimate)\b",
);
pub(super) static MATERIAL: Pattern = Pattern::new(
    r"\b(?:materials|(?:the|such|any|this|shared) (?:data|content)|data (?:from|of) (?:our )?(?:[a-z]+ )?(?:users|customers)|content|stories|artifacts|files|voices?|songs?|recordings|snippets|posts|images|submissions|(?:our|the) traffic)\b|\byour (?:[a-z]+ ){0,2}(?:posts?|drawings?|pictures?|photos?|songs?|voice|designs?|snippets?|creations?|videos?|profile|account|work|business|words|usage|history|keystrokes|calls|meetings|e-?mails?|tickets)\b|\b(?:you|customer|subscriber|client|users?|licensee) (?:submit|upload|provide|post|enter|write|send|share|create)s?\b|\b(?:data|information) (?:gathered|collected|obtained|we collect|submitted|you)\b|\binformation from your\b|\b(?:interaction|conversation|chat|session|query|prompt) data\b|\b(?:what|whatever|anything|everything) (?:that )?(?:you|customer|users?|(?:your|its|customer's) (?:employees|staff|users|people|team)) [a-z]+|\bhow (?:you|users?|customers?) (?:use|interact|engage)\b|\b(?:interactions|answers|replies|searches) (?:of|with|from|by|that|you)\b|\b(?:meeting|call|chat|voice|audio|video|workspace|project|prompt) (?:notes|logs?|files|recordings|transcripts|data|content|history)\b",
);
/// In a promise any data will do.
pub(super) static ANY_DATA: Pattern = Pattern::new(
    r"\b(?:data|contents?|information|inputs?|outputs?|prompts?|files|documents|messages|code|traffic|nothing|anything|licen[sc]e|rights?|recordings?|images?|texts?|logs?|chats?|calls?|transcripts?|quer(?:y|ies)|requests?|conversations?|interactions?|notes|submissions?|uploads?|materials?|processing|emails?|datasets?|examples?)\b",
);
/// What a model is trained on, right after the word.
pub(super) static TRAINED_ON: Pattern = Pattern::new(
    r"^(?: (?:our|its|the|their|any|ai|models?|systems?|algorithms?|machine|learning|generative|language|large|foundation|llms?|new|own|other|third-party|or|and|artificial|intelligence))* (?:on|with|using|from) ([^,;.]{3,90})",
);
pub(super) static GRANTS: Pattern = Pattern::new(
    r"\b(?:grants?|authori[sz]es?|consents?|agrees? that|acknowledges?|licen[sc]e|permits?)\b",
);
pub(super) static GOVERNED: Pattern = Pattern::new(
    r"\b(?:us(?:e|es|ed|ing)|utili[sz]\w+|(?:re-?|pre-?|post-?)?train(?:s|ed|ing)?\b|fine-?tun\w+|tun(?:e|ed|es|ing)|process\w*|add(?:ed)?|incorporat\w+|learn\w*|learning|end|land|form|feed|fed|ingest\w*|includ(?:e|ed|es)|updat\w+|adjust\w*|chang\w+|licens\w+|sell\w*|shar\w+|disclos\w+|access\w*|analy[sz]\w+|permit\w*|allow\w*|grant\w*|right|retain\w*|stor\w+|leverag\w+|employ\w*|improv\w+|develop\w*|contribut\w+|become|serve|appl(?:y|ied)|part|enter|find|way|teach\w*|machine|models?)\b",
);
pub(super) static EXCLUSIVE: Pattern = Pattern::new(r"\b(?:only|solely|exclusively)\b");
/// Those who are held back are the supplier's providers.
pub(super) static OTHERS: Pattern = Pattern::new(
    r"\b(?:not|never) (?:permit|allow|let|authori[sz]e)\w* (?:any |our |its |these |such )*(?:third|vendors?|model|ai|llm|sub-?|partners?|providers)|\b(?:prohibit|forbid|bar|prevent)(?:s|den)? (?:them|third|our|any|its|these|the)\b|^(?:[^,;.]{0,60}, )?(?:our |the |any |all )?(?:(?:ai|model|llm|upstream|third[- ]party)[a-z -]{0,20} ?(?:providers?|vendors?|hosts?|partners?)|(?:ai )?sub-?processors?|third parties)\b[^,;.]{0,60}\b(?:not|never|forbidden|prohibited|barred)\b",
);
/// The supplier has opted out at those who make the models.
pub(super) static OPTED_OUT_ITSELF: Pattern = Pattern::new(
    r"\b(?:have|has|is|are) (?:already |also |always |contractually )?opted[ -]?out\b|\bopts? out of\b",
);
/// "Only with your consent, which you can withdraw": a way back, not a way out of what is on otherwise.
pub(super) static WITHDRAWAL: Pattern = Pattern::new(
    r"(?:\b(?:which|and|that|this|consent|permission)\b|,)[^.;]{0,20}\b(?:can|may|could)(?: be)? (?:[a-z]+ ){0,2}(?:withdrawn?|revoked?)\b[^.;]*|\b(?:withdrawn?|revoked?)\b",
);
/// A promise about models "other than those used to provide the services" leaves the supplier's own.
pub(super) static OTHER_THAN: Pattern = Pattern::new(
    r"\b(?:models?|algorithms?|systems?|llms?|ai)\b(?:,)? (?:other than|except|apart from|besides|beyond|save for|outside)( (?:those|ones|that|models?|algorithms?|systems?|(?:the|our|its|such|any|their) (?:[a-z]+ ){0,2}(?:models?|ones?|algorithms?|systems?))\b[^.;]{0,100})",
);
/// The models that are left are the customer's.
pub(super) static FOR_CUSTOMER: Pattern = Pattern::new(
    r"\b(?:customer|customer's|client|client's|you|your|subscriber|subscriber's|it requests)\b[^.;]{0,60}",
);
/// What follows takes de-identified data out of a promise: "except for data that we have anonymised".
pub(super) static EXCEPTED: Pattern = Pattern::new(
    r"\b(?:except|other than|save (?:for|that|where|in)|excluding|with the exception of|provided that|unless|but (?:we |it |supplier |provider |vendor |company )?(?:may|will|can|do)|however|although)\b([^.;]*)",
);
/// "..., but other content may be": what is left is used after all.
pub(super) static BUT_OTHERWISE: Pattern = Pattern::new(
    r"\b(?:but|however|although|whereas|yet)\b[^.;]{0,90}\b(?:may|might|can|will|is|are|do|does)(?: be| so)?(?: used)?(?: (?:for|to do) (?:this|that|so|it))?\.?$",
);
