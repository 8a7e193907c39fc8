//! The command as users run it.
#![cfg(feature = "cli")]

use assert_cmd::Command;
use serde_json::Value;

fn tomtat() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("tomtat"))
}

fn records(output: &[u8]) -> Vec<Value> {
    output.split(|&b| b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).unwrap()).collect()
}

#[test]
fn a_broken_record_becomes_an_error_record_and_the_stream_goes_on() {
    let input = "{\"id\":\"a\",\"text\":\"Bộ Nội vụ họp.\",\"site\":\"x\"}\n{oops\n\n{\"id\":\"c\"}\n{\"id\":4,\"text\":\"\"}\n";
    let out = tomtat().args(["enrich", "-", "-j", "2"]).write_stdin(input).assert().code(3).get_output().clone();
    let got = records(&out.stdout);
    assert_eq!(got.len(), 4);
    assert_eq!((&got[0]["id"], &got[0]["source"]["site"]), (&"a".into(), &"x".into()));
    assert_eq!(got[1]["error"]["line"], 2);
    assert_eq!(got[2]["error"]["line"], 4);
    assert!(got[2]["error"]["reason"].as_str().unwrap().contains("`text` is missing"));
    assert_eq!(got[3]["id"], "4");
}

#[test]
fn invalid_utf8_is_named_by_its_place() {
    let out = tomtat().args(["enrich", "--input", "text"]).write_stdin(&b"B\xe1\xbb"[..]).assert().code(3).get_output().clone();
    assert!(records(&out.stdout)[0]["error"]["reason"].as_str().unwrap().contains("not UTF-8 at byte 1"));
}

#[test]
fn records_keep_the_order_of_the_input_on_any_number_of_threads() {
    let input: String = (0..500).map(|i| format!("{{\"id\":{i},\"text\":\"{}\"}}\n", "Bộ Nội vụ họp. ".repeat(i % 7))).collect();
    let run =
        |threads: &str| tomtat().args(["enrich", "-j", threads]).write_stdin(input.clone()).assert().success().get_output().stdout.clone();
    let one = run("1");
    assert_eq!(
        records(&one).iter().map(|r| r["id"].as_str().unwrap().parse().unwrap()).collect::<Vec<i32>>(),
        (0..500).collect::<Vec<_>>()
    );
    assert_eq!(one, run("3"));
}

#[test]
fn files_are_written_whole_under_their_name() {
    let folder = tempfile::tempdir().unwrap();
    let (page, out) = (folder.path().join("page.html"), folder.path().join("out.json"));
    std::fs::write(&page, "<html><body><h1>Tin</h1><p>Bộ Nội vụ &amp; Bộ Y tế họp.</p></body></html>").unwrap();
    tomtat().arg("enrich").arg(&page).args(["--format", "json", "-o"]).arg(&out).assert().success();
    let got: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(got[0]["id"], page.to_str().unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "a temporary file is left");
}

#[test]
fn an_array_of_articles_is_read_like_lines() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.json");
    std::fs::write(&file, "[{\"id\":1,\"text\":\"a\"},\n {\"id\":2,\"text\":\"b\"}]").unwrap();
    let out = tomtat().arg("enrich").arg(&file).assert().success().get_output().stdout.clone();
    assert_eq!(records(&out).iter().map(|r| r["id"].clone()).collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn offsets_count_what_was_asked_for() {
    let end = |unit: &str| {
        let out =
            tomtat().args(["enrich", "--offsets", unit]).write_stdin("{\"text\":\"Bộ 𝒯.\"}").assert().success().get_output().stdout.clone();
        records(&out)[0]["sentences"][0]["span"][1].as_u64().unwrap()
    };
    assert_eq!((end("bytes"), end("chars"), end("utf16")), (10, 5, 6));
}

#[test]
fn lines_become_words_line_by_line() {
    let out = tomtat().arg("segment").write_stdin("Bộ Nội vụ họp.\n\nNgày 14/3/2024.\n").assert().success().get_output().stdout.clone();
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.lines().count(), 3);
    assert_eq!(text.replace(['_', ' '], ""), "BộNộivụhọp.\n\nNgày14/3/2024.\n");
}

#[test]
fn laws_are_listed_with_their_provisions() {
    let out = tomtat()
        .arg("laws")
        .write_stdin("Theo điểm b khoản 1 Điều 12 Luật Đất đai năm 2013.")
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("Luật Đất đai") && text.contains("điểm b khoản 1 Điều 12"), "{text}");
}

#[test]
fn show_has_no_colour_codes_in_a_pipe() {
    let out = tomtat().args(["show", "examples/articles/trien-khai-luat.txt"]).assert().success().get_output().stdout.clone();
    let text = String::from_utf8(out).unwrap();
    assert!(!text.contains('\u{1b}') && text.contains("Tóm tắt:"));
}

