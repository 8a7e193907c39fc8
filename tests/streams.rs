//! Files in and out of `tomtat enrich`: compressed, damaged, stopped and continued.
#![cfg(feature = "cli")]

#[path = "common/command.rs"]
mod command;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use serde_json::Value;

use command::enrich;

fn articles(count: usize) -> String {
    (0..count).map(|i| format!("{{\"id\":{i},\"text\":\"Bộ Nội vụ họp lần {i}. Ông Trần Văn Bình dự.\"}}\n")).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut file = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    file.write_all(text.as_bytes()).unwrap();
    file.finish().unwrap()
}

fn records(lines: &[u8]) -> Vec<Value> {
    lines.split(|&b| b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).unwrap()).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn packed_input_is_known_by_its_first_bytes() {
    let text = articles(300);
    let plain = enrich().write_stdin(text.clone()).assert().success().get_output().stdout.clone();
    let halves = text.split_at(text.len() / 2);
    let many_members = [gzip(halves.0), gzip(halves.1)].concat();
    for packed in [gzip(&text), many_members, zstd::encode_all(text.as_bytes(), 1).unwrap()] {
        assert_eq!(enrich().write_stdin(packed).assert().success().get_output().stdout, plain);
    }
    // The name lies: what is no gzip is read as it is.
    let folder = tempfile::tempdir().unwrap();
    let lying = folder.path().join("a.jsonl.gz");
    fs::write(&lying, &text).unwrap();
    assert_eq!(enrich().arg(&lying).assert().success().get_output().stdout, plain);
}

#[test]
fn output_is_packed_by_its_name() {
    let (folder, text) = (tempfile::tempdir().unwrap(), articles(300));
    let plain = enrich().write_stdin(text.clone()).assert().success().get_output().stdout.clone();
    let run = |name: &str| {
        let out = folder.path().join(name);
        enrich().args(["-j", "2", "-o"]).arg(&out).write_stdin(text.clone()).assert().success();
        fs::read(out).unwrap()
    };
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(&run("a.jsonl.gz")[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain);
    assert_eq!(zstd::decode_all(&run("a.jsonl.zst")[..]).unwrap(), plain);
}

#[test]
fn a_cut_or_damaged_file_gives_what_stands_before_and_one_error() {
    let text = articles(300);
    let (gz, zst) = (gzip(&text), zstd::encode_all(text.as_bytes(), 1).unwrap());
    let mut no_gzip = b"\x1f\x8b".to_vec();
    no_gzip.extend("đây không phải gzip".bytes());
    for (packed, name) in [(&gz[..gz.len() - 9], "gzip"), (&zst[..zst.len() / 2], "Zstandard"), (&no_gzip, "gzip")] {
        let out = enrich().args(["--input", "jsonl"]).write_stdin(packed.to_vec()).assert().code(3).get_output().clone();
        let got = records(&out.stdout);
        let reason = got.last().unwrap()["error"]["reason"].as_str().unwrap();
        assert!(reason.contains(name) && reason.contains("cut off"), "{reason}");
        let ids: Vec<usize> = got[..got.len() - 1].iter().map(|r| r["id"].as_str().unwrap().parse().unwrap()).collect();
        assert_eq!(ids, (0..ids.len()).collect::<Vec<_>>());
    }
}

#[test]
fn folders_are_read_in_the_order_of_names() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    let text = "{\"id\":1,\"text\":\"Bộ Y tế họp.\"}\n";
    for (name, content) in [
        ("c.txt", &b"B\xe1\xbb\x99 h\xe1\xbb\x8dp."[..]),
        ("b/2.jsonl.gz", &gzip(text)),
        ("a.csv", b"x"),
        (".d.txt", b"x"),
        ("a.html", b"<p>x</p>"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let out = enrich().arg(folder.path()).assert().success().get_output().stdout.clone();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    assert_eq!(records(&out).iter().map(|r| r["id"].as_str().unwrap()).collect::<Vec<_>>(), [&path("a.html"), "1", &path("c.txt")]);
}

#[test]
fn errors_go_to_a_file_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let errors = folder.path().join("errors.jsonl");
    let input = articles(3).replace("{\"id\":1", "{\"di\":1,,");
    for (format, len) in [("jsonl", 2), ("ninjs", 2), ("text", 0), ("json", 0)] {
        let out =
            enrich().args(["--format", format, "--errors"]).arg(&errors).write_stdin(input.clone()).assert().code(3).get_output().clone();
        if len > 0 {
            assert_eq!(records(&out.stdout).len(), len);
        } else if format == "json" {
            assert_eq!(serde_json::from_slice::<Vec<Value>>(&out.stdout).unwrap().len(), 2);
        }
        let got = records(&fs::read(&errors).unwrap());
        assert_eq!((got.len(), &got[0]["error"]["line"]), (1, &2.into()), "{format}");
        let figures = String::from_utf8(out.stderr).unwrap();
        assert!(figures.contains("2 records, 1 errors") && figures.contains("articles/s") && figures.contains("MB/s"), "{figures}");
    }
    let quiet = enrich().arg("-q").write_stdin(articles(1)).assert().success().get_output().stderr.clone();
    assert!(quiet.is_empty());
    // First of all an error: the array begins with the first record.
    let input = format!("{{oops\n{}", articles(1));
    for errors_first in [&["--errors", errors.to_str().unwrap()][..], &[]] {
        let out = enrich().args(["--format", "json"]).args(errors_first).write_stdin(input.clone()).assert().code(3).get_output().clone();
        assert_eq!(serde_json::from_slice::<Vec<Value>>(&out.stdout).unwrap().len(), 2 - errors_first.len() / 2);
    }
}

#[test]
fn the_input_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.jsonl");
    fs::write(&file, articles(2)).unwrap();
    let other = folder.path().join("b.jsonl");
    let refused = |input: &Path, args: &[&Path]| {
        let out = enrich().arg(input).args(args).assert().code(1).get_output().clone();
        let reason = String::from_utf8(out.stderr).unwrap();
        assert!(reason.contains("part of the input") || reason.contains("same file"), "{reason}");
    };
    refused(&file, &[Path::new("-o"), &file]);
    refused(&file, &[Path::new("--errors"), &file]);
    refused(folder.path(), &[Path::new("-o"), &other]);
    refused(&file, &[Path::new("-o"), &other, Path::new("--errors"), &other]);
    assert_eq!((fs::read_to_string(&file).unwrap(), names(folder.path())), (articles(2), vec!["a.jsonl".to_owned()]));
}

