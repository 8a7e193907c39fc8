//! Compressed files, gzip and Zstandard: known by their first bytes when read, by the ending of the name when written.

use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;

/// Zstandard's own default.
const ZSTD_LEVEL: i32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    pub fn of_name(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "gz" => Some(Self::Gzip),
            "zst" | "zstd" => Some(Self::Zstd),
            _ => None,
        }
    }

    pub fn of_head(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // A frame, or one that readers skip, which may stand before the first.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "Zstandard",
        }
    }

    /// What `reader` unpacks to, all members and frames of it.
    pub fn unpack<'a>(self, reader: impl BufRead + 'a) -> io::Result<Box<dyn BufRead + 'a>> {
        Ok(match self {
            Self::Gzip => Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(reader))),
            Self::Zstd => Box::new(BufReader::with_capacity(1 << 17, zstd::Decoder::with_buffer(reader)?)),
        })
    }

    /// One whole member or frame. Such pieces one after another are a file again, so a file can be continued after any of them.
    pub fn pack(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Gzip => {
                let mut member = GzEncoder::new(Vec::new(), Compression::default());
                member.write_all(bytes)?;
                member.finish()
            }
            Self::Zstd => {
                let mut frame = zstd::bulk::Compressor::new(ZSTD_LEVEL)?;
                frame.include_checksum(true)?;
                frame.compress(bytes)
            }
        }
    }
}

/// The name without the ending of a packing.
pub fn unpacked_name(path: &Path) -> PathBuf {
    if Packing::of_name(path).is_some() { path.with_extension("") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn pieces_are_a_file_again() {
        for packing in [Packing::Gzip, Packing::Zstd] {
            let file = [packing.pack("một\n".as_bytes()).unwrap(), packing.pack(b"").unwrap(), packing.pack(b"hai\n").unwrap()].concat();
            assert_eq!(Packing::of_head(&file), Some(packing));
            let mut text = String::new();
            packing.unpack(&file[..]).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "một\nhai\n");
        }
    }

    #[test]
    fn names_and_heads() {
        for (name, packing, plain) in [
            ("a/b.jsonl.gz", Some(Packing::Gzip), "a/b.jsonl"),
            ("b.zst", Some(Packing::Zstd), "b"),
            ("b.zstd", Some(Packing::Zstd), "b"),
            ("gz", None, "gz"),
            ("a.gz/b.txt", None, "a.gz/b.txt"),
        ] {
            assert_eq!((Packing::of_name(Path::new(name)), unpacked_name(Path::new(name))), (packing, PathBuf::from(plain)), "{name}");
        }
        assert_eq!(Packing::of_head(b"\x52*M\x18\0\0\0\0"), Some(Packing::Zstd));
        assert!([&b""[..], b"\x1f", b"P*M", b"{}", b"PK\x03\x04"].iter().all(|head| Packing::of_head(head).is_none()));
    }
}
