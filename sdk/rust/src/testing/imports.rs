//! The imports of the contract, answered by the fake host of the current thread.
//!
//! The functions have the names and signatures of those that `wit-bindgen` makes, so that the rest of the crate is the
//! same natively and in a component.

use std::cell::RefCell;

use super::{document::FakeDocument, host::FakeHost};
use crate::{
    Acceptance, AiSystem, Answer, CertificateClaim, DocumentInfo, Endpoint, Exchange, Failure,
    Offer, PastObservation, Profile, Refusal, Request, Seen, SubProcessor,
};

thread_local! {
    static CURRENT: RefCell<Option<FakeHost>> = const { RefCell::new(None) };
}

/// Runs `work` with `host` answering its imports, and gives the host back with what it recorded.
pub(super) fn with_host<T>(host: FakeHost, work: impl FnOnce() -> T) -> (T, FakeHost) {
    /// Takes the host away even when the plugin panics, so that the next test on this thread starts clean.
    struct Installed;
    impl Drop for Installed {
        fn drop(&mut self) {
            CURRENT.with_borrow_mut(Option::take);
        }
    }
    CURRENT.with_borrow_mut(|current| {
        assert!(
            current.is_none(),
            "a plugin cannot assess within an assessment"
        );
        *current = Some(host);
    });
    let installed = Installed;
    let result = work();
    let host = CURRENT
        .with_borrow_mut(Option::take)
        .expect("installed above");
    drop(installed);
    (result, host)
}

fn ask<T>(question: impl FnOnce(&mut FakeHost) -> T) -> T {
    CURRENT.with_borrow_mut(|current| {
        let host = current.as_mut().expect(
            "the host was called outside of an assessment: `describe` may not call it, and a native test goes through \
             `testing::FakeHost::assess`",
        );
        question(host)
    })
}

pub(crate) fn get_profile() -> Profile {
    ask(|host| host.profile.clone())
}

pub(crate) fn systems() -> Vec<AiSystem> {
    ask(|host| host.systems.clone())
}

pub(crate) fn sub_processors() -> Vec<SubProcessor> {
    ask(|host| host.sub_processors.clone())
}

pub(crate) fn certificates() -> Vec<CertificateClaim> {
    ask(|host| host.certificates.clone())
}

pub(crate) fn get(question: &str) -> Option<Answer> {
    ask(|host| host.answers.get(question).cloned())
}

pub(crate) fn all() -> Vec<Answer> {
    ask(|host| host.answers.values().cloned().collect())
}

pub(crate) fn list() -> Vec<Handle> {
    ask(|host| host.documents.values().cloned().map(Handle).collect())
}

pub(crate) fn observed() -> Vec<Seen> {
    ask(|host| host.observed.clone())
}

pub(crate) fn endpoints() -> Vec<Endpoint> {
    ask(|host| host.endpoints.clone())
}

pub(crate) fn send_many(requests: &[Request], _max_parallel: u8) -> Vec<Result<Exchange, Failure>> {
    ask(|host| {
        requests
            .iter()
            .map(|request| host.exchange(request))
            .collect()
    })
}

pub(crate) fn offer_many(offers: &[Offer], _max_parallel: u8) -> Vec<Result<Acceptance, Refusal>> {
    ask(|host| offers.iter().map(|offer| host.handshake(offer)).collect())
}

pub(crate) fn earlier(point: &str, system: Option<&str>) -> Option<PastObservation> {
    ask(|host| {
        let key = (point.to_owned(), system.map(str::to_owned));
        host.earlier.get(&key).cloned()
    })
}

pub(crate) fn write(level: &str, message: &str) {
    ask(|host| host.log.push((level.to_owned(), message.to_owned())));
}

/// A document as the plugin holds it.
#[derive(Debug)]
pub(crate) struct Handle(FakeDocument);

impl Handle {
    pub(crate) fn info(&self) -> DocumentInfo {
        self.0.info.clone()
    }

    pub(crate) fn text(&self, start: u64, length: u32) -> Option<String> {
        let text = self.0.text.as_deref()?;
        let start = usize::try_from(start).ok()?.min(text.len());
        let rest = text.get(start..)?;
        let length = usize::try_from(length).ok()?.min(rest.len());
        Some(rest[..rest.floor_char_boundary(length)].to_owned())
    }

    pub(crate) fn bytes(&self, start: u64, length: u32) -> Vec<u8> {
        let bytes = &self.0.bytes;
        let start = usize::try_from(start).map_or(bytes.len(), |start| start.min(bytes.len()));
        let rest = &bytes[start..];
        rest[..rest
            .len()
            .min(usize::try_from(length).unwrap_or(usize::MAX))]
            .to_owned()
    }
}
