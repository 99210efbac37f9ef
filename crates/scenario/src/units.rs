//! Times, shares and amounts as people write them: `"2.5 s"`, `"0.5%"`, `"40 ms ± 40%"`.
//!
//! Numbers with a point are read as decimals, never as floats, and must come out whole in
//! microseconds, millionths or paise.

use analysis::Decimal;
use world::{Latency, Micros};

use crate::reader::{Read, Value};

/// The units of time, in microseconds.
const TIME_UNITS: [(&str, u64); 6] = [
    ("us", 1),
    ("µs", 1),
    ("ms", 1_000),
    ("s", 1_000_000),
    ("min", 60_000_000),
    ("h", 3_600_000_000),
];

/// The longest time that may be written.
const LONGEST: Micros = Micros::millis(48 * 3_600_000);

/// Reads a time such as `400 ms`, `2.05 s` or `0 s`.
///
/// # Errors
/// When it is none; the text says what is allowed.
pub fn parse_time(text: &str) -> Result<Micros, String> {
    let text = text.trim();
    let split = text.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    time_of(number, unit.trim()).ok_or_else(|| {
        format!("\"{text}\" is no time; write a number with us, ms, s, min or h, such as 2.5 s")
    })
}

fn time_of(number: &str, unit: &str) -> Option<Micros> {
    let (_, factor) = TIME_UNITS.into_iter().find(|(name, _)| *name == unit)?;
    let span = whole(decimal(number)?.checked_mul(Decimal::from(factor))?)?;
    (span <= LONGEST.0).then_some(Micros(span))
}

/// Writes a time in its shortest form; [`parse_time`] reads it back.
#[must_use]
pub fn print_time(time: Micros) -> String {
    let (unit, factor) = match time.0 {
        0 => ("s", 1_000_000),
        1..1_000 => ("us", 1),
        1_000..1_000_000 => ("ms", 1_000),
        1_000_000.. => ("s", 1_000_000),
    };
    format!("{} {unit}", (Decimal::from(time.0) / Decimal::from(factor)).normalize())
}

fn decimal(text: &str) -> Option<Decimal> {
    let fits = text.len() <= 24 && text.starts_with(|it: char| it.is_ascii_digit());
    if fits { Decimal::from_str_exact(text).ok() } else { None }
}

/// A decimal without a fraction, as an integer.
fn whole(number: Decimal) -> Option<u64> {
    let number = number.normalize();
    if number.scale() == 0 { u64::try_from(number.mantissa()).ok() } else { None }
}

/// A percentage in units of its `scale`-th part: 10,000 makes millionths, 10 makes thousandths.
fn percent(text: &str, scale: u32) -> Option<u32> {
    let number = decimal(text.trim().strip_suffix('%')?.trim_end())?;
    u32::try_from(whole(number.checked_mul(Decimal::from(scale))?)?).ok()
}

impl Read for Micros {
    fn read(value: &Value<'_>) -> Option<Self> {
        let allowed = "a time such as \"400 ms\", \"2.5 s\" or \"1 min\", at most 48 hours";
        let time = value.as_str().and_then(|text| parse_time(text).ok());
        time.or_else(|| value.unlike(allowed))
    }

    fn blank() -> Self {
        Self::ZERO
    }
}

impl Read for Decimal {
    fn read(value: &Value<'_>) -> Option<Self> {
        let text = value.as_number().map(|text| text.replace('_', ""));
        let number = text.and_then(|text| {
            let digits = text.strip_prefix('-').unwrap_or(&text);
            let number =
                decimal(digits).filter(|number| *number < Decimal::from(10_u64.pow(15)))?;
            Some(if digits.len() == text.len() { number } else { -number })
        });
        number.or_else(|| value.unlike("an amount in rupees such as 5000 or \"80000.50\""))
    }

    fn blank() -> Self {
        Self::ZERO
    }
}

/// So many of a million, written as a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share(pub(crate) u32);

