#!/usr/bin/env python3
"""A long stream of made-up articles, broken in every way, through the command: none lost, none doubled, memory flat.

usage: soak.py TOMTAT [RECORDS [OPTION...]]      (2,000 records; without options: --no-model -j 2 --check)

The articles come from templates and a seeded chance, so a run can be repeated. Every record must be the answer to the article in its
place: one with its identifier, or the error record of its line. Fails where it is not, where a record contradicts its text, or where memory grows.
"""
import json, pathlib, queue, random, re, subprocess, sys, threading, time, unicodedata

SEED = 20240613
SLACK, GROWTH = 16, 1.1
NAMES = "Trần Văn Bình|Lê Hữu Phước|Nguyễn Thị Thanh Hà|Vũ Đình Khang|Trịnh Thị Mai Hương|Lò Văn Ún|H'Yim Niê|Đặng Quốc Khánh An".split("|")
TITLES = "Chủ tịch UBND tỉnh|Bí thư Tỉnh ủy|Giám đốc Sở Nội vụ|Phó Thủ tướng|nguyên Bộ trưởng Bộ Y tế|quyền Chủ tịch HĐND huyện Yên Mô".split("|")
PLACES = "Thanh Hóa|Hà Nội|huyện Yên Mô|TP. Hồ Chí Minh|xã Phú Lương|tỉnh Bà Rịa - Vũng Tàu".split("|")
LAWS = "Luật Đất đai năm 2013|Nghị định 72/2020/NĐ-CP|điểm a khoản 1 Điều 5 Luật Dân quân tự vệ|Quyết định số 25/2021/QĐ-UBND|Chỉ thị 05-CT/TW".split("|")
SENTENCES = [
    "Sáng {day}, ông {name}, {title}, dự hội nghị tại {place}.",
    "{title} {name} yêu cầu các sở thực hiện {law} trước ngày {day}.",
    "Theo {law}, UBND {place} có trách nhiệm báo cáo Chính phủ.",
    "Đồng chí {name} được bổ nhiệm giữ chức {title} từ {day}.",
    "Tổng vốn {number} tỷ đồng, tăng {number}% so với năm trước!",
    "“Chúng tôi sẽ làm ngay”, bà {name} nói (ảnh: {name}).",
    "Trang chủ | Tin tức | Liên hệ",
]


def text(chance):
    def fill(sentence):
        day = chance.choice(["{}/{}/{}", "{}/{}", "ngày {} tháng {} năm {}"]).format(chance.randint(0, 33), chance.randint(0, 13), chance.randint(1900, 2100))
        return sentence.format(
            day=day, name=chance.choice(NAMES), title=chance.choice(TITLES), place=chance.choice(PLACES), law=chance.choice(LAWS), number=chance.randint(0, 10**6)
        )

    return "".join(fill(chance.choice(SENTENCES)) + chance.choice([" ", " ", "\n", "\r\n"]) for _ in range(chance.randint(0, 6)))


def odd(chance):
    """A text that readers stumble over."""
    whole = text(chance)
    return chance.choice([
        lambda: "",
        lambda: unicodedata.normalize("NFD", whole),
        lambda: whole.upper(),
        lambda: whole.replace(" ", ""),
        lambda: whole.replace(" ", chance.choice(["\u00a0", "\u200b ", "\u3000", "\t\t"])),
        lambda: "".join(chance.choice([c, c, c, c + "\u0301", "\u0000", "\u202e" + c]) for c in whole),
        lambda: "".join(chr(chance.choice([chance.randrange(0x20, 0x7F), chance.randrange(0xA0, 0xD7FF), chance.randrange(0x1F300, 0x1FAFF)])) for _ in range(80)),
        lambda: chance.choice("(“[\"'….,;:-–/0Đ") * chance.randint(1, 2000),
        lambda: whole[: chance.randint(0, len(whole))],
        lambda: "\n".join(whole),
        lambda: whole * (200 if chance.random() < 0.02 else 5),
        lambda: chance.choice(LAWS) + ", " + " và ".join(f"Điều {n}" for n in range(chance.randint(0, 60))),
    ])()  # fmt: skip


