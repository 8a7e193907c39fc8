"""Windows over any length, constrained decoding, and the scores of gold sets; the Rust code does the same."""
import collections

import numpy as np
import torch

import model
import text


def windows(n, size, overlap):
    """Equal windows [start, end) that cover n tokens, neighbours sharing `overlap` or a little more."""
    if n <= size:
        return [(0, n)]
    k = -(-(n - overlap) // (size - overlap))
    each = -(-(n + (k - 1) * overlap) // k)
    return [(min(i * (each - overlap), n - each), min(i * (each - overlap), n - each) + each) for i in range(k)]


def owned(wins):
    """The part of each window whose scores are used: half of each overlap goes to either side."""
    out = []
    for i, (a, b) in enumerate(wins):
        lo = a if i == 0 else (a + wins[i - 1][1]) // 2
        hi = b if i + 1 == len(wins) else (wins[i + 1][0] + b) // 2
        out.append((lo, hi))
    return out


@torch.no_grad()
def read(m, cfg, docs, batch=24):
    """Per document: hidden states (n, d) and input embeddings (n, d)."""
    m.eval()
    jobs = []
    for k, d in enumerate(docs):
        wins = windows(len(d), cfg["window"], cfg["overlap"])
        jobs += [(k, w, o) for w, o in zip(wins, owned(wins))]
    jobs.sort(key=lambda j: j[1][1] - j[1][0])
    dim = m.encoder.token.weight.shape[1]
    hidden = [np.zeros((len(d), dim), np.float32) for d in docs]
    embed = [np.zeros((len(d), dim), np.float32) for d in docs]
    for c in range(0, len(jobs), batch):
        part = jobs[c:c + batch]
        t = max(b - a for _, (a, b), _ in part)
        ids, feat, pos, mask = (torch.zeros(len(part), t, dtype=torch.long) for _ in range(4))
        for r, (k, (a, b), _) in enumerate(part):
            col = docs[k].c
            ids[r, :b - a] = torch.from_numpy(col["ids"][a:b])
            feat[r, :b - a] = torch.from_numpy(col["shape"][a:b] + text.SHAPES * col["gap"][a:b])
            pos[r, :b - a] = torch.from_numpy(col["part"][a:b])
            mask[r, :b - a] = 1
        h = m.encoder(ids, feat, pos, mask).float().numpy()
        e = m.encoder.embed(ids, feat, pos).float().numpy()
        for r, (k, (a, _), (lo, hi)) in enumerate(part):
            hidden[k][lo:hi] = h[r, lo - a:hi - a]
            embed[k][lo:hi] = e[r, lo - a:hi - a]
    return hidden, embed


def best_path(logp, newline=None):
    """As viterbi, line by line: where the likeliest labels are a legal path they are the best one."""
    cuts = [0, len(logp)] if newline is None else sorted({0, len(logp), *np.flatnonzero(newline).tolist()})
    greedy = logp.argmax(1)
    path = []
    for a, b in zip(cuts, cuts[1:]):
        g = greedy[a:b]
        inside = (g > 0) & (g % 2 == 0)
        before = np.concatenate([[0], g[:-1]])
        ok = not (inside & (before != g) & (before != g - 1)).any()
        path += g.tolist() if ok else viterbi(logp[a:b])
    return path


def viterbi(logp, newline=None):
    """Best BIO path: I-x only after B-x or I-x and never on the first token of a line. logp: (n, 1 + 2k) log-probabilities."""
    n, labels = logp.shape
    k = labels // 2
    back = np.zeros((n, labels), np.int64)
    score = None
    for i in range(n):
        if score is None:
            new = logp[0].copy()
            new[2::2] = -1e9
        else:
            best = int(score.argmax())
            new = logp[i] + score[best]
            back[i] = best
            for j in range(k):
                b, c = 1 + 2 * j, 2 + 2 * j
                prev = b if score[b] >= score[c] else c
                back[i, c] = prev
                new[c] = logp[i, c] + score[prev] if newline is None or not newline[i] else -1e9
        score = new
    path = [int(score.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def spans(path, types):
    out, start = [], None
    for i, y in enumerate(path + [0]):
        if start is not None and (y == 0 or y % 2 == 1):
            out.append((start, i, types[(path[start] - 1) // 2]))
            start = None
        if y % 2 == 1:
            start = i
    return out


def log_softmax(x):
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


@torch.no_grad()
def tag(m, d, hidden):
    """Predicted (start, end, type) in tokens: outer, inner, vlsp."""
    t = {k: log_softmax(v.float().numpy()) for k, v in m.tags(torch.from_numpy(hidden)).items()}
    line = d.c["gap"] == text.NEWLINE
    outer = spans(best_path(t["outer"], line), model.OUTER)
    inner = []
    for a, b, kind in outer:
        if kind == "TITLE":
            inner += [(a + x, a + y, k) for x, y, k in spans(best_path(t["inner"][a:b]), ["UNIT"])]
    return outer, inner, spans(best_path(t["vlsp"], line), ["PERSON", "LOCATION", "ORGANIZATION", "MISCELLANEOUS"])


def pooled(m, d, hidden, embed):
    """(topic logits, salience logits of the sentences)"""
    h, e = torch.from_numpy(hidden), torch.from_numpy(embed)
    topic = m.topic(torch.cat([h.mean(0), e.mean(0)]))
    n = len(d.salience)
    sal = m.salience(salience_input(h, torch.from_numpy(d.c["sent"]), torch.from_numpy(d.c["part"]), n, h.mean(0).expand(n, -1)))
    return topic.detach().numpy(), sal.squeeze(-1).detach().numpy()


def salience_input(h, sent, part, n, doc):
    """(n, 2d + 4): mean of the sentence, its product with the document's mean, place, length, part."""
    total = torch.zeros(n, h.shape[1]).index_add(0, sent, h)
    size = torch.zeros(n).index_add(0, sent, torch.ones(len(sent)))
    head = torch.zeros(n).index_add(0, sent, (part < 2).float())
    mean = total / size.clamp(min=1).unsqueeze(1)
    at = torch.arange(n).float()
    extra = torch.stack([at / n, 1 / (1 + at), size.clamp(max=60) / 60, (head > 0).float()], 1)
    return torch.cat([mean, mean * doc, extra], 1)


def prf(tp, pred, gold):
    return 2 * tp / max(1, pred + gold)


def evaluate(m, cfg, sets):
    """{name: value in percent} for {set: documents}."""
    out = {}
    for name, docs in sets.items():
        hidden, embed = read(m, cfg, docs)
        count = collections.defaultdict(lambda: [0, 0, 0])
        topic = key = said = 0
        for d, h, e in zip(docs, hidden, embed):
            outer, inner, vlsp = tag(m, d, h)
            if "vlsp" in name:
                p = {(d.spans[a][0], d.spans[b - 1][1], t) for a, b, t in vlsp if t != "MISCELLANEOUS"}
                g = {x for x in d.gold if x[2] != "MISCELLANEOUS"}
                sides = [(t[:3], {x for x in p if x[2] == t}, {x for x in g if x[2] == t}) for t in ("PERSON", "LOCATION", "ORGANIZATION")]
            else:
                titles = [x for x in d.gold if x[2] == "TITLE"]
                g_in = {x for x in d.gold if x[2] != "TITLE" and any(t[0] <= x[0] and x[1] <= t[1] for t in titles)}
                chars = lambda rows: {(d.spans[a][0], d.spans[b - 1][1], t) for a, b, t in rows}
                p_out, p_in = chars(outer), chars(inner)
                sides = [("inner", p_in, g_in)] + [(t, {x for x in p_out if x[2] == t}, {x for x in d.gold - g_in if x[2] == t}) for t in model.OUTER]
                z, s = pooled(m, d, h, e)
                topic += model.TOPICS[int(z.argmax())] in d.topics
                s = [x if t != -100 else -1e9 for x, t in zip(s, d.salience)]
                best = np.argsort(s)[::-1][:3]
                said += len(best)
                key += sum(int(b) in d.key for b in best)
            for t, p, g in sides:
                for k, v in enumerate((len(p & g), len(p), len(g))):
                    count[t][k] += v
                    count["all"][k] += v
        for t, c in count.items():
            out[f"{name} {t}"] = 100 * prf(*c)
        if said:
            out[f"{name} topic"], out[f"{name} key"] = 100 * topic / len(docs), 100 * key / said
    return out


def line(scores):
    groups = collections.defaultdict(list)
    for k, v in scores.items():
        a, b = k.rsplit(" ", 1)
        groups[a].append(f"{b} {v:.1f}")
    return " | ".join(f"{a}: " + " ".join(sorted(v, key=lambda x: not x.startswith("all"))) for a, v in groups.items())
