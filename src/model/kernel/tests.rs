//! The kernels against plain sums on random input.

use super::*;

/// A small generator, so that failures repeat.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn floats(&mut self, n: usize) -> Vec<f32> {
        (0..n).map(|_| (self.next() >> 40) as f32 / (1 << 23) as f32 - 1.0).collect()
    }

    fn bytes(&mut self, n: usize) -> Vec<i8> {
        (0..n).map(|_| (self.next() >> 24) as i8).collect()
    }
}

fn backends() -> Vec<Backend> {
    let mut all = vec![Backend::Plain];
    match Backend::detect() {
        Backend::Plain => {}
        Backend::Avx2 => all.push(Backend::Avx2),
        Backend::Vnni => all.extend([Backend::Avx2, Backend::Vnni]),
        Backend::Amx => all.extend([Backend::Avx2, Backend::Vnni, Backend::Amx]),
    }
    all
}

/// The value of row `r`, column `i`.
fn at(backend: Backend, x: &Rows, r: usize, i: usize) -> f32 {
    let place = r * x.width + i;
    if backend.is_bytes() { (i32::from(x.bytes[place]) - x.zero) as f32 * x.scale[r] } else { x.floats[place] }
}

fn close(a: f32, b: f32, tolerance: f32) {
    assert!((a - b).abs() <= tolerance * (1.0 + b.abs()), "{a} {b}");
}

#[test]
fn products_equal_plain_sums_on_random_input() {
    let mut random = Random(7);
    for backend in backends() {
        for (rows, inputs, outputs) in [(1, 64, 64), (5, 64, 128), (6, 128, 64), (23, 64, 64), (31, 256, 192)] {
            let x = random.floats(rows * inputs);
            let (q, scale, bias) = (random.bytes(inputs * outputs), random.floats(outputs), random.floats(outputs));
            let w = Linear::new(backend, &q, &scale, &bias, inputs, outputs);
            let mut ready = Rows::default();
            prepare(backend, &x, None, &vec![1.0; inputs], &vec![0.1; inputs], &mut ready);
            let want = |r: usize, o: usize| {
                let sum: f32 = (0..inputs).map(|i| at(backend, &ready, r, i) * f32::from(q[o * inputs + i])).sum();
                sum * scale[o] + bias[o]
            };
            let (mut stored, mut added) = (vec![0.0; rows * outputs], vec![1.0; rows * outputs]);
            let mut cut = Rows::default();
            linear(backend, &ready, &w, Out::Store(&mut stored));
            linear(backend, &ready, &w, Out::Add(&mut added));
            linear(backend, &ready, &w, Out::Relu(&mut cut));
            for r in 0..rows {
                let top = (0..outputs).map(|o| want(r, o)).fold(0.0, f32::max);
                for o in 0..outputs {
                    close(stored[r * outputs + o], want(r, o), 2e-3);
                    close(added[r * outputs + o], want(r, o) + 1.0, 2e-3);
                    let step = if backend.is_bytes() { top / 255.0 } else { 2e-4 };
                    assert!((at(backend, &cut, r, o) - want(r, o).max(0.0)).abs() <= 0.51 * step + 2e-2, "{backend:?}");
                }
            }
        }
    }
}

#[test]
fn all_8_bit_products_are_the_same_to_the_last_bit() {
    let mut random = Random(9);
    let backends: Vec<_> = backends().into_iter().filter(|b| b.is_bytes()).collect();
    for (rows, inputs, outputs) in [(1, 64, 64), (33, 128, 64), (70, 256, 512), (64, 512, 256)] {
        let (x, q) = (random.floats(rows * inputs), random.bytes(inputs * outputs));
        let (scale, bias) = (random.floats(outputs), random.floats(outputs));
        let results: Vec<_> = backends
            .iter()
            .map(|&backend| {
                let w = Linear::new(backend, &q, &scale, &bias, inputs, outputs);
                let (mut ready, mut cut, mut out) = (Rows::default(), Rows::default(), vec![1.0; rows * outputs]);
                prepare(backend, &x, None, &vec![1.0; inputs], &vec![0.1; inputs], &mut ready);
                linear(backend, &ready, &w, Out::Add(&mut out));
                linear(backend, &ready, &w, Out::Relu(&mut cut));
                (out, cut.scale, cut.bytes[..rows * outputs].to_vec())
            })
            .collect();
        assert!(results.windows(2).all(|w| w[0] == w[1]));
    }
}

