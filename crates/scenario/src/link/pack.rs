//! Texts and sentences in the signs that an address may have.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::LinkError;
use crate::scenario::MAX_BYTES;

/// The best of miniz_oxide; a link is made rarely and read often.
const LEVEL: u8 = 10;

pub(super) fn pack_text(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL))
}

/// Never unpacks more than a scenario may have, whatever a link claims.
pub(super) fn unpack_text(packed: &str) -> Result<String, LinkError> {
    let wrong = |message: &str| LinkError::new("text", message);
    let bytes = URL_SAFE_NO_PAD.decode(packed);
    let bytes =
        bytes.map_err(|_| wrong("it is not base64url; the link may have been cut short"))?;
    let text = miniz_oxide::inflate::decompress_to_vec_with_limit(&bytes, MAX_BYTES);
    let text = text.map_err(|_| {
        wrong("it does not unpack to at most 256 KB; the link may have been cut short")
    })?;
    String::from_utf8(text).map_err(|_| wrong("it unpacks to something that is no text"))
}

/// A sentence of the grammar without blanks.
pub(super) fn pack_sentence(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split(' ').collect();
    let mut packed = String::new();
    for (index, word) in words.iter().enumerate() {
        let joined = index > 0 && is_number(words[index - 1]) && is_unit(word);
        if index > 0 && !joined {
            packed.push('_');
        }
        packed.push_str(word);
    }
    packed.replace(":_", ":").replace('#', "~").replace('|', "!")
}

fn is_number(word: &str) -> bool {
    word.chars().all(|it| it.is_ascii_digit() || it == '.')
}

fn is_unit(word: &str) -> bool {
    matches!(word.trim_end_matches(':'), "s" | "ms" | "us")
}

pub(super) fn unpack_sentence(packed: &str) -> String {
    packed.replace('_', " ").replace('~', "#").replace('!', "|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_unpacks_to_itself() {
        let text = "प्रिया की शादी = \"15 December\"\n".repeat(40);
        let packed = pack_text(&text);
        assert!(packed.len() < text.len() / 8);
        assert_eq!(unpack_text(&packed), Ok(text));
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bomb = pack_text(&" ".repeat(64 * 1024 * 1024));
        assert!(bomb.len() < 90_000);
        assert!(unpack_text(&bomb).unwrap_err().message.contains("256 KB"));
    }

    #[test]
    fn sentences_have_no_blanks() {
        let sentence = "after force COMMIT by rohit #2 + 50 ms: partition a | b c";
        let packed = pack_sentence(sentence);
        assert_eq!(packed, "after_force_COMMIT_by_rohit_~2_+_50ms:partition_a_!_b_c");
        assert_eq!(pack_sentence("6 s: recover rohit"), "6s:recover_rohit");
    }
}
