"""The network: one convolutional encoder with a layer of attention, a head for each task.

In: ids, feat (shape + 13 * gap), part, mask; all (batch, tokens). Out: (batch, tokens, d).
Written for CPUs: the depthwise convolution is five shifted multiply-adds, products run in bfloat16.
"""
import torch
import torch.nn.functional as F
from torch import nn

import fast
import text

OUTER = ["PER", "TITLE", "UNIT", "LAW", "LOC", "DATE"]
VLSP = ["PER", "LOC", "ORG", "MISC"]
TOPICS = ("politics party personnel defence foreign justice admin economy construction transport agriculture environment industry science "
          "education health culture society ethnic mobilisation anticorruption").split()
HEADS = {"outer": 1 + 2 * len(OUTER), "inner": 3, "vlsp": 1 + 2 * len(VLSP), "word": 2, "kept": 2}


def bio(types):
    return ["O"] + [p + t for t in types for p in ("B-", "I-")]


class Linear(nn.Linear):
    """Products in bfloat16, sums and results in the width asked for."""

    def forward(self, x):
        if PRECISE:
            return F.linear(x, self.weight, self.bias)
        return F.linear(x.bfloat16(), self.weight.bfloat16(), self.bias.bfloat16())


PRECISE = False


class Conv(nn.Module):
    """x + W2 relu(W1 norm(depthwise(x)))."""

    def __init__(self, d, ffn, kernel, dilation, drop):
        super().__init__()
        self.dilation, self.kernel = dilation, kernel
        w = torch.randn(kernel, d) * 0.2
        w[kernel // 2] += 1.0
        self.depth = nn.Parameter(w)
        self.norm = nn.LayerNorm(d)
        self.up, self.down = Linear(d, ffn), Linear(ffn, d)
        nn.init.normal_(self.down.weight, 0, 0.02)
        self.drop = nn.Dropout(drop)

    def forward(self, x, mask):
        if fast.LIB and not PRECISE and x.device.type == "cpu":
            seed = int(torch.randint(0, 2 ** 31, ())) if self.training else 0
            return fast.ConvBlock.apply(x.contiguous(), mask, self.depth, self.norm.weight, self.norm.bias, self.up.weight, self.up.bias,
                                        self.down.weight, self.down.bias, self.dilation, self.drop.p if self.training else 0.0, seed)
        mask = mask.unsqueeze(-1)
        reach = self.dilation * (self.kernel // 2)
        t = x.shape[1]
        p = F.pad(x * mask, (0, 0, reach, reach))
        y = sum(p[:, k * self.dilation:k * self.dilation + t] * self.depth[k] for k in range(self.kernel))
        y = self.norm(y)
        return x + self.drop(self.down(F.relu(self.up(y))).float())


class Attention(nn.Module):
    """x + Wo attention(norm(x)) within the window, no positions: the convolutions carry order."""

    def __init__(self, d, heads):
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(d)
        self.qkv, self.out = Linear(d, 3 * d), Linear(d, d)
        nn.init.normal_(self.out.weight, 0, 0.02)

    def forward(self, x, bias):
        b, t, d = x.shape
        q, k, v = self.qkv(self.norm(x)).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=None if bias is None else bias.to(q.dtype))
        return x + self.out(y.transpose(1, 2).reshape(b, t, d)).float()


class Encoder(nn.Module):
    def __init__(self, vocab, cfg, drop=0.1):
        super().__init__()
        d = cfg["d"]
        self.token = nn.Embedding(vocab, d)
        self.feat = nn.Embedding(text.SHAPES * text.GAPS, d)
        self.part = nn.Embedding(text.PARTS, d)
        self.norm_in, self.norm_out = nn.LayerNorm(d), nn.LayerNorm(d)
        self.layers = nn.ModuleList()
        for i, dilation in enumerate(cfg["dilations"]):
            if i == cfg["attention_after"]:
                self.layers.append(Attention(d, cfg["heads"]))
            self.layers.append(Conv(d, cfg["ffn"], cfg["kernel"], dilation, drop))

    def embed(self, ids, feat, part):
        return self.norm_in(self.token(ids) + self.feat(feat) + self.part(part))

    def forward(self, ids, feat, part, mask=None):
        x = self.embed(ids, feat, part)
        m = x.new_ones(ids.shape) if mask is None else mask.float().contiguous()
        bias = None if mask is None else (mask.float() - 1).mul(1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias if isinstance(layer, Attention) else m)
        return self.norm_out(x)


class Reader(nn.Module):
    """Encoder and all heads; `mlm` and `shape` serve pretraining only."""

    def __init__(self, vocab, cfg, drop=0.1):
        super().__init__()
        d = cfg["d"]
        self.sizes = dict(HEADS)
        self.encoder = Encoder(vocab, cfg, drop)
        self.heads = nn.Linear(d, sum(HEADS.values()))
        self.topic = nn.Linear(2 * d, len(TOPICS))
        self.salience = nn.Sequential(nn.Linear(2 * d + 4, 64), nn.ReLU(), nn.Linear(64, 1))
        self.mlm = nn.Linear(d, d)
        self.mlm_bias = nn.Parameter(torch.zeros(vocab))
        self.shape = nn.Linear(d, text.SHAPES)

    def tags(self, h):
        """{head: (batch, tokens, labels)}; one product serves all token heads."""
        return dict(zip(self.sizes, self.heads(h).split(list(self.sizes.values()), dim=-1)))


def load(path, cfg, drop=0.1, strict=True):
    state = torch.load(path, map_location="cpu")
    state = {k.replace("_orig_mod.", ""): v for k, v in state["model"].items()}
    m = Reader(state["encoder.token.weight"].shape[0], cfg, drop)
    for k in ("heads.weight", "heads.bias"):  # heads that came later stand last: a checkpoint from before them keeps their fresh weights
        new = getattr(m.heads, k[6:]).detach().clone()
        new[:len(state[k])] = state[k]
        state[k] = new
    m.load_state_dict(state, strict=strict)
    return m
