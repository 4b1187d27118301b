//! What `wit-bindgen` makes of the contract in `wit/0.1.0`. Everything else in this crate is written by hand on top of it.

wit_bindgen::generate!({
    path: "../../wit/0.1.0",
    world: "plugin",
    pub_export_macro: true,
    export_macro_name: "export_component",
    default_bindings_module: "assay_sdk::bindings",
    generate_unused_types: true,
    additional_derives: [PartialEq, Eq],
});
