//! Lines for the people who run the assessment.

use assay_domain::LogLine;

use crate::{bindings::log as wit, state::RunState, stop::Stop};

impl wit::Host for RunState {
    fn write(&mut self, level: String, message: String) -> wasmtime::Result<()> {
        self.answer("log.write", &(&level, &message), |_| ())?;
        if self.log.len() >= self.limits.log_lines as usize {
            return Err(Stop::OverBudget("log-lines").into());
        }
        let limit = self.limits.string_bytes as usize;
        let cut = |text: &str| text[..text.floor_char_boundary(limit)].to_owned();
        self.log.push(LogLine {
            level: cut(&level).into(),
            message: cut(&message).into(),
        });
        Ok(())
    }
}
