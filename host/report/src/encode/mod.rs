//! The only ways out for text that somebody else wrote.
//!
//! Each format has one encoder, and only this module may call [`Untrusted::expose`]: the clippy settings of this crate
//! forbid it everywhere else. An encoder gives a type of its own (`Plain`, `Markup`, `Cell`), and the writers of a format
//! accept nothing but that type.

pub mod csv;
pub mod html;
pub mod ical;
pub mod json;
pub mod markdown;
pub mod pdf;
pub mod terminal;
mod visible;
pub mod xml;

#[cfg(test)]
mod hostile;

pub(crate) use visible::{one_line, paragraphs};

use assay_domain::Untrusted;

mod sealed {
    pub trait Sealed {}
    impl Sealed for assay_domain::Untrusted {}
    impl Sealed for str {}
    impl Sealed for String {}
}

/// Text that an encoder takes. Plain strings are taken too and get the same treatment: the name of a document or the
/// version of a plugin is a `String` that somebody else chose.
pub trait Text: sealed::Sealed {
    #[doc(hidden)]
    fn raw(&self) -> &str;
}

impl Text for Untrusted {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the door: everything that takes `Text` is an encoder"
    )]
    fn raw(&self) -> &str {
        self.expose()
    }
}

impl Text for str {
    fn raw(&self) -> &str {
        self
    }
}

impl Text for String {
    fn raw(&self) -> &str {
        self
    }
}
