//! The first-party plugins, compiled to components by the build script.
