//! Where everything stands on the stage. Nothing is measured: the page knows which of six layouts
//! its window has, and the rectangles follow. The same numbers stand in `www/css/stage.css`.

/// Which of the six arrangements a window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// From 1680 wide.
    Big,
    /// 1440 to 1679.
    #[default]
    Wide,
    /// 1280 to 1439.
    Desk,
    /// 768 to 1279.
    Laptop,
    /// Up to 767.
    Phone,
    /// From 600 wide and under 480 high.
    Landscape,
}

impl Layout {
    /// The layout of a window of this size.
    #[must_use]
    pub fn of_window(width: u32, height: u32) -> Self {
        match (width, height) {
            (600.., ..480) => Self::Landscape,
            (..768, _) => Self::Phone,
            (768..1280, _) => Self::Laptop,
            (1280..1440, _) => Self::Desk,
            (1440..1680, _) => Self::Wide,
            (1680.., _) => Self::Big,
        }
    }

    /// Whether messages are tickets with words; else discs.
    #[must_use]
    pub fn tickets(self) -> bool {
        match self {
            Self::Big | Self::Wide | Self::Desk => true,
            Self::Laptop | Self::Phone | Self::Landscape => false,
        }
    }
}

/// A point on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct At {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

impl At {
    /// A point.
    #[must_use]
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    fn to(self, other: Self, share: f32) -> Self {
        Self::new(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }

    fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

#[derive(Clone, Copy, Debug)]
struct Box2 {
    x: f32,
    y: f32,
    w: f32,
    h: f32,
}

/// The map of one layout and cast.
#[derive(Clone, Copy, Debug)]
pub struct Map {
    layout: Layout,
    participants: u8,
    money: bool,
    short: bool,
}

/// Where a participant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 1, as in P1.
    pub slot: u8,
    /// Whether it stands in the right column.
    pub right: bool,
    /// Its row in the column, from 0.
    pub row: u8,
    /// How many stand in its column.
    pub rows: u8,
}

impl Map {
    /// The map for a window, a cast, and whether the foot holds a money check.
    #[must_use]
    pub fn new(layout: Layout, participants: u8, money: bool) -> Self {
        Self { layout, participants, money, short: false }
    }

    /// The same in a window of this height: a short one has less room for cards.
    #[must_use]
    pub fn in_height(self, height: u32) -> Self {
        Self { short: height < 820 && self.layout.tickets(), ..self }
    }

    /// Which layout it is.
    #[must_use]
    pub fn layout(self) -> Layout {
        self.layout
    }

    /// The viewBox of links and chips.
    #[must_use]
    pub fn view_box(self) -> String {
        let (width, height) = self.size();
        match self.layout {
            Layout::Phone => format!("-60 0 120 {height}"),
            Layout::Big | Layout::Wide | Layout::Desk | Layout::Laptop | Layout::Landscape => {
                format!("0 0 {width} {height}")
            }
        }
    }

    fn size(self) -> (f32, f32) {
        let (width, height) = self.full_size();
        (width, if self.short { 276.0 } else { height })
    }

    fn full_size(self) -> (f32, f32) {
        match self.layout {
            Layout::Big => (1286.0, 334.0),
            Layout::Wide => (1046.0, 334.0),
            Layout::Desk => (886.0, 334.0),
            Layout::Laptop => (678.0, 334.0),
            Layout::Landscape => (560.0, 262.0),
            Layout::Phone => (120.0, 140.0 + 110.0 * f32::from(self.participants.div_ceil(2))),
        }
    }

    fn coordinator(self) -> Box2 {
        let (x, y, w, h) = match self.layout {
            Layout::Big => (511.0, 12.0, 264.0, 212.0),
            Layout::Wide => (401.0, 12.0, 244.0, 212.0),
            Layout::Desk => (327.0, 12.0, 232.0, 212.0),
            Layout::Laptop => (247.0, 12.0, 184.0, 212.0),
            Layout::Landscape => (205.0, 20.0, 150.0, 134.0),
            Layout::Phone => (-106.0, 12.0, 212.0, 118.0),
        };
        let roomy = match self.layout {
            Layout::Big | Layout::Wide | Layout::Desk | Layout::Laptop => true,
            Layout::Landscape | Layout::Phone => false,
        };
        let (y, h) = match (roomy && self.money, self.short) {
            (true, true) => (6.0, 150.0),
            (true, false) => (10.0, 184.0),
            (false, true) => (8.0, 164.0),
            (false, false) => (y, h),
        };
        Box2 { x, y, w, h }
    }

