//! Requests that are sent together.

use assay_sdk::{Failure, Request, Run};

use super::{Asked, Reply};

/// At a time: what a browser opens to one host.
pub(super) const PARALLEL: u8 = 4;

/// Requests that are sent together. A ticket is the place of a request, given back for its reply.
pub(super) struct Batch<'a> {
    run: &'a Run,
    requests: Vec<Question>,
}

/// A request, or one that is not sent because the reply is known: the server was not there a moment ago.
struct Question {
    request: Request,
    known: Option<Failure>,
}

pub(super) type Ticket = usize;

impl<'a> Batch<'a> {
    pub(super) fn new(run: &'a Run) -> Self {
        Self {
            run,
            requests: Vec::new(),
        }
    }

    /// Asks, unless `known` says why there would be no answer.
    pub(super) fn ask(&mut self, request: Request, known: Option<&Failure>) -> Ticket {
        self.requests.push(Question {
            request,
            known: known.cloned(),
        });
        self.requests.len() - 1
    }

    pub(super) fn send(self) -> Replies {
        let requests: Vec<Request> = self
            .requests
            .iter()
            .filter(|question| question.known.is_none())
            .map(|question| question.request.clone())
            .collect();
        let replies = if requests.is_empty() {
            Vec::new()
        } else {
            self.run.send_many(requests, PARALLEL)
        };
        let mut replies = replies.into_iter();
        Replies(
            self.requests
                .into_iter()
                .map(|question| Asked {
                    reply: match question.known {
                        Some(failure) => Err(failure),
                        None => replies.next().unwrap_or_else(|| Err(unanswered())),
                    },
                    request: question.request,
                })
                .collect(),
        )
    }
}

fn unanswered() -> Failure {
    Failure {
        id: String::new(),
        kind: "protocol".to_owned(),
        message: "the host answered fewer requests than it was given".to_owned(),
        tls: None,
        extra: Vec::new(),
    }
}

pub(super) struct Replies(Vec<Asked>);

impl Replies {
    pub(super) fn asked(&self, ticket: Ticket) -> Asked {
        self.0[ticket].clone()
    }

    pub(super) fn reply(&self, ticket: Ticket) -> Reply {
        self.0[ticket].reply.clone()
    }
}
