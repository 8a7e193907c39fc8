//! The service as programs and browsers meet it. Talks to no address but its own.
#![cfg(unix)]

mod common {
    pub mod service;
}

use assert_cmd::Command;
use common::service::{Answer, Service, head};
use serde_json::{Value, json};

const ARTICLE: &str = "Huyện Yên Mô họp về đất đai\n\
    Sáng 14/3/2024, ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, giao các xã thực hiện khoản 1 Điều 8 Luật Đất đai năm 2013.";
const PAGE: &str = "<html><body><h1>Tin</h1><p>Ông Trần Văn Bình, Chủ tịch UBND huyện Yên Mô, nói &amp; làm.</p></body></html>";

/// What the command writes for the same input.
fn command(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tomtat"));
    command.args(arguments);
    if cfg!(feature = "model") && arguments[0] == "enrich" {
        command.arg("--no-model");
    }
    command.write_stdin(input).output().unwrap().stdout
}

fn articles(count: usize) -> String {
    let article = |i| json!({"id": i, "text": format!("{}\n{}", ARTICLE, "Bộ Nội vụ họp. ".repeat(i % 9)), "site": "x"}).to_string() + "\n";
    (0..count).map(article).collect()
}

fn values(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn records_are_those_of_the_command_byte_for_byte() {
    let service = Service::start(&["--threads", "2"]);
    let lines = articles(60);
    let records = command(&["enrich"], lines.as_bytes());
    let got = service.post("/v1/enrich", "application/x-ndjson", &lines);
    assert_eq!((got.status, got.header("content-type")), (200, Some("application/x-ndjson")));
    assert!(got.body == records);

    let one = lines.lines().nth(7).unwrap();
    assert_eq!(service.post("/v1/enrich", "application/json", one).body, command(&["enrich"], one.as_bytes()));
    assert_eq!(service.post("/v1/enrich", "text/plain", ARTICLE).body, command(&["enrich", "--input", "text"], ARTICLE.as_bytes()));
    assert_eq!(service.post("/v1/enrich", "text/html", PAGE).body, command(&["enrich", "--input", "html"], PAGE.as_bytes()));
    let html = json!({"id": 1, "html": PAGE}).to_string();
    assert_eq!(service.post("/v1/enrich", "application/json", &html).body, command(&["enrich"], html.as_bytes()));

    let all = values(&lines);
    let expected = format!("[{}]\n", String::from_utf8(records).unwrap().trim_end().replace('\n', ",\n"));
    for body in [json!(all), json!({"articles": all})] {
        let got = service.post("/v1/enrich", "application/json; charset=utf-8", &body.to_string());
        assert!(got.text() == expected);
    }
}

#[test]
fn options_are_those_of_the_command() {
    let service = Service::start(&[]);
    let one = articles(1);
    for (query, arguments) in [
        ("?tags=2&summary=20syl", &["--tags", "2", "--summary", "20syl"][..]),
        ("?offsets=utf16&clean=true", &["--offsets", "utf16", "--clean"]),
        ("?format=jsonld", &["--format", "jsonld"]),
        ("?format=ninjs", &["--format", "ninjs"]),
        ("?format=displacy", &["--format", "displacy"]),
    ] {
        let got = service.post(&format!("/v1/enrich{query}"), "application/json", &one);
        assert_eq!(got.body, command(&[&["enrich"], arguments].concat(), one.as_bytes()), "{query}");
    }
    // The body of a batch wins over the address.
    let batch = json!({"articles": values(&one), "options": {"tags": 1, "topics": 0, "summary": 1}}).to_string();
    let got = service.post("/v1/enrich?tags=5", "application/json", &batch).json();
    assert_eq!((got[0]["tags"].as_array().unwrap().len(), &got[0]["topics"]), (1, &json!([])));
}

#[test]
fn words_and_laws_are_those_of_the_command() {
    let service = Service::start(&[]);
    let lines = "Ủy ban nhân dân tỉnh họp.\r\n\nBộ Nội vụ, Hà Nội";
    assert_eq!(service.post("/v1/segment", "text/plain", lines).body, command(&["segment"], lines.as_bytes()));
    let laws = service.post("/v1/laws", "text/plain", ARTICLE);
    assert_eq!(laws.json(), serde_json::from_slice::<Value>(&command(&["laws", "--format", "json"], ARTICLE.as_bytes())).unwrap());
    let object = json!({"text": ARTICLE}).to_string();
    assert_eq!(service.post("/v1/laws", "application/json", &object).body, laws.body);
}

#[test]
fn bad_input_is_answered_with_its_reason() {
    let service = Service::start(&["--max-bytes", "5000", "--max-articles", "3"]);
    let json = "application/json";
    let long = json!({"text": "a".repeat(6000)}).to_string();
    for (path, kind, body, status, said) in [
        ("/v1/enrich", json, &b"{oops"[..], 400, "not JSON"),
        ("/v1/enrich", json, b"", 400, "not JSON"),
        ("/v1/enrich", json, b"[{\"text\":\"a\"}", 400, "not JSON"),
        ("/v1/enrich", json, b"{\"text\":\"B\xe1\xbb\"}", 400, "not UTF-8 at byte 10"),
        ("/v1/enrich", "text/plain", b"B\xe1\xbb", 400, "not UTF-8 at byte 1"),
        ("/v1/enrich", json, b"\"text\"", 422, "not a JSON object"),
        ("/v1/enrich", json, b"{}", 422, "`text` is missing"),
        ("/v1/enrich", json, b"{\"text\":3}", 422, "`text` is not a string"),
        ("/v1/enrich", json, b"{\"text\":\"\",\"id\":[]}", 422, "`id`"),
        ("/v1/enrich", json, b"{\"articles\":3}", 422, "`articles` is not an array"),
        ("/v1/enrich", json, b"{\"articles\":[],\"options\":{\"tag\":1}}", 400, "`tag`"),
        ("/v1/enrich", json, b"[{},{},{},{}]", 413, "4 articles; 3 may"),
        ("/v1/enrich", json, long.as_bytes(), 413, "5000 bytes at most"),
        ("/v1/enrich?tag=3", json, b"{\"text\":\"\"}", 400, "`tag`"),
        ("/v1/enrich?summary=x", json, b"{\"text\":\"\"}", 400, "no number"),
        ("/v1/enrich?format=xml", json, b"{\"text\":\"\"}", 400, "`xml`"),
        ("/v1/enrich", "application/xml", b"<a/>", 415, "`application/xml` is not read"),
        ("/v1/enrich", "text/plain; charset=tcvn", b"a", 415, "`tcvn`"),
        ("/v1/segment", json, b"{}", 415, "text/plain"),
        ("/v1/segment", "text/plain", b"\xff", 400, "not UTF-8"),
        ("/v1/laws", json, b"{}", 422, "`text` is missing"),
        ("/v1/laws", "application/x-ndjson", b"{}", 415, "one article"),
        ("/v2/enrich", json, b"{}", 404, "`/v2/enrich`"),
        ("/healthz", json, b"{}", 405, "POST"),
    ] {
        let got = service.send(head("POST", path, &[("content-type", kind)], body.len()), body);
        is_problem(&got, status, said);
    }
    is_problem(&service.send(head("POST", "/v1/enrich", &[], 1), b"a"), 415, "`Content-Type` is missing");
    let packed = head("POST", "/v1/enrich", &[("content-type", json), ("content-encoding", "gzip")], 1);
    is_problem(&service.send(packed, b"a"), 415, "gzip");
    let got = service.send(head("GET", "/v1/enrich", &[], 0), b"");
    is_problem(&got, 405, "GET");
    assert_eq!(got.header("allow"), Some("POST"));
    // A body without a length is counted as it comes.
    let chunked =
        "POST /v1/enrich HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunks = format!("1000\r\n{}\r\n", "a".repeat(4096)).repeat(2) + "0\r\n\r\n";
    is_problem(&service.send(chunked.to_owned(), chunks.as_bytes()), 413, "5000 bytes");
    // It has survived all that.
    assert_eq!(service.post("/v1/enrich", json, "{\"text\":\"\"}").status, 200);
}

fn is_problem(got: &Answer, status: u16, said: &str) {
    assert_eq!(got.status, status, "{said}: {}", got.text());
    assert_eq!(got.header("content-type"), Some("application/problem+json"), "{said}");
    let problem = got.json();
    assert_eq!((&problem["status"], &problem["type"]), (&json!(status), &json!("about:blank")));
    assert!(!problem["title"].as_str().unwrap().is_empty() && problem["code"].is_string(), "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains(said), "{said}: {problem}");
}

#[test]
fn a_broken_article_of_a_batch_stops_no_other() {
    let service = Service::start(&[]);
    let lines: &[u8] =
        b"{\"id\":\"a\",\"text\":\"H\xe1\xbb\x8dp.\"}\n{oops\n\n{\"id\":\"c\"}\n{\"text\":\"\xe1\"}\n{\"id\":4,\"text\":\"\"}\r\n";
    let got = service.send(head("POST", "/v1/enrich", &[("content-type", "application/x-ndjson")], lines.len()), lines);
    assert_eq!((got.status, got.body), (200, command(&["enrich"], lines)));
    let got = service.post("/v1/enrich", "application/json", "[{\"id\":1,\"text\":\"a\"}, 3, {\"id\":2,\"text\":\"b\"}]").json();
    assert_eq!((&got[0]["id"], &got[2]["id"]), (&json!("1"), &json!("2")));
    assert!(got[1]["error"]["reason"].as_str().unwrap().contains("not a JSON object"), "{got}");
    assert_eq!(service.post("/v1/enrich", "application/json", "[]").text(), "[]\n");
    assert_eq!(service.post("/v1/enrich", "application/x-ndjson", "\n").text(), "");
}

#[test]
fn who_finds_no_place_or_takes_too_long_is_told() {
    let service = Service::start(&["--threads", "1", "--queue", "0", "--timeout", "2", "--max-bytes", "50000000"]);
    let body = "{\"text\":\"Bộ Nội vụ họp.\"}";
    let mut first = service.open();
    first.say(head("POST", "/v1/enrich", &[("content-type", "application/json")], body.len()).as_bytes());
    first.say(&body.as_bytes()[..5]);
    service.until("tomtat_requests_in_flight 2");
    let second = service.post("/v1/enrich", "application/json", body);
    is_problem(&second, 503, "come again");
    assert_eq!(second.header("retry-after"), Some("1"));
    first.say(&body.as_bytes()[5..]);
    assert_eq!(first.answer().status, 200);

    let mut slow = service.open();
    slow.say(head("POST", "/v1/enrich", &[("content-type", "application/json")], 10).as_bytes());
    is_problem(&slow.answer(), 408, "had not arrived");
    is_problem(&service.post("/v1/enrich", "text/plain", &ARTICLE.repeat(200_000)), 504, "not done after 2 seconds");
    let metrics = service.get("/metrics").text();
    for reason in ["busy", "slow-body", "slow"] {
        assert!(metrics.contains(&format!("tomtat_rejected_requests_total{{reason=\"{reason}\"}} 1")), "{metrics}");
    }
}

#[test]
fn what_has_begun_is_finished_and_no_more_is_taken() {
    let mut service = Service::start(&[]);
    assert_eq!((service.get("/healthz").status, service.get("/readyz").text()), (200, "ready\n".to_owned()));
    let body = "{\"text\":\"Bộ Nội vụ họp.\"}";
    let mut begun = service.open();
    begun.say(head("POST", "/v1/enrich", &[("content-type", "application/json")], body.len()).as_bytes());
    service.until("tomtat_requests_in_flight 2");
    service.terminate();
    service.says("stopping");
    assert!(service.try_open().is_err(), "a new connection is taken");
    begun.say(body.as_bytes());
    let got = begun.answer();
    assert_eq!((got.status, got.body), (200, command(&["enrich"], body.as_bytes())));
    assert_eq!(service.end(), Some(0));
}

#[test]
fn what_was_done_is_counted() {
    let service = Service::start(&[]);
    let lines = "{\"text\":\"a\"}\n{oops\n{\"text\":\"b\"}\n";
    service.post("/v1/enrich", "application/x-ndjson", lines);
    service.post("/v1/enrich", "application/json", "{");
    service.get("/nowhere/trang");
    let got = service.get("/metrics");
    assert!(got.header("content-type").unwrap().starts_with("application/openmetrics-text"));
    let metrics = got.text();
    for line in [
        "tomtat_requests_total{route=\"/v1/enrich\",status=\"200\"} 1",
        "tomtat_requests_total{route=\"/v1/enrich\",status=\"400\"} 1",
        "tomtat_requests_total{route=\"other\",status=\"404\"} 1",
        "tomtat_request_duration_seconds_count{route=\"/v1/enrich\"} 2",
        "tomtat_articles_total{outcome=\"read\"} 2",
        "tomtat_articles_total{outcome=\"failed\"} 1",
        "tomtat_rejected_requests_total{reason=\"malformed\"} 1",
        "tomtat_requests_in_flight 1",
        &format!("tomtat_received_bytes_total {}", lines.len() + 1),
        "# EOF",
    ] {
        assert!(metrics.lines().any(|l| l == line), "{line}\n{metrics}");
    }
    assert!(!metrics.contains("trang"), "addresses of strangers are no labels");
}

#[test]
fn the_page_reads_what_is_pasted_and_may_load_nothing() {
    let service = Service::start(&["--max-bytes", "5000"]);
    let form = service.get("/");
    assert!(form.text().contains("<textarea") && form.text().contains("action=\"/report\""));
    let kind = "application/x-www-form-urlencoded";
    let report = service.post("/report", kind, "text=%C3%94ng+Tr%E1%BA%A7n+V%C4%83n+B%C3%ACnh+%3Cscript%3E+h%E1%BB%8Dp.&kind=text");
    assert_eq!(report.status, 200);
    assert!(report.text().contains("Trần Văn Bình") && !report.text().contains("<script") && report.text().contains("href=\"/\""));
    assert_eq!(service.get("/style.css").header("content-type"), Some("text/css; charset=utf-8"));
    for page in [&form, &report] {
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'self'") && !policy.contains("unsafe") && !policy.contains("script-src"));
        assert!(!page.text().contains("http://") && !page.text().contains("https://"));
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    }
    for (kind, body, status) in
        [(kind, "text=".to_owned() + &"a".repeat(6000), 413), (kind, "other=1".to_owned(), 400), ("text/plain", String::new(), 415)]
    {
        let got = service.post("/report", kind, &body);
        assert_eq!(got.status, status);
        assert!(got.text().contains("role=\"alert\"") && got.text().contains("<textarea"), "{}", got.text());
    }
}

#[test]
fn the_description_holds() {
    let service = Service::start(&[]);
    let api = service.get("/openapi.json").json();
    assert_eq!(api["openapi"], "3.1.0");
    assert!(api["info"]["description"].as_str().unwrap().contains("8388608 bytes"));
    for (path, methods) in api["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let got = service.send(head(&method.to_uppercase(), path, &[], 0), b"");
            assert!(![404, 405].contains(&got.status), "{method} {path}");
            let described = &methods[method]["responses"];
            assert!(described.get(got.status.to_string()).or(described.get("default")).is_some(), "{method} {path}: {}", got.status);
        }
    }
    let record = service.post("/v1/enrich", "text/plain", ARTICLE).json();
    let problem = service.post("/v1/enrich", "application/json", "{}").json();
    let failed = service.post("/v1/enrich", "application/json", "[{}]").json();
    for (name, instance) in [("Record", &record), ("Problem", &problem), ("ErrorRecord", &failed[0]), ("Article", &json!({"html": ""}))] {
        let schema = json!({"$ref": format!("#/components/schemas/{name}"), "components": api["components"]});
        let validator = jsonschema::validator_for(&schema).unwrap();
        assert!(validator.is_valid(instance), "{name}: {:?}", validator.iter_errors(instance).map(|e| e.to_string()).collect::<Vec<_>>());
        assert!(!validator.is_valid(&json!(3)), "{name}");
    }
}
