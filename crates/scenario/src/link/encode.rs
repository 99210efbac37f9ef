//! Writing a link: what differs from how the scenario opens, and nothing else.

use world::{Micros, ProtocolId};

use super::pack::{pack_sentence, pack_text};
use super::{Link, LinkError, MAX_LINK_BYTES, Part, Source};
use crate::Scenario;
use crate::grammar::print_intervention;
use crate::units::print_time;
use crate::verify::DEFAULT_SEED;

impl Link {
    /// The fragment of an address, with its `#`. `scenario` is the one the link is about.
    ///
    /// # Errors
    /// When it would be longer than any reader accepts.
    pub fn encode(&self, scenario: &Scenario) -> Result<String, LinkError> {
        let mut link = format!("#{}", self.view.word());
        if let Source::Builtin(id) = &self.scenario {
            link += &format!("/{id}");
        }
        let mut sign = '?';
        for part in Part::ALL {
            for value in self.values(part, scenario) {
                link += &format!("{sign}{}={value}", part.word());
                sign = '&';
            }
        }
        if link.len() > MAX_LINK_BYTES {
            let found = format!("it would have {} bytes; at most {MAX_LINK_BYTES}", link.len());
            return Err(LinkError::new("as a whole", found));
        }
        Ok(link)
    }

    /// What stands behind the key of a part; nothing where it is as the scenario opens.
    fn values(&self, part: Part, scenario: &Scenario) -> Vec<String> {
        let unless = |same: bool, text: String| if same { Vec::new() } else { vec![text] };
        match part {
            Part::Protocol => {
                unless(self.protocol == scenario.protocol, self.protocol.word().to_owned())
            }
            Part::Policies => {
                let words: Vec<_> = self.policies.iter().map(|it| it.word()).collect();
                unless(words.is_empty(), words.join(","))
            }
            Part::Cooperative => {
                self.cooperative.map(|it| on_off(it).to_owned()).into_iter().collect()
            }
            Part::Detector => self.detector.map(|it| it.word().to_owned()).into_iter().collect(),
            Part::Seed => unless(self.seed == DEFAULT_SEED, self.seed.to_string()),
            Part::Accident => self.accident.clone().into_iter().collect(),
            Part::Intervention => {
                let keys = scenario.keys();
                let each = |it| pack_sentence(&print_intervention(it, &keys));
                self.interventions.iter().map(each).collect()
            }
            Part::Time => self.time().into_iter().collect(),
            Part::Compare => unless(self.compare == scenario.compare, protocols(&self.compare)),
            Part::Text => match &self.scenario {
                Source::Text(text) => vec![pack_text(text)],
                Source::Builtin(_) => Vec::new(),
            },
        }
    }

    fn time(&self) -> Option<String> {
        let at = pack_sentence(&print_time(self.at));
        match (self.order, self.at) {
            (None, Micros::ZERO) => None,
            (None, _) => Some(at),
            (Some(order), _) => Some(format!("{at}~{order}")),
        }
    }
}

pub(super) fn on_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

fn protocols(list: &[ProtocolId]) -> String {
    list.iter().map(|it| it.word()).collect::<Vec<_>>().join(",")
}
