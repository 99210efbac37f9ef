//! Writing a link: what differs from how the scenario opens, and nothing else.

use world::{Micros, Policies, ProtocolId};

use super::pack::{pack_sentence, pack_text};
use super::{Link, LinkError, MAX_LINK_BYTES, Part, Source};
use crate::Scenario;
use crate::grammar::print_intervention;
use crate::units::print_time;

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
        for (index, (part, value)) in self.parts(scenario).into_iter().enumerate() {
            let sign = if index == 0 { '?' } else { '&' };
            link += &format!("{sign}{}={value}", part.word());
        }
        if link.len() > MAX_LINK_BYTES {
            let found = format!("it would have {} bytes; at most {MAX_LINK_BYTES}", link.len());
            return Err(LinkError::new("as a whole", found));
        }
        Ok(link)
    }

    fn parts(&self, scenario: &Scenario) -> Vec<(Part, String)> {
        let opening = Self::opening(self.scenario.clone(), scenario);
        let other = |differs: bool, text: String| differs.then_some(text);
        let keys = scenario.keys();
        let one = |part| match part {
            Part::Protocol => {
                let differs = self.protocol != opening.protocol;
                vec![other(differs, self.protocol.word().to_owned())]
            }
            Part::Policies => {
                let words: Vec<_> = self.policies.iter().map(|it| it.word()).collect();
                vec![other(self.policies != Policies::NONE, words.join(","))]
            }
            Part::Cooperative => vec![self.cooperative.map(|on| on_off(on).to_owned())],
            Part::Detector => vec![self.detector.map(|it| it.word().to_owned())],
            Part::Seed => vec![other(self.seed != opening.seed, self.seed.to_string())],
            Part::Accident => vec![self.accident.clone()],
            Part::Intervention => {
                let each = |it| Some(pack_sentence(&print_intervention(it, &keys)));
                self.interventions.iter().map(each).collect()
            }
            Part::Time => vec![self.time()],
            Part::Compare => {
                vec![other(self.compare != opening.compare, protocols(&self.compare))]
            }
            Part::Text => match &self.scenario {
                Source::Text(text) => vec![Some(pack_text(text))],
                Source::Builtin(_) => Vec::new(),
            },
        };
        let of = |part| one(part).into_iter().flatten().map(move |value| (part, value));
        Part::ALL.into_iter().flat_map(of).collect()
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
