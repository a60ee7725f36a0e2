//! A QR code in a terminal.

use anyhow::{Result, anyhow};
use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around the code, which readers want.
const QUIET: i32 = 4;
/// Black on white, whatever the terminal's own colours are.
const BLACK_ON_WHITE: &str = "\x1b[38;5;16;48;5;231m";
const OWN_COLOURS: &str = "\x1b[0m";

/// Two rows of modules in a line of text.
pub(super) fn shown(text: &str) -> Result<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|error| anyhow!("{error}"))?;
    let mut lines = String::new();
    for top in (-QUIET..code.size() + QUIET).step_by(2) {
        lines.push_str(BLACK_ON_WHITE);
        for column in -QUIET..code.size() + QUIET {
            let dark = (
                code.get_module(column, top),
                code.get_module(column, top + 1),
            );
            lines.push(match dark {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        lines.push_str(OWN_COLOURS);
        lines.push('\n');
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_stands_in_its_place_with_a_light_edge_around() {
        let text = "https://192.168.1.7:8443/";
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let shown = shown(text).unwrap();
        let plain = shown.replace(BLACK_ON_WHITE, "").replace(OWN_COLOURS, "");
        let lines: Vec<Vec<char>> = plain.lines().map(|line| line.chars().collect()).collect();
        let wide = usize::try_from(code.size() + 2 * QUIET).unwrap();
        assert!(lines.iter().all(|line| line.len() == wide));
        for y in 0..code.size() {
            for x in 0..code.size() {
                let at = |place: i32| usize::try_from(place + QUIET).unwrap();
                let drawn = lines[at(y) / 2][at(x)];
                let upper = at(y) % 2 == 0;
                let dark = drawn == '█' || drawn == if upper { '▀' } else { '▄' };
                assert_eq!(dark, code.get_module(x, y), "{x} {y}");
            }
        }
        assert!(
            lines[0]
                .iter()
                .chain(&lines[1])
                .all(|module| *module == ' ')
        );
    }
}
