//! The `f32` matrix product of the `gemm` crate, on the calling thread, behind checks of its bounds.

/// `out (+)= lhs · rhs` for a product of `(rows, columns, depth)`. Matrices are slices with the distance between two rows; with
/// `transposed`, `rhs` has shape (columns, depth) instead of (depth, columns).
pub(crate) fn product(
    (m, n, k): (usize, usize, usize),
    (lhs, lhs_row): (&[f32], usize),
    (rhs, rhs_row): (&[f32], usize),
    transposed: bool,
    (out, out_row): (&mut [f32], usize),
    add: bool,
) {
    if m == 0 || n == 0 || k == 0 {
        return;
    }
    let (rhs_rows, rhs_columns) = if transposed { (n, k) } else { (k, n) };
    assert!(lhs_row >= k && rhs_row >= rhs_columns && out_row >= n);
    assert!(
        lhs.len() >= (m - 1) * lhs_row + k && rhs.len() >= (rhs_rows - 1) * rhs_row + rhs_columns && out.len() >= (m - 1) * out_row + n
    );
    let (across, down) = if transposed { (rhs_row as isize, 1) } else { (1, rhs_row as isize) };
    // SAFETY: the assertions keep every element that the strides reach inside the three slices, and `out` is borrowed alone.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            out.as_mut_ptr(),
            1,
            out_row as isize,
            add,
            lhs.as_ptr(),
            1,
            lhs_row as isize,
            rhs.as_ptr(),
            across,
            down,
            if add { 1.0 } else { 0.0 },
            1.0,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}
