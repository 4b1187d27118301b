//! Clocks that stand at the run's day, so that a run has no way to tell when it really happens.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use jiff::{civil::Date, tz::TimeZone};
use wasmtime_wasi::{HostMonotonicClock, HostWallClock};

/// Midnight UTC of the run's day.
pub(crate) struct WallClock(Duration);

impl WallClock {
    pub(crate) fn new(day: Date) -> Self {
        let seconds = day
            .to_zoned(TimeZone::UTC)
            .map_or(0, |midnight| midnight.timestamp().as_second());
        Self(Duration::from_secs(seconds.try_into().unwrap_or(0)))
    }
}

impl HostWallClock for WallClock {
    fn resolution(&self) -> Duration {
        Duration::from_secs(1)
    }

    fn now(&self) -> Duration {
        self.0
    }
}

/// Counts its own calls: it moves forward, as guests may rely on, and is the same in every run.
#[derive(Default)]
pub(crate) struct MonotonicClock(AtomicU64);

impl HostMonotonicClock for MonotonicClock {
    fn resolution(&self) -> u64 {
        1_000
    }

    fn now(&self) -> u64 {
        self.0.fetch_add(1_000, Ordering::Relaxed)
    }
}