impl Read for Share {
    fn read(value: &Value<'_>) -> Option<Self> {
        let ppm = value.as_str().and_then(|text| percent(text, 10_000));
        let share = ppm.filter(|ppm| *ppm <= 1_000_000).map(Self);
        share.or_else(|| value.unlike("a percentage such as \"2%\" or \"0.05%\", up to \"100%\""))
    }

    fn blank() -> Self {
        Self(0)
    }
}

/// The widest spread of a log-normal time, in thousandths.
const WIDEST: u32 = 3_000;

impl Read for Latency {
    fn read(value: &Value<'_>) -> Option<Self> {
        if value.as_str().is_some() {
            return value.as_str().and_then(latency).or_else(|| value.unlike(LATENCIES));
        }
        let section = value.section(LATENCIES)?;
        let median = section.required("median");
        let sigma = section.required::<Spread>("sigma");
        section.finish();
        Some(Self::LogNormal { median, sigma_permille: sigma.0 })
    }

    fn blank() -> Self {
        Self::Constant(Micros::ZERO)
    }
}

const LATENCIES: &str = "\"400 ms\", a range \"300-500 ms\", a spread \"40 ms ± 40%\" or \
                         { median = \"40 ms\", sigma = 0.4 }";

fn latency(text: &str) -> Option<Latency> {
    if let Some((median, spread)) = text.split_once('±').or_else(|| text.split_once("+-")) {
        let sigma_permille = percent(spread, 10).filter(|it| *it <= WIDEST)?;
        return Some(Latency::LogNormal { median: parse_time(median).ok()?, sigma_permille });
    }
    if let Some((low, high)) = text.split_once(['-', '–']) {
        return range(low.trim(), high.trim());
    }
    parse_time(text).ok().map(Latency::Constant)
}

/// `300-500 ms`: the unit of the end counts for both, unless the start has its own.
fn range(low: &str, high: &str) -> Option<Latency> {
    let unit = high.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.');
    let own = low.ends_with(|it: char| it.is_alphabetic());
    let low = if own { parse_time(low) } else { parse_time(&format!("{low} {unit}")) };
    let (low, high) = (low.ok()?, parse_time(high).ok()?);
    (low <= high).then_some(Latency::Uniform(low, high))
}

/// The standard deviation of a logarithm, in thousandths.
struct Spread(u32);

impl Read for Spread {
    fn read(value: &Value<'_>) -> Option<Self> {
        let number = value.as_number().and_then(decimal);
        let permille = number.and_then(|it| whole(it.checked_mul(Decimal::from(1_000))?));
        let spread = permille.and_then(|it| u32::try_from(it).ok()).filter(|it| *it <= WIDEST);
        spread.map(Self).or_else(|| value.unlike("a number from 0 to 3 such as 0.4"))
    }

    fn blank() -> Self {
        Self(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_time_reads_back() {
        for micros in [0, 1, 999, 1_000, 1_500, 72_000, 999_999, 1_000_000, 5_050_000, 6_000_001] {
            let text = print_time(Micros(micros));
            assert_eq!(parse_time(&text), Ok(Micros(micros)), "{text}");
        }
        assert_eq!(print_time(Micros(5_050_000)), "5.05 s");
        assert_eq!(print_time(Micros(72_000)), "72 ms");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "5", "s", "5 parsecs", "-1 s", "1e3 s", "0.0000001 s", "49 h", ". s"] {
            assert!(parse_time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn latencies_in_words() {
        let ms = Micros::millis;
        assert_eq!(latency("400 ms"), Some(Latency::Constant(ms(400))));
        assert_eq!(latency("300-500 ms"), Some(Latency::Uniform(ms(300), ms(500))));
        assert_eq!(latency("0.5 s - 900 ms"), Some(Latency::Uniform(ms(500), ms(900))));
        let spread = Latency::LogNormal { median: ms(40), sigma_permille: 400 };
        assert_eq!(latency("40 ms ± 40%"), Some(spread));
        assert_eq!(latency("40 ms +- 40 %"), Some(spread));
        assert_eq!(latency("500-300 ms"), None);
    }
}
