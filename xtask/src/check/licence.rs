//! Reads licence expressions (SPDX, with the older `/` for OR).

/// Whether somebody may use a work under this expression with the allowed licences alone: of what OR joins one side
/// is enough, of what AND joins both are needed. An expression that cannot be read is refused.
pub(super) fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut reader = Reader {
        words: spaced.split_whitespace().collect(),
        at: 0,
        allowed,
    };
    reader.any() == Some(true) && reader.at == reader.words.len()
}

struct Reader<'a> {
    words: Vec<&'a str>,
    at: usize,
    allowed: &'a [String],
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let word = self.words.get(self.at).copied();
        self.at += 1;
        word
    }

    fn take(&mut self, wanted: &str) -> bool {
        let there = self.words.get(self.at) == Some(&wanted);
        self.at += usize::from(there);
        there
    }

    fn any(&mut self) -> Option<bool> {
        let mut allowed = self.all()?;
        while self.take("OR") {
            allowed |= self.all()?;
        }
        Some(allowed)
    }

    fn all(&mut self) -> Option<bool> {
        let mut allowed = self.one()?;
        while self.take("AND") {
            allowed &= self.one()?;
        }
        Some(allowed)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let allowed = self.any()?;
            return self.take(")").then_some(allowed);
        }
        let mut licence = self.next()?.to_owned();
        if self.take("WITH") {
            licence = format!("{licence} WITH {}", self.next()?);
        }
        Some(self.allowed.contains(&licence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_side_of_an_or_is_enough_and_both_of_an_and_are_needed() {
        let known = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"];
        let known = known.map(str::to_owned);
        for allowed in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "GPL-3.0-only/MIT",
            "(MIT OR GPL-3.0-only) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0-only",
            "GPL-3.0-only AND MIT OR MIT",
        ] {
            assert!(is_allowed(allowed, &known), "{allowed}");
        }
        for refused in [
            "",
            "AGPL-3.0",
            "MIT AND GPL-3.0-only",
            "(MIT OR Unicode-3.0) AND GPL-3.0-only",
            "Apache-2.0",
            "MIT MIT",
            "(MIT",
            "MIT OR",
        ] {
            assert!(!is_allowed(refused, &known), "{refused}");
        }
    }
}