    /// Width, left x, right x, top and height of the columns, and card heights by rows.
    fn columns(self) -> (f32, f32, f32, f32, f32, [f32; 4], f32) {
        let (top, column, heights, level) = if self.short {
            (6.0, 264.0, [128.0, 128.0, 82.0, 60.0], 26.0)
        } else {
            (7.0, 320.0, [156.0, 156.0, 101.0, 74.0], 40.0)
        };
        match self.layout {
            Layout::Big => (240.0, 12.0, 1034.0, top, column, heights, level),
            Layout::Wide | Layout::Phone => (230.0, 12.0, 804.0, top, column, heights, level),
            Layout::Desk => (212.0, 12.0, 662.0, top, column, heights, level),
            Layout::Laptop => (196.0, 6.0, 476.0, top, column, heights, level),
            Layout::Landscape => (152.0, 4.0, 404.0, 11.0, 240.0, [116.0, 116.0, 74.0, 54.0], 29.0),
        }
    }

    /// Where participant `slot` (from 1) stands.
    #[must_use]
    pub fn place(self, slot: u8) -> Place {
        let left = self.participants.div_ceil(2);
        let right = slot > left;
        let row = if right { slot - left - 1 } else { slot - 1 };
        let rows = if right { self.participants - left } else { left };
        Place { slot, right, row, rows }
    }

    fn card(self, slot: u8) -> Box2 {
        let place = self.place(slot);
        let (w, left, right, top, column, heights, level) = self.columns();
        let rows = place.rows.clamp(1, 4);
        let h = heights[usize::from(rows) - 1];
        let stack = f32::from(rows) * h + (f32::from(rows) - 1.0) * 8.0;
        let first = if self.participants <= 2 { level } else { top + (column - stack) / 2.0 };
        let x = if place.right { right } else { left };
        Box2 { x, y: first + f32::from(place.row) * (h + 8.0), w, h }
    }

    /// Where a participant's link leaves its card.
    fn port(self, slot: u8) -> At {
        if self.layout == Layout::Phone {
            let row = f32::from((slot - 1) / 2);
            let side = if slot % 2 == 1 { -17.0 } else { 17.0 };
            return At::new(side, 190.0 + 110.0 * row);
        }
        let card = self.card(slot);
        let x = if self.place(slot).right { card.x } else { card.x + card.w };
        At::new(x, card.y + card.h / 2.0)
    }

    /// Where the link of a participant reaches the coordinator.
    fn dock(self, slot: u8) -> At {
        let box2 = self.coordinator();
        if self.layout == Layout::Phone {
            return At::new(0.0, 130.0);
        }
        let place = self.place(slot);
        let shares: &[f32] = match place.rows {
            0 | 1 => &[0.5],
            2 => &[0.375, 0.7],
            3 => &[0.26, 0.54, 0.82],
            _ => &[0.2, 0.42, 0.64, 0.86],
        };
        let share = shares.get(usize::from(place.row)).copied().unwrap_or(0.5);
        let x = if place.right { box2.x + box2.w } else { box2.x };
        At::new(x, box2.y + box2.h * share)
    }

    /// The way between two processes (0 is the coordinator), as corners of a line.
    #[must_use]
    pub fn way(self, from: u8, to: u8) -> Vec<At> {
        match (from, to) {
            (0, slot) => {
                let mut way = self.way(slot, 0);
                way.reverse();
                way
            }
            (slot, 0) if self.layout == Layout::Phone => {
                let port = self.port(slot);
                vec![port, At::new(0.0, port.y), self.dock(slot)]
            }
            (slot, 0) => vec![self.port(slot), self.dock(slot)],
            (a, b) => self.between(a, b),
        }
    }

