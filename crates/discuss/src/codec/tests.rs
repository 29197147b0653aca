use data::sample::dataset;
use proptest::prelude::*;

use super::*;
use crate::sample::{any_board, board, id, largest};

/// Returns the link of deflated bytes, with their length and checksum.
fn link_of(deflated: &[u8]) -> String {
    let head = [(deflated.len() as u32).to_le_bytes(), crc32(deflated).to_le_bytes()].concat();
    format!("{PREFIX}{}", encode(&[&head, deflated].concat()))
}

fn deflated(text: &str) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9)
}

/// Parses the sample's JSON with one part changed.
fn changed(from: &str, to: &str) -> Result<Board, BoardError> {
    let json = board(&dataset()).print();
    assert!(json.contains(from), "{from} is in {json}");
    Board::parse(&json.replacen(from, to, 1))
}

proptest! {
    #[test]
    fn a_board_comes_back_from_its_file(board in any_board()) {
        prop_assert_eq!(Board::parse(&board.print()), Ok(board.clone()));
        let value: serde_json::Value = serde_json::from_str(&board.print()).unwrap();
        prop_assert_eq!(Board::parse(&format!("\u{feff}{value:#}")), Ok(board));
    }

    #[test]
    fn a_board_comes_back_from_its_link(board in any_board(), before in "(https://[a-z]{1,9}\\.example/discuss)?") {
        prop_assert_eq!(Board::parse_link(&format!("{before}{} \n", board.link())), Ok(board));
    }

    #[test]
    fn bytes_come_back_from_letters(bytes in prop::collection::vec(any::<u8>(), 0..50)) {
        let text = encode(&bytes);
        prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')));
        prop_assert_eq!(decode(&text), Ok(bytes));
    }

    #[test]
    fn a_truncated_link_is_recognized(board in any_board(), part in 0.0..1.0f64) {
        let link = board.link();
        let kept = PREFIX.len() + ((link.len() - PREFIX.len()) as f64 * part) as usize;
        prop_assert_eq!(Board::parse_link(&link[..kept]), Err(BoardError::Truncated));
    }

    #[test]
    fn a_link_with_another_character_is_an_error(board in any_board(), part in 0.0..1.0f64, letter in "[A-Za-z0-9_!é-]") {
        let link = board.link();
        let at = PREFIX.len() + ((link.len() - PREFIX.len()) as f64 * part) as usize;
        prop_assume!(!link[at..].starts_with(&letter));
        let result = Board::parse_link(&format!("{}{letter}{}", &link[..at], &link[at + 1..]));
        // A changed length, or bits after the last byte, look like a truncated link.
        prop_assert!(matches!(result, Err(BoardError::Truncated | BoardError::Corrupt)), "{result:?}");
    }

    #[test]
    fn a_link_with_more_characters_is_an_error(board in any_board(), more in "[A-Za-z0-9_-]{1,9}") {
        let result = Board::parse_link(&format!("{}{more}", board.link()));
        prop_assert!(matches!(result, Err(BoardError::Truncated | BoardError::Corrupt)), "{result:?}");
    }

    #[test]
    fn text_around_a_link_is_ignored(board in any_board(), before in "[^#]{0,9}", more in "(|[>.,;)&?\"'\\]* é]\\PC{0,9})") {
        prop_assert_eq!(Board::parse_link(&format!("{before}{}{more}", board.link())), Ok(board));
    }

    #[test]
    fn every_link_of_a_text_is_found(boards in prop::collection::vec(any_board(), 0..5), gaps in prop::collection::vec("[ \n]{1,2}(Ana: )?", 5)) {
        let text: String = boards.iter().zip(&gaps).map(|(board, gap)| format!("https://example.org/discuss{}{gap}", board.link())).collect();
        let found: Vec<Board> = links_of(&text).into_iter().filter_map(|link| Board::parse_link(link).ok()).collect();
        prop_assert_eq!(found, boards);
    }

    #[test]
    fn no_text_is_taken_for_a_board(text in "\\PC{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        prop_assert!(Board::parse(&text).is_err());
        prop_assert!(Board::parse_link(&text).is_err());
        let link = format!("{PREFIX}{text}");
        prop_assert!(Board::parse_link(&link).is_err());
        prop_assert!(Board::parse_link(&link_of(&bytes)).is_err());
        prop_assert!(Board::parse_link(&link_of(&deflated(&text))).is_err());
    }

    #[test]
    fn an_edited_file_is_a_board_or_an_error(at in 0.0..1.0f64, piece in "[\\x00-\\x7fé]{0,3}", gone in 0_usize..4) {
        let json = board(&dataset()).print();
        let at = (json.len() as f64 * at) as usize;
        let edited = [&json.as_bytes()[..at], piece.as_bytes(), json.as_bytes().get(at + gone..).unwrap_or_default()].concat();
        if let Ok(text) = std::str::from_utf8(&edited) && let Ok(board) = Board::parse(text) {
            prop_assert_eq!(Board::parse(&board.print()), Ok(board));
        }
    }
}

#[test]
fn the_checksum_is_that_of_zip_and_png() {
    assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
}

#[test]
fn a_deflate_bomb_is_rejected_before_it_fills_memory() {
    let bomb = " ".repeat(64 * 1024 * 1024);
    let small = deflated(&bomb);
    assert!(small.len() < 100_000, "{}", small.len());
    assert_eq!(Board::parse_link(&link_of(&small)), Err(BoardError::TooLarge));
    assert_eq!(Board::parse(&bomb[..=MAX_JSON]), Err(BoardError::TooLarge));
    assert_eq!(Board::parse_link(&format!("{PREFIX}{}", "A".repeat(MAX_LINK))), Err(BoardError::TooLarge));
    let deep = "[".repeat(100_000);
    assert!(matches!(Board::parse(&deep), Err(BoardError::NotJson { .. })));
}

