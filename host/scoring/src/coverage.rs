//! How much of what is expected is known, shown and well evidenced.

use assay_domain::{Bp, EvidenceClass};

use crate::{PointResult, Share, point::Judged};

/// The shares of one system.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shares {
    pub(crate) coverage: Share,
    pub(crate) shown: Share,
    pub(crate) told: Share,
    pub(crate) assurance: Share,
}

pub(crate) fn shares(points: &[Judged<'_>]) -> Shares {
    let of = |counts: fn(&PointResult) -> bool| {
        let mut share = Share::default();
        for judged in points.iter().filter(|judged| judged.counts()) {
            let weight = u64::from(judged.result.weight);
            share.of = share.of.saturating_add(weight);
            if counts(&judged.result) {
                share.got = share.got.saturating_add(weight);
            }
        }
        rated(share)
    };
    Shares {
        coverage: of(|point| point.outcome.is_determinate()),
        shown: of(|point| point.shown),
        told: of(|point| point.told),
        assurance: of(|point| point.outcome.is_determinate() && point.class >= EvidenceClass::E3),
    }
}

/// The share over all systems. Only shown: each system is held against the floor of its own tier, so that a well-known
/// system cannot make up for an unknown one.
pub(crate) fn total(shares: impl IntoIterator<Item = Share>) -> Share {
    rated(shares.into_iter().fold(Share::default(), |sum, one| Share {
        got: sum.got.saturating_add(one.got),
        of: sum.of.saturating_add(one.of),
        share: Bp::ZERO,
    }))
}

fn rated(share: Share) -> Share {
    let bp = (u128::from(share.got) * 10_000)
        .checked_div(u128::from(share.of))
        .unwrap_or(0);
    Share {
        share: Bp::saturating(u16::try_from(bp).unwrap_or(u16::MAX)),
        ..share
    }
}