    /// Participants have no line of their own; their messages go around the coordinator.
    fn between(self, a: u8, b: u8) -> Vec<At> {
        let (start, end) = (self.port(a), self.port(b));
        if self.layout == Layout::Phone {
            return vec![start, At::new(0.0, start.y), At::new(0.0, end.y), end];
        }
        let bow = if self.layout.tickets() { 46.0 } else { 22.0 };
        let inward = |slot: u8| if self.place(slot).right { -bow } else { bow };
        if self.place(a).right == self.place(b).right {
            let middle = At::new(start.x + inward(a), f32::midpoint(start.y, end.y));
            return vec![start, middle, end];
        }
        let lane = self.coordinator().y + self.coordinator().h + 17.0;
        let near = At::new(start.x + inward(a), lane);
        let far = At::new(end.x + inward(b), lane);
        vec![start, near, far, end]
    }

    /// Whether a ticket this wide has room on a way, beside a cross if there is one.
    #[must_use]
    pub fn has_room(self, from: u8, to: u8, half: f32, cross: bool) -> bool {
        let way = self.way(from, to);
        let length: f32 = way.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
        let need = 2.0 * half + 44.0 + if cross { 40.0 } else { 0.0 };
        self.layout.tickets() && length >= need
    }

    /// Where something stands that has gone this share of its way, so that half its width and a
    /// little more stay off both cards.
    #[must_use]
    pub fn along(self, from: u8, to: u8, share: f32, half: f32) -> (At, f32) {
        let way = self.way(from, to);
        let length: f32 = way.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
        // The cards stand left and right, so it is the way across that counts.
        let across = way.first().zip(way.last()).map_or(0.0, |(a, b)| (a.x - b.x).abs());
        let steep = if across > 1.0 { (length / across).min(1.6) } else { 1.0 };
        let margin = ((half + 13.0) * steep).min(length / 2.0);
        let at = (share * length).clamp(margin, length - margin);
        point_at(&way, at)
    }
}

/// The point after so much of a way, and the direction there in degrees.
fn point_at(way: &[At], mut at: f32) -> (At, f32) {
    let mut last = (way.first().copied().unwrap_or_default(), 0.0);
    for pair in way.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let length = a.distance(b);
        let degrees = (b.y - a.y).atan2(b.x - a.x).to_degrees();
        if at <= length && length > 0.0 {
            return (a.to(b, at / length), degrees);
        }
        at -= length;
        last = (b, degrees);
    }
    last
}

/// The easing of everything that travels: cubic-bezier(.4, 0, .2, 1).
#[must_use]
pub fn ease(share: f32) -> f32 {
    let share = share.clamp(0.0, 1.0);
    let curve = |a: f32, b: f32, t: f32| {
        3.0 * a * t * (1.0 - t).powi(2) + 3.0 * b * t.powi(2) * (1.0 - t) + t.powi(3)
    };
    let (mut low, mut high) = (0.0_f32, 1.0_f32);
    for _ in 0..16 {
        let middle = f32::midpoint(low, high);
        if curve(0.4, 0.2, middle) < share { low = middle } else { high = middle }
    }
    curve(0.0, 1.0, f32::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_has_a_layout() {
        assert_eq!(Layout::of_window(1440, 900), Layout::Wide);
        assert_eq!(Layout::of_window(1024, 768), Layout::Laptop);
        assert_eq!(Layout::of_window(390, 844), Layout::Phone);
        assert_eq!(Layout::of_window(844, 390), Layout::Landscape);
    }

    #[test]
    fn the_links_of_four_are_those_of_the_picture() {
        let map = Map::new(Layout::Wide, 4, false);
        assert_eq!(map.way(1, 0), vec![At::new(242.0, 85.0), At::new(401.0, 91.5)]);
        assert_eq!(map.way(4, 0), vec![At::new(804.0, 249.0), At::new(645.0, 160.4)]);
    }

    #[test]
    fn nothing_that_travels_covers_a_card() {
        let map = Map::new(Layout::Wide, 4, false);
        let (start, _) = map.along(1, 0, 0.0, 40.0);
        let (end, _) = map.along(1, 0, 1.0, 40.0);
        assert!(start.x > 242.0 + 40.0 && end.x < 401.0 - 40.0);
    }

    #[test]
    fn easing_starts_and_ends_where_it_should() {
        assert!(ease(0.0) < 0.001 && ease(1.0) > 0.999);
        assert!(ease(0.3) < ease(0.6));
    }
}
