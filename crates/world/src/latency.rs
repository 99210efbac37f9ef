//! How long things take: constant, uniform, or log-normal as in real networks.
//!
//! This is the only place where a float exists, and only inside one function: a draw is rounded to
//! whole microseconds at once. `exp`, `ln`, `sqrt` and `cos` come from the `libm` crate on every
//! target, because those of the system and of Wasm differ in the last bit.
//!
//! A draw depends on the seed, on what it is for and on how many draws came before **for the same
//! thing**, and on nothing else. So the third message from Rohit to the caterer takes the same time
//! under every protocol and in every branch, and what a student changes is all that changes.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::Micros;

/// A distribution of spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Latency {
    /// Always the same.
    Constant(Micros),
    /// Anything between the two, both included.
    Uniform(Micros, Micros),
    /// Log-normal: half of all draws are below `median`; `sigma_permille` thousandths is the
    /// standard deviation of the logarithm. Cut off at twenty times the median.
    LogNormal {
        /// Half of all draws are below.
        median: Micros,
        /// Spread, in thousandths.
        sigma_permille: u32,
    },
}

impl Latency {
    /// The middle of it.
    #[must_use]
    pub fn typical(self) -> Micros {
        match self {
            Self::Constant(span) => span,
            Self::Uniform(low, high) => Micros(low.0.midpoint(high.0)),
            Self::LogNormal { median, .. } => median,
        }
    }
}

/// What a draw is for. Each has its own stream of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The message with this number on the link from the first to the second.
    Message(u8, u8),
    /// A forced write of this process.
    Disk(u8),
    /// The local check of this process.
    Check(u8),
}

impl Purpose {
    fn stream(self) -> u64 {
        match self {
            Self::Message(from, to) => (1 << 32) | (u64::from(from) << 8) | u64::from(to),
            Self::Disk(node) => (2 << 32) | u64::from(node),
            Self::Check(node) => (3 << 32) | u64::from(node),
        }
    }
}

/// The dice of one run.
#[derive(Clone, Debug)]
pub(crate) struct Dice(ChaCha8Rng);

/// What the dice say about one message.
pub(crate) struct Throw {
    rng: ChaCha8Rng,
}

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// The `nth` throw for this purpose.
    pub(crate) fn throw(&self, purpose: Purpose, nth: u32) -> Throw {
        let mut rng = self.0.clone();
        rng.set_stream(purpose.stream());
        rng.set_word_pos(u128::from(nth) * 16);
        Throw { rng }
    }

    /// A span for something that needs no other dice.
    pub(crate) fn span(&self, latency: Latency, purpose: Purpose, nth: u32) -> Micros {
        match latency {
            Latency::Constant(span) => span,
            Latency::Uniform(..) | Latency::LogNormal { .. } => {
                self.throw(purpose, nth).span(latency)
            }
        }
    }
}

impl Throw {
    /// Whether something happens that happens to so many in a million.
    pub(crate) fn happens(&mut self, ppm: u32) -> bool {
        let die = self.rng.next_u32();
        (u64::from(die) * 1_000_000) >> 32 < u64::from(ppm)
    }

    pub(crate) fn span(&mut self, latency: Latency) -> Micros {
        match latency {
            Latency::Constant(span) => span,
            Latency::Uniform(low, high) => {
                let width = u128::from(high.0.saturating_sub(low.0)) + 1;
                let offset = (u128::from(self.rng.next_u64()) * width) >> 64;
                Micros(low.0.saturating_add(u64::try_from(offset).unwrap_or(u64::MAX)))
            }
            Latency::LogNormal { median, sigma_permille } => {
                log_normal(median, sigma_permille, self.rng.next_u32(), self.rng.next_u32())
            }
        }
    }
}

/// Box and Muller (1958): two even dice give one normal one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the result is clamped to a small positive range before it is rounded"
)]
fn log_normal(median: Micros, sigma_permille: u32, first: u32, second: u32) -> Micros {
    let even = |die: u32| (f64::from(die) + 1.0) / 4_294_967_297.0;
    let radius = libm::sqrt(-2.0 * libm::log(even(first)));
    let normal = radius * libm::cos(std::f64::consts::TAU * even(second));
    let factor = libm::exp(normal * f64::from(sigma_permille) / 1_000.0);
    let span = median.0 as f64 * factor.clamp(0.05, 20.0);
    Micros(libm::round(span) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_throw_is_the_same_throw() {
        let dice = Dice::new(7);
        let latency = Latency::LogNormal { median: Micros::millis(40), sigma_permille: 400 };
        let once = dice.span(latency, Purpose::Message(0, 1), 3);
        assert_eq!(once, dice.span(latency, Purpose::Message(0, 1), 3));
        assert_ne!(once, dice.span(latency, Purpose::Message(0, 1), 4));
        assert_ne!(once, dice.span(latency, Purpose::Message(1, 0), 3));
    }

    #[test]
    fn half_of_a_log_normal_is_below_its_median() {
        let dice = Dice::new(1);
        let latency = Latency::LogNormal { median: Micros(10_000), sigma_permille: 500 };
        let below = (0..4_000)
            .filter(|nth| dice.span(latency, Purpose::Disk(0), *nth) < Micros(10_000))
            .count();
        assert!((1_850..2_150).contains(&below), "{below} of 4000");
    }

    #[test]
    fn a_uniform_draw_stays_inside() {
        let dice = Dice::new(9);
        let latency = Latency::Uniform(Micros(5), Micros(7));
        let draws: Vec<u64> =
            (0..200).map(|nth| dice.span(latency, Purpose::Check(1), nth).0).collect();
        assert!((5..=7).all(|value| draws.contains(&value)));
        assert!(draws.iter().all(|value| (5..=7).contains(value)));
    }
}