#[test]
fn wrong_arguments_say_what_to_write() {
    let out = tomtat().args(["enrich", "--summary", "3x"]).assert().code(2).get_output().clone();
    assert!(String::from_utf8_lossy(&out.stderr).contains("syl"));
    let out = tomtat().args(["enrich", "--words", "no-such-file"]).assert().code(1).get_output().clone();
    assert!(String::from_utf8_lossy(&out.stderr).contains("no-such-file"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_with_what_was_done_written() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};

    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("tomtat"))
        .args(["enrich", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // More than a chunk, so that records come out while the input stays open.
    for i in 0..300 {
        writeln!(input, "{{\"id\":{i},\"text\":\"Bộ Nội vụ họp.\"}}").unwrap();
    }
    input.flush().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().contains("\"id\":\"0\""));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    assert!(rest.iter().all(|l| serde_json::from_str::<Value>(l).is_ok()), "a record was cut");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    drop(input);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    use std::process::{Command, Stdio};

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("many.jsonl");
    std::fs::write(&file, "{\"text\":\"Bộ Nội vụ họp.\"}\n".repeat(2000)).unwrap();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("tomtat")).arg("enrich").arg(&file).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn own_words_win() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("words.txt");
    std::fs::write(&file, "tổ dân vận\n").unwrap();
    let out = tomtat()
        .arg("segment")
        .arg("--words")
        .arg(&file)
        .write_stdin("Ra mắt tổ dân vận số.\n")
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    assert!(String::from_utf8(out).unwrap().contains("tổ_dân_vận"));
}

#[cfg(feature = "model")]
#[test]
fn the_model_can_be_left_out_or_replaced() {
    let name = |args: &[&str]| {
        let out = tomtat().arg("enrich").args(args).write_stdin("Bộ Nội vụ họp.").assert().success().get_output().stdout.clone();
        records(&out)[0]["model"].as_str().unwrap().to_owned()
    };
    assert!(name(&[]).starts_with("tomtat-base "));
    assert!(name(&["--no-model"]).starts_with("tomtat-lexicon "));
    assert_eq!(name(&["--model", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/model/tiny")]), "tiny 1");
    let folder = tempfile::tempdir().unwrap();
    let run = tomtat().args(["enrich", "--model"]).arg(folder.path()).write_stdin("x").assert().code(1).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&run).contains("config.json"));
}

#[test]
fn other_dialects_are_one_object_a_line() {
    let input =
        "{\"id\":\"a\",\"text\":\"𝒯 Ngày 14/3/2024, Bộ Nội vụ họp.\"}\n{\"id\":\"b\",\"html\":\"<p>Bộ <b>Y tế</b> họp.</p>\"}\n{oops\n";
    let run = |args: &[&str]| {
        let out = tomtat().arg("enrich").args(args).write_stdin(input).assert().code(3).get_output().clone();
        let lines = records(&out.stdout);
        assert_eq!((lines.len(), &lines[2]["error"]["line"]), (3, &3.into()), "{args:?}");
        lines
    };
    assert_eq!(run(&["--format", "jsonld"])[0]["@type"], "NewsArticle");
    assert_eq!(run(&["--format", "ninjs"])[1]["uri"], "urn:tomtat:b");
    assert_eq!(run(&["--format", "record"])[1]["schema"], 1);
    let drawing = run(&["--format", "displacy"]);
    assert_eq!((&drawing[1]["text"], &drawing[1]["ents"][0]["end"]), (&"Bộ Y tế họp.\n".into(), &7.into()));
    let start = |lines: &[Value]| lines[0]["ents"][1]["start"].as_u64().unwrap();
    assert_eq!(start(&run(&["--format", "displacy", "--offsets", "utf16"])), start(&drawing) + 1);
}

#[test]
fn the_schema_is_printed() {
    for args in [&["schema"][..], &["schema", "--error"]] {
        let out = tomtat().args(args).assert().success().get_output().stdout.clone();
        assert_eq!(serde_json::from_slice::<Value>(&out).unwrap()["type"], "object");
    }
}

#[test]
fn a_report_is_a_folder_of_whole_pages() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a/report");
    let input = "{\"title\":\"Huyện Yên Mô họp\",\"text\":\"Ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, nói <script>x</script>.\"}\n{oops\n\
        {\"html\":\"<h1>Bộ Y tế &amp; Bộ Nội vụ họp</h1><p>Bộ <b>Y tế</b> họp.</p>\"}\n";
    tomtat().args(["report", "-j", "2", "-o"]).arg(&out).write_stdin(input).assert().code(3);
    let mut names: Vec<String> = std::fs::read_dir(&out).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["00001-huyen-yen-mo-hop.html", "00003-bo-y-te-bo-noi-vu-hop.html", "index.html"]);
    let page = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    assert!(page(&names[0]).contains("&lt;script&gt;x&lt;/script&gt;") && !page(&names[0]).contains("<script"));
    assert!(page(&names[1]).contains("Bộ Y tế</mark> họp."), "{}", page(&names[1]));
    assert!(page("index.html").contains("-, line 2") || page("index.html").contains("line 2"));
    assert!(names[..2].iter().all(|n| page("index.html").contains(n.as_str())));
}

