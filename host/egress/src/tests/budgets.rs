//! One budget for the whole run.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use assay_domain::{Limits, ProbeFailureKind, ProbeRequest};
use tokio::{io::AsyncWriteExt as _, sync::Barrier};

use super::{
    endpoint, failure_kind, get, limits, send,
    server::{Server, answer, read_request},
};
use crate::{Gate, Mode};

fn limited(server: &Server, limits: Limits) -> Gate {
    Gate::new(vec![endpoint(&server.url())], &limits, Mode::Online).unwrap()
}

fn kinds<T>(answers: &[Result<T, assay_domain::ProbeFailure>]) -> Vec<Option<ProbeFailureKind>> {
    answers
        .iter()
        .map(|answer| answer.as_ref().err().map(|failed| failed.kind))
        .collect()
}

#[tokio::test]
async fn answers_come_in_the_order_of_requests() {
    let server =
        Server::http(|request| answer("200 OK", "", request.split(' ').nth(1).unwrap())).await;
    let gate = limited(&server, limits());
    let requests = (0..20).map(|i| get(&i.to_string())).collect();
    let answers = gate.send_many(requests, 8).await;
    let bodies: Vec<_> = answers
        .into_iter()
        .map(|answer| String::from_utf8(answer.unwrap().body).unwrap())
        .collect();
    assert_eq!(bodies, (0..20).map(|i| format!("/{i}")).collect::<Vec<_>>());
    assert_eq!(
        server.connections(),
        20,
        "each request has a connection of its own"
    );
}

#[tokio::test]
async fn requests_are_counted_over_parallel_calls_and_denied_ones_count() {
    let server = Server::http(|_| answer("200 OK", "", "")).await;
    let gate = limited(
        &server,
        Limits {
            requests: 5,
            ..limits()
        },
    );
    let denied = ProbeRequest {
        method: "DELETE".into(),
        ..get("")
    };
    let first = gate.send_many(vec![get(""), denied, get("")], 3);
    let second = gate.send_many(vec![get(""), get(""), get(""), get("")], 3);
    let (first, second) = futures::join!(first, second);
    assert_eq!(kinds(&first), [None, Some(ProbeFailureKind::Denied), None]);
    assert_eq!(
        kinds(&second),
        [
            None,
            None,
            Some(ProbeFailureKind::Quota),
            Some(ProbeFailureKind::Quota)
        ]
    );
    assert_eq!(server.connections(), 4);
    assert_eq!(gate.usage().requests, 5);
}

#[tokio::test]
async fn no_more_connections_are_open_than_the_run_may_have() {
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (opened, peak) = (open.clone(), most.clone());
    // Nobody is answered before three are there: fewer at a time would never finish.
    let three = Arc::new(Barrier::new(3));
    let server = Server::raw(move |mut stream| {
        let (open, most, three) = (opened.clone(), peak.clone(), three.clone());
        async move {
            most.fetch_max(open.fetch_add(1, SeqCst) + 1, SeqCst);
            read_request(&mut stream).await;
            three.wait().await;
            open.fetch_sub(1, SeqCst);
            stream.write_all(&answer("200 OK", "", "")).await.unwrap();
        }
    })
    .await;
    let gate = limited(
        &server,
        Limits {
            parallel_requests: 3,
            ..limits()
        },
    );
    let answers = gate.send_many(vec![get(""); 12], 200).await;
    assert!(answers.iter().all(Result::is_ok), "{:?}", kinds(&answers));
    assert_eq!(most.load(SeqCst), 3);
}

#[tokio::test]
async fn bytes_in_are_one_total_over_all_requests() {
    let server = Server::http(|_| answer("200 OK", "", &"x".repeat(4000))).await;
    let gate = limited(
        &server,
        Limits {
            bytes_in: 10_000,
            ..limits()
        },
    );
    let answers = gate.send_many(vec![get(""); 6], 1).await;
    let kinds = kinds(&answers);
    assert_eq!(kinds[..2], [None, None]);
    assert!(
        kinds[2..]
            .iter()
            .all(|kind| *kind == Some(ProbeFailureKind::Quota)),
        "{kinds:?}"
    );
}

