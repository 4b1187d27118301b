//! One sentence in one of six classes, for who measures the reading sentence by sentence.

use super::polarity::{Polarity, Said, denied, said};
use crate::actor::Parties;
use crate::text::Text;

/// What a sentence says about training on customer data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// N: the supplier promises not to train on it, be it only with some models or by others.
    Never,
    /// I: only after the customer opted in.
    OptIn,
    /// O: by default, and the customer can opt out.
    OptOut,
    /// P: the supplier may train on it, or promises too little to exclude it.
    Permitted,
    /// C: the customer is held back, from training on outputs for example.
    CustomerRestricted,
    /// U: about something else.
    Unrelated,
}

impl Class {
    /// The letter by which labelled sets name it.
    pub const fn letter(self) -> char {
        match self {
            Self::Never => 'N',
            Self::OptIn => 'I',
            Self::OptOut => 'O',
            Self::Permitted => 'P',
            Self::CustomerRestricted => 'C',
            Self::Unrelated => 'U',
        }
    }

    /// As a fact says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::OptIn => "opt-in",
            Self::OptOut => "opt-out",
            Self::Permitted => "permitted",
            Self::CustomerRestricted => "customer-restricted",
            Self::Unrelated => "unrelated",
        }
    }
}

impl From<Polarity> for Class {
    fn from(polarity: Polarity) -> Self {
        match polarity {
            Polarity::Never
            | Polarity::OthersHeldBack
            | Polarity::OwnFoundation
            | Polarity::SomeModels
            | Polarity::NotSold => Self::Never,
            Polarity::OptIn => Self::OptIn,
            Polarity::OptOut | Polarity::OptOutExists => Self::OptOut,
            Polarity::DespiteOptOut
            | Polarity::May
            | Polarity::MayFeedback
            | Polarity::MayDeidentified
            | Polarity::Improve
            | Polarity::ImproveDeidentified => Self::Permitted,
        }
    }
}

/// The class of one sentence, given as it stands in a document. One that its own punctuation cuts in two is still one: a
/// part that permits outweighs one that promises.
pub fn class(sentence: &str, parties: &Parties) -> Class {
    let text = Text::read(sentence);
    let said: Vec<Said> = (0..text.sentences().len())
        .map(|number| {
            if let Some((polarity, _)) = denied(&text, number) {
                return Said::Supplier(polarity);
            }
            let view = text.view(number);
            said(&view.full, view.own, parties)
        })
        .collect();
    let order = [Class::Permitted, Class::OptOut, Class::OptIn, Class::Never];
    let read: Vec<Class> = said
        .iter()
        .filter_map(|said| match said {
            Said::Supplier(polarity) => Some(Class::from(*polarity)),
            Said::Customer | Said::Nothing => None,
        })
        .collect();
    order
        .into_iter()
        .find(|class| read.contains(class))
        .unwrap_or(if said.contains(&Said::Customer) {
            Class::CustomerRestricted
        } else {
            Class::Unrelated
        })
}
