//! Provinces, districts and communes with the time they are valid.

/// Level of an administrative unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceLevel {
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Quận, huyện, thị xã, thành phố thuộc tỉnh; abolished on 2025-07-01.
    District,
    /// Phường, xã, thị trấn, đặc khu.
    Commune,
}

/// One administrative unit as one of the two divisions of the country has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Name without the type word.
    pub name: &'static str,
    /// Type word in lower case: `tỉnh`, `huyện`, `phường`, …
    pub kind: &'static str,
    /// Level.
    pub level: PlaceLevel,
    /// Official code; empty for communes.
    pub code: &'static str,
    /// Code of the unit it belongs to; empty for provinces.
    pub parent: &'static str,
    /// Valid from 2025-07-01; otherwise until 2025-06-30.
    pub new: bool,
    /// Type word and name of the unit that took it over on 2025-07-01, where name or type changed and the table has it.
    pub successor: Option<(&'static str, &'static str)>,
}

impl Place {
    /// Whether the unit existed on a day (`YYYY-MM-DD`).
    pub fn valid_on(&self, day: &str) -> bool {
        (day >= "2025-07-01") == self.new
    }
}

/// The type word that a letter of the table stands for.
fn kind(letter: &str) -> &'static str {
    match letter {
        "c" => "thành phố",
        "t" => "tỉnh",
        "h" => "huyện",
        "q" => "quận",
        "s" => "thị xã",
        "p" => "phường",
        "x" => "xã",
        "r" => "thị trấn",
        _ => "đặc khu",
    }
}

/// `pBa Đình`: type word and name.
fn typed(text: &'static str) -> Option<(&'static str, &'static str)> {
    let end = text.chars().next()?.len_utf8();
    Some((kind(&text[..end]), &text[end..]))
}

/// Reads the table, calling `add` for each place.
pub(super) fn read(table: &'static str, mut add: impl FnMut(Place)) {
    for line in super::rows(table) {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or("");
        let (level, new) = (next(), next() == "new");
        if level == "W" {
            let parent = next();
            for ward in next().split(',') {
                let (ward, successor) = ward.split_once('>').unwrap_or((ward, ""));
                let Some((kind, name)) = typed(ward) else { continue };
                add(Place { name, kind, level: PlaceLevel::Commune, code: "", parent, new, successor: typed(successor) });
            }
        } else {
            let (letter, name, code, parent, successor) = (next(), next(), next(), next(), next());
            let level = if level == "P" { PlaceLevel::Province } else { PlaceLevel::District };
            add(Place { name, kind: kind(letter), level, code, parent, new, successor: typed(successor) });
        }
    }
}