#[test]
fn a_row_does_not_depend_on_the_rows_beside_it() {
    let mut random = Random(3);
    let (inputs, outputs) = (64, 64);
    let (x, q) = (random.floats(40 * inputs), random.bytes(inputs * outputs));
    for backend in backends().into_iter().filter(|b| b.is_bytes()) {
        let w = Linear::new(backend, &q, &vec![0.01; outputs], &vec![0.0; outputs], inputs, outputs);
        let run = |x: &[f32]| {
            let (mut ready, mut out) = (Rows::default(), vec![0.0; x.len() / inputs * outputs]);
            prepare(backend, x, None, &vec![1.0; inputs], &vec![0.0; inputs], &mut ready);
            linear(backend, &ready, &w, Out::Store(&mut out));
            out
        };
        let all = run(&x);
        assert_eq!(&all[7 * outputs..9 * outputs], run(&x[7 * inputs..9 * inputs]));
    }
}

#[test]
fn convolution_equals_its_definition() {
    let mut random = Random(11);
    let (width, rows) = (64, 9);
    let (x, taps) = (random.floats(width * rows), random.floats(width * 5));
    for dilation in [1, 2, 8] {
        for r in 0..rows {
            let mut got = vec![0.0; width];
            row::convolve(&x, (&taps, dilation), r, &mut got);
            for (j, v) in got.iter().enumerate() {
                let at = |k: usize| (r + k * dilation).checked_sub(2 * dilation).filter(|&s| s < rows);
                let want: f32 = (0..5).filter_map(|k| at(k).map(|s| x[s * width + j] * taps[k * width + j])).sum();
                close(*v, want, 1e-5);
            }
        }
    }
}

#[test]
fn exp_and_softmax() {
    for i in 0..2000 {
        let x = -0.04 * i as f32;
        assert!((row::exp(x) - x.exp()).abs() <= 1e-5 * x.exp() + 1e-37, "{x}: {} {}", row::exp(x), x.exp());
    }
    let mut scores = vec![1000.0, 999.0, -1000.0, 0.0, 0.0, 0.0];
    row::softmax_rows(&mut scores, 3, 1.0);
    close(scores[0], 1.0 / (1.0 + (-1.0f32).exp()), 1e-6);
    close(scores[4], 1.0 / 3.0, 1e-6);
}

#[test]
fn attention_equals_its_definition() {
    let mut random = Random(5);
    let (width, heads, rows) = (64, 2, 37);
    let qkv = random.floats(rows * 3 * width);
    for backend in backends() {
        let (mut buffers, mut out) = (AttentionBuffers::default(), Rows::default());
        attend(backend, &qkv, width, heads, &mut buffers, &mut out);
        // Halves have eight bits.
        let tolerance = if backend == Backend::Amx { 1e-2 } else { 1e-4 };
        let get = |r: usize, part: usize, j: usize| qkv[r * 3 * width + part * width + j];
        for r in 0..rows {
            for j in 0..width {
                let h = j / 32 * 32;
                let weight = |s: usize| ((0..32).map(|i| get(r, 0, h + i) * get(s, 1, h + i)).sum::<f32>() / 32f32.sqrt()).exp();
                let total: f32 = (0..rows).map(weight).sum();
                let want: f32 = (0..rows).map(|s| weight(s) / total * get(s, 2, j)).sum();
                close(buffers.context[r * width + j], want, tolerance);
            }
        }
    }
}
