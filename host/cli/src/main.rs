//! Due diligence on AI suppliers with sandboxed plugins and a risk register.
fn main() {}
