//! A registry that answers as a test tells it to, over plain HTTP on this machine, and remembers who asked.

use std::{
    convert::Infallible,
    sync::{Arc, Mutex},
    time::Duration,
};

use assay_domain::Digest;
use bytes::Bytes;
use futures::{StreamExt, stream};
use http_body_util::{BodyExt, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::{
    Request, Response,
    body::{Frame, Incoming},
    header::HeaderValue,
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};

pub(crate) const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub(crate) const INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub(crate) const CONFIG: &str = "application/vnd.wasm.config.v0+json";
pub(crate) const LAYER: &str = "application/wasm";
pub(crate) const SIGNATURES: &str = "application/vnd.dsse.envelope.v1+json";

pub(crate) type Answer = Response<UnsyncBoxBody<Bytes, Infallible>>;

/// One request that came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) authorization: Option<String>,
}

/// A server on this machine that runs until it is dropped.
pub(crate) struct Server {
    pub(crate) port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
    _runtime: tokio::runtime::Runtime,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (answer, log) = (Arc::new(answer), Arc::clone(&seen));
        runtime.spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                tokio::spawn(async move {
                    let service = service_fn(move |request: Request<Incoming>| {
                        let header = request.headers().get("authorization");
                        let seen = Seen {
                            path: request.uri().path().to_owned(),
                            authorization: header.map(|value| value.to_str().unwrap().to_owned()),
                        };
                        log.lock().unwrap().push(seen.clone());
                        let answered = answer(&seen);
                        async move { Ok::<_, Infallible>(answered) }
                    });
                    // Whoever asked may hang up at any time.
                    let _ = http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        Self {
            port,
            seen,
            _runtime: runtime,
        }
    }

    /// What was asked so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

/// A status with nothing to say.
pub(crate) fn status(code: u16) -> Answer {
    answer(code, "text/plain", Bytes::from("the registry says so"))
}

pub(crate) fn answer(code: u16, media_type: &str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()).boxed_unsync());
    *answer.status_mut() = code.try_into().unwrap();
    with(answer, "content-type", media_type)
}

pub(crate) fn with(mut answer: Answer, header: &'static str, value: &str) -> Answer {
    answer
        .headers_mut()
        .insert(header, HeaderValue::from_str(value).unwrap());
    answer
}

pub(crate) fn redirect(to: &str) -> Answer {
    with(status(307), "location", to)
}

/// A body without an end and without a length.
pub(crate) fn endless(media_type: &str) -> Answer {
    let piece = || Ok(Frame::data(Bytes::from(vec![b' '; 64 * 1024])));
    let body = StreamBody::new(stream::repeat_with(piece));
    with(
        Response::new(body.boxed_unsync()),
        "content-type",
        media_type,
    )
}

/// A body that ends before the length that was announced.
pub(crate) fn cut(media_type: &str, body: Bytes, announced: usize) -> Answer {
    // What was sent has left before the end comes, or the client would see no answer at all.
    let rest = stream::once(async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        Ok(Frame::data(Bytes::new()))
    });
    let body = StreamBody::new(stream::iter([Ok(Frame::data(body))]).chain(rest));
    let answer = with(
        Response::new(body.boxed_unsync()),
        "content-type",
        media_type,
    );
    with(answer, "content-length", &announced.to_string())
}

/// What an honest registry holds: a component and how it is laid out, written here by hand.
#[derive(Clone)]
pub(crate) struct Shelf {
    pub(crate) component: Bytes,
    pub(crate) config: Value,
    pub(crate) manifest: Value,
    /// What refers to the manifest, if anything.
    pub(crate) referrers: Option<Value>,
    /// Other manifests and blobs by their digests.
    pub(crate) others: Vec<(&'static str, Bytes)>,
}

impl Shelf {
    pub(crate) fn new() -> Self {
        let mut component = b"\0asm\x0d\0\x01\0".to_vec();
        component.extend(std::iter::repeat_n(7, 100_000));
        let component = Bytes::from(component);
        let config = json!({
            "created": "2026-11-20T00:00:00Z", "architecture": "wasm", "os": "wasip2",
            "component": { "imports": [], "exports": ["assay:plugin/assessor@0.1.0"] },
            "layerDigests": [Digest::of(&component)],
        });
        let manifest = json!({
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": descriptor(CONFIG, config.to_string().as_bytes()),
            "layers": [descriptor(LAYER, &component)],
        });
        Self {
            component,
            config,
            manifest,
            referrers: None,
            others: Vec::new(),
        }
    }

    pub(crate) fn digest(&self) -> Digest {
        Digest::of(self.manifest.to_string())
    }

    pub(crate) fn component_path(&self) -> String {
        format!("/v2/tone/blobs/{}", Digest::of(&self.component))
    }

    /// Signatures that refer to the manifest.
    pub(crate) fn sign(&mut self, envelope: &[u8], subject: Digest) {
        let envelope = Bytes::copy_from_slice(envelope);
        let manifest = json!({
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "artifactType": SIGNATURES,
            "config": descriptor("application/vnd.oci.empty.v1+json", b"{}"),
            "layers": [descriptor(SIGNATURES, &envelope)],
            "subject": { "mediaType": MANIFEST, "digest": subject, "size": 1 },
        });
        let manifest = Bytes::from(manifest.to_string());
        let mut listed = descriptor(MANIFEST, &manifest);
        listed["artifactType"] = SIGNATURES.into();
        self.referrers = Some(json!({
            "schemaVersion": 2, "mediaType": INDEX, "manifests": [listed],
        }));
        self.others = vec![(MANIFEST, manifest), (SIGNATURES, envelope)];
    }

    /// What an honest registry answers.
    pub(crate) fn honest(&self, path: &str) -> Answer {
        let manifest = self.manifest.to_string();
        let config = self.config.to_string();
        let Some(rest) = path.strip_prefix("/v2/tone/") else {
            return status(404);
        };
        if rest == "manifests/1" || rest == format!("manifests/{}", self.digest()) {
            return answer(200, MANIFEST, manifest);
        }
        if rest == format!("referrers/{}", self.digest()) {
            return match &self.referrers {
                Some(index) => answer(200, INDEX, index.to_string()),
                None => status(404),
            };
        }
        let asked = rest.rsplit('/').next().unwrap_or_default();
        let blobs = [
            (LAYER, self.component.clone()),
            (CONFIG, Bytes::from(config)),
        ];
        let found = blobs
            .iter()
            .chain(&self.others)
            .find(|(_, bytes)| Digest::of(bytes).to_string() == asked);
        match found {
            Some((media_type, bytes)) => answer(200, media_type, bytes.clone()),
            None => status(404),
        }
    }
}

pub(crate) fn descriptor(media_type: &str, bytes: &[u8]) -> Value {
    json!({ "mediaType": media_type, "digest": Digest::of(bytes), "size": bytes.len() })
}
