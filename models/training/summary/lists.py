"""What the trainers of this folder share: rows article by article from `rows.rs` in, weights for `src/summary` out."""
import numpy as np
import torch


def read(path, width, head=0):
    """Yields (head, rows, rewards) an article: `head` leading numbers, rows of `width` numbers, a reward a row. The file is mapped, not copied."""
    flat, at = np.memmap(path, dtype="<f4", mode="r"), 0
    while at < len(flat):
        n = int(flat[at + head])
        rows = at + head + 1
        rewards = rows + n * width
        yield flat[at:at + head], flat[rows:rewards].reshape(n, width), flat[rewards:rewards + n]
        at = rewards + n


def layers(width, hidden, inner):
    """A network as `src/summary/network.rs` runs it."""
    linear, relu = torch.nn.Linear, torch.nn.ReLU
    return torch.nn.Sequential(linear(width, hidden), relu(), linear(hidden, inner), relu(), linear(inner, 1))


def folded(layer, mean, dev):
    """Weight and bias of a layer that takes what is not yet normalised."""
    with torch.no_grad():
        return layer.weight / dev, layer.bias - (layer.weight * (mean / dev)).sum(1)


def write(path, parts):
    """Writes tensors or arrays one after the other as 32-bit floats."""
    with open(path, "wb") as f:
        for p in parts:
            f.write(np.asarray(p.detach() if isinstance(p, torch.Tensor) else p).astype("<f4").tobytes())
