//! The list of edits between the original and the working text, and the way back by binary search.

/// One place where the two differ in length: `original` bytes became `working` bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub working: (u32, u32),
    pub original: (u32, u32),
}

/// Edits in order. Between two of them the texts run in step.
#[derive(Debug, Default)]
pub(crate) struct Edits(Vec<Edit>);

impl Edits {
    pub(crate) fn push(&mut self, edit: Edit) {
        self.0.push(edit);
    }

    /// Notes that `working`, the end of the text so far, became `length` bytes long; edits inside it are taken up, those behind
    /// it move along.
    pub(crate) fn resize_end(&mut self, working: (u32, u32), length: u32) {
        let behind = self.0.partition_point(|e| e.working.0 < working.1);
        let inside = self.0.partition_point(|e| e.working.1 <= working.0);
        let start = self.0.get(inside).map_or(working.0, |e| e.working.0.min(working.0));
        let original = (self.original_start(start), self.original_end(working.1));
        let end = working.0 + length;
        for edit in &mut self.0[behind..] {
            edit.working = (end + edit.working.0 - working.1, end + edit.working.1 - working.1);
        }
        self.0.splice(inside..behind, [Edit { working: (start, end), original }]);
    }

    /// Original position where what begins at `at` begins.
    pub(crate) fn original_start(&self, at: u32) -> u32 {
        // A removal right before `at` lies before what begins there, so it counts as passed.
        match self.0.partition_point(|e| e.working.1 <= at) {
            0 => self.inside(0, at).map_or(at, |e| e.original.0),
            n => self.inside(n, at).map_or_else(|| after(&self.0[n - 1], at), |e| e.original.0),
        }
    }

    /// Original position where what ends at `at` ends.
    pub(crate) fn original_end(&self, at: u32) -> u32 {
        // A removal right behind `at` does not belong to what ends there; a replacement that ends at `at` does.
        let n = self.0.partition_point(|e| e.working.1 < at || (e.working.1 == at && e.working.0 < at));
        match n {
            0 => self.inside(0, at).map_or(at, |e| e.original.1),
            n => self.inside(n, at).map_or_else(|| after(&self.0[n - 1], at), |e| e.original.1),
        }
    }

    fn inside(&self, n: usize, at: u32) -> Option<&Edit> {
        self.0.get(n).filter(|e| e.working.0 < at && at < e.working.1)
    }
}

fn after(edit: &Edit, at: u32) -> u32 {
    edit.original.1 + (at - edit.working.1)
}