/// Runs on an input that stays open until something is noted as done, kills it, and returns the folder.
#[cfg(unix)]
fn killed(name: &str) -> tempfile::TempDir {
    use std::process::{Command, Stdio};

    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("tomtat"))
        .args(["enrich", "-q", "-", "-o"])
        .arg(folder.path().join(name))
        .args(cfg!(feature = "model").then_some("--no-model"))
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let (note, text) = (folder.path().join(format!("{name}.resume")), articles(5000));
    for line in text.split_inclusive('\n') {
        if note.exists() {
            break;
        }
        input.write_all(line.as_bytes()).unwrap();
        std::thread::sleep(std::time::Duration::from_micros(100));
    }
    assert!(note.exists(), "nothing was noted");
    child.kill().unwrap();
    child.wait().unwrap();
    folder
}

#[cfg(unix)]
#[test]
fn a_killed_run_is_continued_behind_what_is_whole() {
    let text = articles(5000);
    for name in ["out.jsonl", "out.jsonl.gz"].into_iter().chain(cfg!(feature = "parquet").then_some("out.parquet")) {
        let folder = killed(name);
        let (out, partial) = (folder.path().join(name), folder.path().join(format!("{name}.partial")));
        let mut torn = fs::read(&partial).unwrap();
        torn.extend(b"{\"schema\":1,\"id\":\"9");
        fs::write(&partial, torn).unwrap();
        let run = |more: &[&str], input: &str| {
            let mut command = enrich();
            command.args(["-j", "2", "-o"]).arg(&out).args(more).write_stdin(input.to_owned());
            command
        };
        // Not by accident from the start, not with other options, not with another input.
        for (more, input, reason) in [
            (&[][..], &text[..], "add --resume"),
            (&["--resume", "--tags", "3"], &text, "other options"),
            (&["--resume"], &text.replace("lần 3.", "lần ba."), "not those of this input"),
            (&["--resume"], &articles(5), "not those of this input"),
        ] {
            let error = run(more, input).assert().code(1).get_output().stderr.clone();
            assert!(String::from_utf8_lossy(&error).contains(reason), "{}", String::from_utf8_lossy(&error));
        }
        run(&["--resume"], &text).assert().success();
        let whole = folder.path().join(format!("whole-{name}"));
        enrich().arg("-o").arg(&whole).write_stdin(text.clone()).assert().success();
        assert!(fs::read(&out).unwrap() == fs::read(&whole).unwrap(), "{name} differs from that of a run that was left alone");
        assert_eq!(names(folder.path()), [name.to_owned(), format!("whole-{name}")]);
    }
}

#[test]
fn a_finished_run_has_nothing_to_continue() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.jsonl");
    let run = || {
        let mut command = enrich();
        command.args(["--resume", "-o"]).arg(&out).write_stdin(articles(4));
        command
    };
    run().assert().success();
    let first = fs::read(&out).unwrap();
    assert_eq!(records(&first).len(), 4);
    let again = run().assert().success().get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&again).contains("complete"));
    assert_eq!((fs::read(&out).unwrap(), names(folder.path())), (first, vec!["out.jsonl".to_owned()]));
}

#[test]
fn only_a_file_can_be_continued() {
    enrich().arg("--resume").write_stdin("").assert().code(2);
    let folder = tempfile::tempdir().unwrap();
    let error = enrich().arg("-o").arg(folder.path()).write_stdin("").assert().code(1).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&error).contains("is a folder"));
}