def markup(chance):
    whole = text(chance)
    pieces = ["<p>", "</p>", "<b>", "<div class='x", "<!--", "-->", "&amp;", "&#xD800;", "&nosuch;", "<script>", "</script>", "<table><tr><td>", "<br", "<![CDATA["]
    return "".join(part + chance.choice(["", "", chance.choice(pieces)]) + " " for part in whole.split(" "))


def line(chance, number):
    """A line of the stream, and whether it is an article."""
    kind = chance.random()
    if kind < 0.70:
        return json.dumps({"id": number, "text": text(chance)}, ensure_ascii=False).encode(), True
    if kind < 0.85:
        return json.dumps({"id": number, "text": odd(chance), "title": chance.choice([None, "Tin"])}, ensure_ascii=chance.random() < 0.5).encode(), True
    if kind < 0.92:
        return json.dumps({"id": str(number), "html": markup(chance), "url": "https://a.vn/?a=1"}, ensure_ascii=False).encode(), True
    whole = json.dumps({"id": number, "text": text(chance) + "."}, ensure_ascii=False).encode()
    return chance.choice([
        whole[:-2], whole.replace(b'"text"', b'"txt"'), b"[" + whole + b"]", b"3", b"\xff" + whole, whole.replace(b".", b"\xe1\xbb"),
        b'{"text":7}', b'{"id":{},"text":""}', b'{"text":"\\ud800"}', b'{"text":"","x":' + b"[" * 300 + b"]" * 300 + b"}", b"<html>",
    ]), False  # fmt: skip


def feed(stdin, records, expected):
    chance = random.Random(SEED)
    at = 1
    try:
        for number in range(records):
            if chance.random() < 0.01:
                stdin.write(b" \r\n")
                at += 1
            bytes_, good = line(chance, number)
            expected.put((number, at, good))
            stdin.write(bytes_ + b"\n")
            at += 1
        stdin.close()
    except BrokenPipeError:
        pass
    expected.put(None)


def resident(pid):
    """Megabytes of a process; nothing where it has written its last and is gone before its output is read."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())
    except OSError:
        found = None
    return [int(found[1]) / 1024] if found else []


def compare(stdout, expected, child, records):
    """Every record against what stands in its place; the memory on the way."""
    memory, since, wrong = [], time.time(), 0
    for number in range(records):
        got = stdout.readline()
        awaited, at, good = expected.get()
        begin = b'{"schema":1,"id":"%d",' % awaited if good else b'{"schema":1,"id":null,"error":{"file":"-","line":%d,' % at
        if not got.startswith(begin) or not got.endswith(b"}\n"):
            wrong += 1
            print(f"record {number}: expected {begin.decode()}…, got {got[:200]!r}", flush=True)
            if wrong > 9:
                child.kill()
                break
        if number % 1000 == 0:
            json.loads(got)
        if number % max(1, records // 200) == records // 400:
            memory += resident(child.pid)
        if number % 100_000 == 99_999:
            print(f"{number + 1} records, {(number + 1) / (time.time() - since):.0f}/s, {max(memory[-1:], default=0):.0f} MB", flush=True)
    return memory, wrong, time.time() - since


def main(tomtat, records, options):
    expected = queue.Queue(100_000)
    command = [tomtat, "enrich", "-", "--input", "jsonl", "-q", *options]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said = []
    threading.Thread(target=feed, args=(child.stdin, records, expected), daemon=True).start()
    errors = threading.Thread(target=lambda: said.extend(child.stderr), daemon=True)
    errors.start()
    memory, wrong, seconds = compare(child.stdout, expected, child, records)
    more = child.stdout.readline()
    status = child.wait()
    errors.join()
    said = [s.decode() for s in said if b"of the records failed" not in s]
    parts = [max(memory[i * len(memory) // 10 : (i + 1) * len(memory) // 10] or [0]) for i in range(10)]
    print(f"{records} records, seed {SEED}: {records / seconds:.0f}/s, {seconds:.0f} s, {wrong} wrong; memory, MB: {' '.join(f'{m:.0f}' for m in parts)}")
    if wrong or more or said or status != 3:
        sys.exit(f"status {status}, more: {more[:100]!r}\n" + "".join(said[:20]))
    if parts[-1] > parts[2] * GROWTH + SLACK:
        sys.exit("memory grows")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000, sys.argv[3:] or ["--no-model", "-j", "2", "--check"])