#[test]
fn the_largest_board_fits_file_and_link() {
    let board = largest(&dataset());
    assert!(board.print().len() <= MAX_JSON, "{}", board.print().len());
    assert_eq!(Board::parse(&board.print()), Ok(board.clone()));
    assert_eq!(Board::parse_link(&board.link()), Ok(board));
}

#[test]
fn a_usual_link_is_short_enough_for_mail() {
    let mut board = board(&dataset());
    for n in 0..10 {
        board.add(&crate::sample::slug(&format!("challenge-number-{n}"))).unwrap();
    }
    let link = board.link();
    assert!(link.len() < 1_000, "{}: {link}", link.len());
}

#[test]
fn each_error_is_named() {
    for (from, to, error) in [
        (":1,", ":2,", BoardError::Newer),
        (":1,", ":0,", BoardError::NoBoard),
        ("challenge_map_board", "board", BoardError::NoBoard),
        ("\"title\"", "\"titel\"", BoardError::UnknownField("titel".to_owned())),
        ("\"title\":", "\"title\":\"\",\"title\":", BoardError::UnknownField("title".to_owned())),
        ("\"who\"", "\"whom\"", BoardError::UnknownField("whom".to_owned())),
        ("\"id\":\"01", "\"id\":\"zz", BoardError::WrongField("id")),
        ("\"saved_ms\":1", "\"saved_ms\":-1", BoardError::WrongField("saved_ms")),
        ("\"saved_ms\":1", "\"saved_ms\":99991", BoardError::WrongField("saved_ms")),
        ("[\"widespread\",", "[", BoardError::WrongField("axes")),
        ("[60,", "[60.5,", BoardError::WrongField("values")),
        ("[60,", "[101,", BoardError::WrongField("values")),
        ("[60,", "[", BoardError::WrongField("values")),
        ("\"math\"", "\"Math!\"", BoardError::WrongField("challenge")),
        ("\"math\"", "\"literacy\"", BoardError::WrongField("challenge")),
        ("\"wave\":null", "\"wave\":5", BoardError::WrongField("lens")),
        ("\"ordered\":true", "\"ordered\":1", BoardError::WrongField("ordered")),
        ("\"by\":\"", "\"by\":\"\\ud800", BoardError::WrongField("by")),
        ("\"picks\":[", "\"picks\":5,\"x\":[", BoardError::UnknownField("x".to_owned())),
        (",\"picks\":", ",,\"picks\":", BoardError::NotJson { line: 1, column: 253 }),
    ] {
        let found = changed(from, to).unwrap_err();
        if let (BoardError::NotJson { .. }, BoardError::NotJson { .. }) = (&found, &error) {
            continue;
        }
        assert_eq!(found, error, "{from} -> {to}");
    }
    let long = format!("\"title\":\"{}", "x".repeat(MAX_NAME));
    assert_eq!(changed("\"title\":\"", &long), Err(BoardError::WrongField("title")));
    assert_eq!(Board::parse("[]"), Err(BoardError::NoBoard));
    assert_eq!(Board::parse("{\n  oops"), Err(BoardError::NotJson { line: 2, column: 3 }));
    assert_eq!(Board::parse_link("https://example.org/discuss"), Err(BoardError::NoLink));
}

#[test]
fn a_line_without_a_link_is_not_passed_over() {
    assert_eq!(links_of("one\n\n  \r\nx #board=A y#board=B"), ["one", "x #board=A ", "y#board=B"]);
}

#[test]
fn every_error_says_what_to_do() {
    for error in [
        BoardError::NoLink,
        BoardError::Truncated,
        BoardError::Corrupt,
        BoardError::TooLarge,
        BoardError::NotJson { line: 3, column: 5 },
        BoardError::NoBoard,
        BoardError::Damaged,
        BoardError::Newer,
        BoardError::UnknownField("x".to_owned()),
        BoardError::WrongField("axes"),
        BoardError::Foreign("Elsewhere".to_owned()),
        BoardError::Foreign(String::new()),
    ] {
        let message = error.to_string();
        assert!(
            ["Copy", "Check", "Choose", "Reload", "Ask", "Open"].iter().any(|word| message.contains(word)),
            "{message}"
        );
    }
}

/// A board fits with an unknown challenge, which is kept, but not with other axes or only unknown challenges.
#[test]
fn only_boards_of_this_survey_fit() {
    let dataset = dataset();
    let mut board = board(&dataset);
    assert_eq!(board.fits(&dataset), Ok(Fit { unknown: Vec::new() }));
    board.add(&crate::sample::slug("lost")).unwrap();
    assert_eq!(board.fits(&dataset), Ok(Fit { unknown: vec![crate::sample::slug("lost")] }));
    let of_others = changed("\"literacy\"", "\"theirs\"").unwrap();
    assert!(of_others.fits(&dataset).is_ok());
    let foreign = Board::parse(&of_others.print().replace("\"math\"", "\"theirs-too\"")).unwrap();
    assert_eq!(foreign.fits(&dataset), Err(BoardError::Foreign("Challenge Map".to_owned())));
    let axes = changed("\"widespread\",\"urgent\"", "\"widespread\",\"often\"").unwrap();
    assert_eq!(axes.fits(&dataset), Err(BoardError::Foreign("Challenge Map".to_owned())));
    assert!(Board::new(&dataset, id(2), 0).fits(&dataset).is_ok());
}
