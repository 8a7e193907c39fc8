// CPU kernels of the training loop: depthwise convolution + layer norm, and residual + dropout, forward and backward.
// Rows are (batch, time, d) in f32; products elsewhere are bfloat16. Built by fast.py; plain torch gives the same without it.
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef uint16_t bf16;
static inline float up(bf16 v) { uint32_t u = (uint32_t)v << 16; float f; memcpy(&f, &u, 4); return f; }
static inline bf16 down(float f) { uint32_t u; memcpy(&u, &f, 4); return (bf16)((u + 0x7fff + ((u >> 16) & 1)) >> 16); }
#define MAXD 1024

static inline void taps(const float *x, const float *mask, const float *w, int T, int D, int K, int dil, int t, float *acc) {
  memset(acc, 0, D * sizeof(float));
  for (int k = 0; k < K; k++) {
    int s = t + (k - K / 2) * dil;
    if (s < 0 || s >= T || mask[s] == 0) continue;
    const float *xs = x + (long)s * D, *wk = w + (long)k * D;
    for (int d = 0; d < D; d++) acc[d] += xs[d] * wk[d];
  }
}

void conv_norm_fwd(const float *x, const float *mask, const float *w, const float *gamma, const float *beta, int B, int T, int D, int K, int dil,
                   bf16 *out, float *mean, float *rstd) {
  #pragma omp parallel for schedule(dynamic)
  for (int b = 0; b < B; b++) {
    float acc[MAXD];
    for (int t = 0; t < T; t++) {
      long r = (long)b * T + t;
      taps(x + (long)b * T * D, mask + (long)b * T, w, T, D, K, dil, t, acc);
      float m = 0, v = 0;
      for (int d = 0; d < D; d++) m += acc[d];
      m /= D;
      for (int d = 0; d < D; d++) v += (acc[d] - m) * (acc[d] - m);
      float s = 1.0f / sqrtf(v / D + 1e-5f);
      mean[r] = m; rstd[r] = s;
      bf16 *o = out + r * D;
      for (int d = 0; d < D; d++) o[d] = down((acc[d] - m) * s * gamma[d] + beta[d]);
    }
  }
}

// gx holds the residual's gradient on entry and gets the block's added; dw, dgamma, dbeta are (B, ...) partial sums.
void conv_norm_bwd(const bf16 *g, const float *x, const float *mask, const float *w, const float *gamma, const float *mean, const float *rstd,
                   int B, int T, int D, int K, int dil, float *gx, float *dw, float *dgamma, float *dbeta) {
  #pragma omp parallel for schedule(dynamic)
  for (int b = 0; b < B; b++) {
    float acc[MAXD], *dacc = malloc((size_t)T * D * sizeof(float));
    const float *xb = x + (long)b * T * D, *mb = mask + (long)b * T;
    float *gb = gx + (long)b * T * D, *dwb = dw + (long)b * K * D, *dga = dgamma + (long)b * D, *dbe = dbeta + (long)b * D;
    for (int t = 0; t < T; t++) {
      long r = (long)b * T + t;
      taps(xb, mb, w, T, D, K, dil, t, acc);
      const bf16 *go = g + r * D;
      float m = mean[r], s = rstd[r], a = 0, c = 0, *o = dacc + (long)t * D;
      for (int d = 0; d < D; d++) {
        float gv = up(go[d]), h = (acc[d] - m) * s, gh = gv * gamma[d];
        dga[d] += gv * h; dbe[d] += gv;
        a += gh; c += gh * h;
        o[d] = gh; acc[d] = h;
      }
      a /= D; c /= D;
      for (int d = 0; d < D; d++) o[d] = s * (o[d] - a - acc[d] * c);
    }
    for (int t = 0; t < T; t++) {
      if (mb[t] == 0) continue;
      const float *xt = xb + (long)t * D;
      float *gt = gb + (long)t * D;
      for (int k = 0; k < K; k++) {
        int s = t - (k - K / 2) * dil;
        if (s < 0 || s >= T) continue;
        const float *o = dacc + (long)s * D, *wk = w + (long)k * D;
        float *dk = dwb + (long)k * D;
        for (int d = 0; d < D; d++) { gt[d] += wk[d] * o[d]; dk[d] += xt[d] * o[d]; }
      }
    }
    free(dacc);
  }
}

static inline uint32_t mix(uint32_t x) { x ^= x >> 16; x *= 0x7feb352du; x ^= x >> 15; x *= 0x846ca68bu; return x ^ (x >> 16); }

// out = x + keep(y) / (1 - p); cut is p * 2^32.
void residual_fwd(const float *x, const bf16 *y, float *out, long n, uint32_t cut, float scale, uint32_t seed) {
  #pragma omp parallel for
  for (long i = 0; i < n; i++) out[i] = x[i] + (mix((uint32_t)i ^ seed) >= cut ? up(y[i]) * scale : 0.0f);
}

void residual_bwd(const float *g, bf16 *gy, long n, uint32_t cut, float scale, uint32_t seed) {
  #pragma omp parallel for
  for (long i = 0; i < n; i++) gy[i] = down(mix((uint32_t)i ^ seed) >= cut ? g[i] * scale : 0.0f);
}

// g *= (h > 0), both bf16
void relu_bwd(bf16 *g, const bf16 *h, long n) {
  #pragma omp parallel for
  for (long i = 0; i < n; i++) g[i] = (uint16_t)(h[i] - 1) < 0x7fff ? g[i] : 0;
}