#[test]
fn tags_and_topics_of_the_users_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let skos = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <urn:t:1> skos:prefLabel \"dân quân\"@vi ; skos:altLabel \"dân quân tự vệ\"@vi .";
    let (vocabulary, topics) = (file("t.ttl", skos), file("topics.tsv", "dq\tDân quân\tdân quân tự vệ, huấn luyện\n"));
    let text = "Dân quân tự vệ huyện Yên Mô\nDân quân tự vệ huyện Yên Mô huấn luyện. Dân quân tự vệ giúp dân.";
    let run = |vocabulary: &std::path::Path| {
        let mut command = tomtat();
        command.args(["enrich", "--input", "text", "--vocabulary"]).arg(vocabulary).arg("--topics").arg(&topics).write_stdin(text);
        command
    };
    let record = records(&run(&vocabulary).assert().success().get_output().stdout)[0].clone();
    assert_eq!(record["vocabulary"]["mapped"][0]["id"], "urn:t:1", "{record:#}");
    assert_eq!(record["own_topics"][0]["code"], "dq");
    let bad = file("bad.ttl", "<x");
    let error = run(&bad).assert().code(1).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&error).contains("bad.ttl"));
}

#[test]
fn a_digest_goes_on_past_what_cannot_be_read() {
    let event = ["examples/articles/su-kien-1.txt", "no-such-file.txt", "examples/articles/su-kien-2.txt"];
    let out = tomtat().arg("digest").args(event).args(["--json", "--summary", "3"]).assert().code(3).get_output().clone();
    let digest: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(digest["errors"][0]["file"], "no-such-file.txt");
    assert_eq!(digest["articles"].as_array().unwrap().len(), 2);
    assert!((1..=3).contains(&digest["sentences"].as_array().unwrap().len()));
    assert_eq!(digest["sentences"][0]["also"].as_array().unwrap().len(), 1);
}

#[test]
fn a_digest_of_lines_names_the_articles_by_their_ids() {
    let lines = "{\"id\":\"a\",\"text\":\"Bộ Nội vụ họp tại Hà Nội sáng nay.\"}\n{oops\n{\"id\":\"b\",\"text\":\"Sáng nay Bộ Nội vụ họp tại Hà Nội.\"}\n";
    let out = tomtat().args(["digest", "--json"]).write_stdin(lines).assert().code(3).get_output().clone();
    let digest: Value = serde_json::from_slice(&out.stdout).unwrap();
    let sentence = &digest["sentences"][0];
    let mut ids = [&sentence["id"], &sentence["also"][0]["id"]].map(|id| id.as_str().unwrap());
    ids.sort_unstable();
    assert_eq!((ids, &digest["errors"][0]["line"]), (["a", "b"], &2.into()));
    let out = tomtat().arg("digest").write_stdin("").assert().success().get_output().clone();
    assert!(out.stderr.is_empty());
}

#[cfg(feature = "generate")]
#[test]
fn a_checkpoint_writes_the_summary_and_every_sentence_points_back() {
    let checkpoint = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/generate/t5-relu");
    let text = "Sáng 14/3, huyện Sông Trà họp bàn việc giữ rừng.\nHuyện giao các xã trồng lại hai trăm cây ven sông.\n";
    let article = serde_json::json!({ "text": text }).to_string();
    let run = |more: &[&str]| {
        let options = ["enrich", "--check", "--generate", checkpoint, "--beams", "2", "--generate-length", "12"];
        tomtat().args(options).args(more).write_stdin(article.clone()).assert().success().get_output().stdout.clone()
    };
    let whole = &records(&run(&[]))[0]["summary"];
    let generated = &whole["generated"];
    assert_eq!(generated["checkpoint"], "t5-relu");
    assert_eq!((&generated["read"], &generated["unread"]), (&(text.len() - 1).into(), &0.into()));
    assert!(!generated["sentences"].as_array().unwrap().is_empty());
    for sentence in generated["sentences"].as_array().unwrap() {
        assert!(sentence["supported"].is_boolean() && sentence["sources"].is_array(), "{sentence}");
    }
    assert!(!whole["sentences"].as_array().unwrap().is_empty());
    let cut = &records(&run(&["--generate-input", "20", "--offsets", "chars"]))[0]["summary"]["generated"];
    let bytes = |field: &str| cut[field].as_u64().unwrap() as usize;
    assert!(bytes("read") > 0 && bytes("unread") > 0 && bytes("read") + bytes("unread") == text.len() - 1, "{cut}");
}

#[cfg(feature = "generate")]
#[test]
fn a_folder_that_is_no_checkpoint_is_named() {
    let run = tomtat().args(["enrich", "--generate", "nowhere"]).write_stdin("").assert().code(1);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("nowhere: no such folder"));
    tomtat().args(["enrich", "--beams", "2"]).write_stdin("").assert().code(2);
}
