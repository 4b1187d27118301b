//! Office files: ZIP archives of XML (ECMA-376).

mod docx;
mod numbering;
mod package;
mod styles;
mod xlsx;
mod xml;

pub(crate) use docx::read as docx;
pub(crate) use xlsx::read as xlsx;
