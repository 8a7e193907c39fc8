//! What a text must and must not be: its first and last id, its length, no run of ids twice.

/// The rules of one checkpoint and its options.
#[derive(Clone, Debug, Default)]
pub(in crate::generate) struct Rules {
    /// What the decoder starts with.
    pub start: u32,
    /// Ids that end a text.
    pub eos: Vec<u32>,
    /// The first id, where the checkpoint has one.
    pub first: Option<u32>,
    /// The last id of a text that is cut off for its length.
    pub last: Vec<u32>,
    /// Most ids.
    pub most: usize,
    /// Ids before one that ends the text.
    pub least: usize,
    /// No run of so many ids twice; 0 for no such rule.
    pub no_repeat: usize,
}

impl Rules {
    /// Whether a text ends with `id`.
    pub(super) fn ends(&self, id: u32) -> bool {
        self.eos.contains(&id)
    }

    /// Takes what is not allowed behind `ids` (the first one that starts the decoder included) out of the scores of the next.
    pub(super) fn apply(&self, ids: &[u32], scores: &mut [f32]) {
        let mut ban = |id: u32| {
            if let Some(score) = scores.get_mut(id as usize) {
                *score = f32::NEG_INFINITY;
            }
        };
        if self.no_repeat > 0 && ids.len() >= self.no_repeat {
            let end = &ids[ids.len() + 1 - self.no_repeat..];
            ids.windows(self.no_repeat).filter(|w| w.starts_with(end)).for_each(|w| ban(w[self.no_repeat - 1]));
        }
        if ids.len() <= self.least {
            self.eos.iter().for_each(|&id| ban(id));
        }
        if let Some(first) = self.first.filter(|_| ids.len() == 1) {
            only(&[first], scores);
        }
        if !self.last.is_empty() && ids.len() == self.most {
            only(&self.last, scores);
        }
    }
}

fn only(ids: &[u32], scores: &mut [f32]) {
    for (i, score) in scores.iter_mut().enumerate() {
        *score = if ids.contains(&(i as u32)) { 0.0 } else { f32::NEG_INFINITY };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_allowed_scores_nothing() {
        let rules = Rules { eos: vec![1], first: Some(3), last: vec![1], most: 6, least: 2, no_repeat: 2, ..Rules::default() };
        let allowed = |rules: &Rules, ids: &[u32]| {
            let mut scores = [0.5; 5];
            rules.apply(ids, &mut scores);
            (0..5).filter(|&i| scores[i] > f32::NEG_INFINITY).collect::<Vec<_>>()
        };
        assert_eq!(allowed(&rules, &[0]), [3]);
        assert_eq!(allowed(&rules, &[0, 3]), [0, 2, 3, 4]);
        assert_eq!(allowed(&rules, &[0, 3, 4, 3]), [0, 1, 2, 3]);
        assert_eq!(allowed(&rules, &[0, 3, 4, 3, 2, 4]), [1]);
        assert_eq!(allowed(&Rules { no_repeat: 1, ..Rules::default() }, &[0, 2]), [1, 3, 4]);
    }
}
