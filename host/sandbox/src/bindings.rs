//! Bindings of the contract, generated from `wit/0.1.0`.

mod generated {
    wasmtime::component::bindgen!({
        path: "../../wit/0.1.0",
        world: "plugin",
        imports: {
            "assay:plugin/probe.send-many": async | trappable,
            "assay:plugin/handshake.offer-many": async | trappable,
            default: trappable,
        },
        exports: { default: async },
        additional_derives: [PartialEq, serde::Serialize, serde::Deserialize],
        with: {
            "assay:plugin/documents.document": crate::capabilities::DocumentHandle,
        },
    });
}

/// The world of the document reader.
mod reader_world {
    wasmtime::component::bindgen!({
        path: "../../wit/0.1.0",
        world: "document-reader",
        imports: { default: trappable },
        exports: { default: async },
    });
}

pub(crate) use reader_world::{
    DocumentReaderPre,
    assay::plugin::{reading, source},
};

pub(crate) use generated::{
    PluginPre,
    assay::plugin::{
        answers, documents, findings, handshake, history, log, probe, supplier, types,
    },
    exports::assay::plugin::assessor,
};
