//! A service on a free port of this machine, and a plain way to talk to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// Longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Service {
    child: Child,
    errors: BufReader<ChildStderr>,
    address: String,
}

pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

pub struct Connection(TcpStream);

impl Service {
    pub fn start(options: &[&str]) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("tomtat"));
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(options).stderr(Stdio::piped());
        if cfg!(feature = "model") {
            command.arg("--no-model");
        }
        let mut child = command.spawn().unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        let mut service = Self { child, errors, address: String::new() };
        let line = service.says("listening at http://");
        service.address = line.trim_end().rsplit_once('/').unwrap().1.to_owned();
        service
    }

    /// Waits for a line on standard error.
    pub fn says(&mut self, said: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.errors.read_line(&mut line).unwrap() > 0, "it ended without saying `{said}`");
            if line.contains(said) {
                return line;
            }
        }
    }

    pub fn try_open(&self) -> std::io::Result<Connection> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Connection(stream))
    }

    pub fn open(&self) -> Connection {
        self.try_open().unwrap()
    }

    pub fn send(&self, head: String, body: &[u8]) -> Answer {
        let mut connection = self.open();
        connection.say(head.as_bytes());
        // It may answer and close before all is sent.
        let _ = connection.0.write_all(body);
        connection.answer()
    }

    pub fn post(&self, path: &str, kind: &str, body: &str) -> Answer {
        self.send(head("POST", path, &[("content-type", kind)], body.len()), body.as_bytes())
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(head("GET", path, &[], 0), b"")
    }

    /// Waits until the metrics have a line.
    pub fn until(&self, line: &str) {
        let since = Instant::now();
        while !self.get("/metrics").text().lines().any(|l| l == line) {
            assert!(since.elapsed() < PATIENCE, "never `{line}`");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn terminate(&self) {
        assert!(Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success());
    }

    /// Waits for the end and gives the exit status.
    pub fn end(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Connection {
    pub fn say(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).unwrap();
    }

    pub fn answer(mut self) -> Answer {
        let mut bytes = Vec::new();
        // A rest of the body that was not taken resets the connection behind the answer.
        let _ = self.0.read_to_end(&mut bytes);
        let _ = self.0.shutdown(Shutdown::Both);
        Answer::parse(&bytes)
    }
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let (first, rest) = head.split_once("\r\n").unwrap();
        let pair = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
        let headers = rest.lines().filter_map(pair).collect();
        Self { status: first.split(' ').nth(1).unwrap().parse().unwrap(), headers, body: bytes[end + 4..].to_vec() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// The head of a request after which the connection ends.
pub fn head(method: &str, path: &str, headers: &[(&str, &str)], length: usize) -> String {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n")
}