#[tokio::test]
async fn a_body_that_cannot_be_sent_whole_is_not_begun() {
    let server = Server::http(|_| answer("200 OK", "", "")).await;
    let gate = limited(
        &server,
        Limits {
            bytes_out: 1000,
            ..limits()
        },
    );
    let long = ProbeRequest {
        method: "POST".into(),
        body: Some(vec![b'x'; 1001]),
        ..get("")
    };
    assert_eq!(failure_kind(&gate, long).await, ProbeFailureKind::Quota);
    assert_eq!(server.connections(), 0);
    let short = ProbeRequest {
        method: "POST".into(),
        body: Some(vec![b'x'; 500]),
        ..get("")
    };
    assert!(send(&gate, short.clone()).await.is_ok());
    assert!(server.requests()[0].ends_with(&"x".repeat(500)));
    assert_eq!(failure_kind(&gate, short).await, ProbeFailureKind::Quota);
}

#[tokio::test]
async fn offline_nothing_goes_out() {
    let server = Server::http(|_| answer("200 OK", "", "")).await;
    let gate = Gate::new(vec![endpoint(&server.url())], &limits(), Mode::Offline).unwrap();
    let answers = gate.send_many(vec![get(""), get("x")], 2).await;
    assert_eq!(kinds(&answers), [Some(ProbeFailureKind::Offline); 2]);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn an_unknown_endpoint_is_denied_and_its_name_cannot_forge_a_line() {
    let server = Server::http(|_| answer("200 OK", "", "")).await;
    let gate = limited(&server, limits());
    let unknown = ProbeRequest {
        endpoint: "x\n\u{1b}[31mok".into(),
        ..get("")
    };
    let refused = send(&gate, unknown).await.unwrap_err();
    assert_eq!(refused.kind, ProbeFailureKind::Denied);
    assert!(
        !refused.message.contains(['\n', '\u{1b}']),
        "{:?}",
        refused.message
    );
}

/// What a dossier grants to active probes is counted for that endpoint alone, by the gate; every other endpoint has what is
/// left of the passive budget.
#[tokio::test]
async fn an_endpoint_that_grants_active_probes_has_an_allowance_of_its_own() {
    let server = Server::http(|_| answer("200 OK", "", "")).await;
    let active = endpoint(&server.url());
    let active = assay_domain::Endpoint {
        active_requests: Some(7),
        ..active
    };
    let passive = assay_domain::Endpoint {
        id: "other".parse().unwrap(),
        ..endpoint(&server.url())
    };
    let limits = Limits {
        requests: 3,
        ..limits()
    };
    let gate = Gate::new(vec![active, passive], &limits, Mode::Online).unwrap();
    let to = |endpoint: &str| ProbeRequest {
        endpoint: endpoint.to_owned(),
        ..get("")
    };
    let quota = Some(ProbeFailureKind::Quota);
    let answers = gate.send_many((0..9).map(|_| to("api")).collect(), 2).await;
    let failed = kinds(&answers).into_iter().filter(|kind| *kind == quota);
    assert_eq!(failed.count(), 2);
    let message = &answers.last().unwrap().as_ref().unwrap_err().message;
    assert!(
        message.contains("7 requests that endpoint `api` grants"),
        "{message}"
    );
    let answers = gate
        .send_many((0..5).map(|_| to("other")).collect(), 2)
        .await;
    assert_eq!(kinds(&answers), [None, None, None, quota, quota]);
    // A name that is no endpoint takes from a budget of its own: guessing is not free.
    assert_eq!(
        failure_kind(&gate, to("nowhere")).await,
        ProbeFailureKind::Denied
    );
    assert_eq!(gate.usage().requests, 11);
    assert_eq!(server.connections(), 10);
}
