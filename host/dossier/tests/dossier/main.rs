//! Whole folders in, dossiers or diagnostics out.

mod broken;
mod common;
mod examples;
mod good;
mod hostile;
mod init;
