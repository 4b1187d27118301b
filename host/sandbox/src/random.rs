//! Random numbers that are the same in every run with the same seed.

use std::convert::Infallible;

use assay_domain::Digest;
use rand_core::TryRng;

/// SHA-256 in counter mode. A generator of a library may change between its versions; this one is what the record format
/// says, for as long as records are kept.
pub(crate) struct SeededRandom {
    seed: Digest,
    counter: u64,
}

impl SeededRandom {
    pub(crate) fn new(seed: Digest, purpose: &str) -> Self {
        let seed = Digest::of_parts([seed.as_bytes().as_slice(), purpose.as_bytes()]);
        Self { seed, counter: 0 }
    }

    fn block(&mut self) -> [u8; 32] {
        self.counter += 1;
        *Digest::of_parts([self.seed.as_bytes().as_slice(), &self.counter.to_le_bytes()]).as_bytes()
    }
}

impl TryRng for SeededRandom {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let [a, b, c, d, ..] = self.block();
        Ok(u32::from_le_bytes([a, b, c, d]))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let [a, b, c, d, e, f, g, h, ..] = self.block();
        Ok(u64::from_le_bytes([a, b, c, d, e, f, g, h]))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(32) {
            let block = self.block();
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
        Ok(())
    }
}
