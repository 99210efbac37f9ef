//! Numbers as people write them: seconds with one decimal on cards, lakh and crore in words.

use analysis::Decimal;
use scenario::Unit;
use world::Micros;

/// Times as people read them.
pub trait Clock {
    /// Its sign.
    fn sign(self) -> &'static str;
    /// A span for a card: "4.2 s", "44 ms".
    fn short(self, span: Micros) -> String;
    /// A moment for a clock: "5.05 s", "86 ms".
    fn clock(self, at: Micros) -> String;
    /// A round moment for an axis: "2 s", "0.5 s", "40 ms".
    fn axis(self, at: Micros) -> String;
    /// The number alone, for attributes: "5.05", "86".
    fn number(self, at: Micros) -> String;
}

impl Clock for Unit {
    fn sign(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Millis => "ms",
        }
    }

    fn short(self, span: Micros) -> String {
        match self {
            Self::Seconds => format!("{} s", tenths(span.0 / 100_000)),
            Self::Millis => format!("{} ms", span.0 / 1_000),
        }
    }

    fn clock(self, at: Micros) -> String {
        match self {
            Self::Seconds => format!("{}.{:02} s", at.0 / 1_000_000, at.0 / 10_000 % 100),
            Self::Millis => format!("{} ms", at.0 / 1_000),
        }
    }

    fn axis(self, at: Micros) -> String {
        match self {
            Self::Seconds if at.0.is_multiple_of(1_000_000) => format!("{} s", at.0 / 1_000_000),
            Self::Seconds => format!("{} s", tenths(at.0 / 100_000)),
            Self::Millis => format!("{} ms", at.0 / 1_000),
        }
    }

    fn number(self, at: Micros) -> String {
        let clock = self.clock(at);
        clock.split(' ').next().unwrap_or_default().to_owned()
    }
}

fn tenths(tenths: u64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Rupees with Indian grouping: "₹3,50,000".
#[must_use]
pub fn rupees(amount: Decimal) -> String {
    let rounded = amount.round_dp(2).normalize();
    let text = rounded.abs().to_string();
    let (whole, part) = text.split_once('.').map_or((text.as_str(), ""), |it| it);
    let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "−" } else { "" };
    let part = if part.is_empty() { String::new() } else { format!(".{part:0<2}") };
    format!("{sign}₹{}{part}", grouped(whole))
}

/// The last three digits, then pairs.
fn grouped(digits: &str) -> String {
    let count = digits.len();
    let comma = |left: usize| left == 3 || (left > 3 && left % 2 == 1);
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && comma(count - index) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A large sum for a tile: the figure, and whether it is in lakh or crore.
#[must_use]
pub fn rupees_short(amount: Decimal) -> (String, Scale) {
    let lakh = Decimal::from(100_000);
    let crore = Decimal::from(10_000_000);
    if amount >= crore {
        ((amount / crore).round_dp(2).normalize().to_string(), Scale::Crore)
    } else if amount >= lakh {
        ((amount / lakh).round_dp(2).normalize().to_string(), Scale::Lakh)
    } else {
        (rupees(amount), Scale::Rupees)
    }
}

/// In what a short sum is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Rupees, written out.
    Rupees,
    /// Hundred thousand.
    Lakh,
    /// Ten million.
    Crore,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_grouped_as_in_india() {
        assert_eq!(rupees(Decimal::from(350_000)), "₹3,50,000");
        assert_eq!(rupees(Decimal::from(45_000)), "₹45,000");
        assert_eq!(rupees(Decimal::from(500)), "₹500");
        assert_eq!(rupees(Decimal::from(-12_345_678)), "−₹1,23,45,678");
        assert_eq!(rupees(Decimal::new(1_5, 1)), "₹1.50");
    }

    #[test]
    fn large_sums_are_short() {
        assert_eq!(rupees_short(Decimal::from(595_000)), ("5.95".to_owned(), Scale::Lakh));
        assert_eq!(rupees_short(Decimal::from(5_000)), ("₹5,000".to_owned(), Scale::Rupees));
    }

    #[test]
    fn times_read_as_on_a_watch() {
        assert_eq!(Unit::Seconds.short(Micros(4_260_000)), "4.2 s");
        assert_eq!(Unit::Seconds.clock(Micros(5_050_000)), "5.05 s");
        assert_eq!(Unit::Millis.clock(Micros(86_400)), "86 ms");
    }
}
