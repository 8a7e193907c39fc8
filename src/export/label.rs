//! Names for people: of documents, of provisions.
//!
//! In: parts of the record. Out: strings.
//!
//! ```
//! use tomtat::{export::label, law};
//! let laws = law::parse("Theo khoản 1 Điều 8 Nghị định 30/2020/NĐ-CP ngày 5-3-2020.");
//! assert_eq!(label::law(&laws[0]), "Nghị định 30/2020/NĐ-CP (2020-03-05)");
//! assert_eq!(label::provisions(&laws[0].provisions), "khoản 1 Điều 8");
//! ```

use crate::law::{Law, Provision};
use crate::text::fold::capitalised;

/// A law as people name it.
pub fn law(law: &Law) -> String {
    let name = match (&law.name, &law.number) {
        (Some(name), Some(number)) => format!("{name} số {number}"),
        (Some(name), None) => name.clone(),
        (None, Some(number)) => format!("{} {number}", capitalised(&law.kind)),
        (None, None) => capitalised(&law.kind),
    };
    match (&law.year, &law.date) {
        (_, Some(date)) => format!("{name} ({date})"),
        (Some(year), None) if !name.contains(year.as_str()) => format!("{name} ({year})"),
        _ => name,
    }
}

/// A provision as lawyers write it, from the smallest: `điểm b khoản 1 Điều 12`.
pub fn provision(p: &Provision) -> String {
    let steps = [("điểm", &p.point), ("khoản", &p.clause), ("Điều", &p.article), ("Chương", &p.chapter)];
    let named = steps.iter().filter_map(|(word, value)| value.as_ref().map(|v| format!("{word} {v}")));
    named.collect::<Vec<_>>().join(" ")
}

/// Several provisions, `;` between.
pub fn provisions(all: &[Provision]) -> String {
    all.iter().map(provision).collect::<Vec<_>>().join("; ")
}
