//! E-mail addresses: the form and the lengths of RFC 5321 §4.1.2 and §4.5.3.1. Nothing is looked up.
//!
//! Accepted is what providers give out: a dot-atom in ASCII before the `@`, a host name after it. Quoted local parts,
//! address literals and internationalised addresses (RFC 6531) are not.

use crate::value::width;

/// Octets of the local part (RFC 5321 §4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;
/// Octets of the domain (RFC 5321 §4.5.3.1.2).
const LONGEST_DOMAIN: usize = 255;
/// Octets of the whole: a path has 256, its two angle brackets included (RFC 5321 §4.5.3.1.3).
const LONGEST: usize = 254;
/// Octets of one label of a host name (RFC 1035 §2.3.4).
const LONGEST_LABEL: usize = 63;

/// An address, the domain in small letters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// Not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// There is no `@`, or more than one.
    #[error("an address has one @")]
    At,
    /// What stands before the `@`.
    #[error("the part before the @ is empty, or has a character or a dot where none can stand")]
    Local,
    /// What stands after the `@`.
    #[error("the part after the @ is no host name such as example.com")]
    Domain,
    /// Over a limit of RFC 5321.
    #[error("longer than 64 before, 255 after the @ or 254 in all")]
    TooLong,
}

impl EmailError {
    /// Stable word.
    pub fn code(self) -> &'static str {
        match self {
            EmailError::At => "email_at",
            EmailError::Local => "email_local",
            EmailError::Domain => "email_domain",
            EmailError::TooLong => "email_too_long",
        }
    }
}

impl Email {
    /// Reads an address; blanks around it and full-width characters are understood.
    pub fn parse(typed: &str) -> Result<Email, EmailError> {
        let plain = width::narrow(typed.trim());
        let plain = plain.trim();
        let (local, domain) = plain.split_once('@').ok_or(EmailError::At)?;
        if domain.contains('@') {
            return Err(EmailError::At);
        }
        if !local.split('.').all(is_atom) {
            return Err(EmailError::Local);
        }
        if !is_host(domain) {
            return Err(EmailError::Domain);
        }
        let is_too_long =
            local.len() > LONGEST_LOCAL || domain.len() > LONGEST_DOMAIN || plain.len() > LONGEST;
        if is_too_long {
            return Err(EmailError::TooLong);
        }
        Ok(Email(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An atom (RFC 5322 §3.2.3).
fn is_atom(text: &str) -> bool {
    let is_atext = |c: u8| c.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&c);
    !text.is_empty() && text.bytes().all(is_atext)
}

/// A name of at least two labels (RFC 1123 §2.1), the last of which is not a number.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
        (1..=LONGEST_LABEL).contains(&label.len())
            && label.bytes().all(is_plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let Some((_, last)) = text.rsplit_once('.') else {
        return false;
    };
    text.split('.').all(is_label) && !last.bytes().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<String, EmailError> {
        Email::parse(typed).map(|email| email.as_str().to_owned())
    }

    #[test]
    fn an_address_is_understood_in_any_width_and_its_domain_in_any_case() {
        for (typed, wanted) in [
            ("zhang.san@example.com", "zhang.san@example.com"),
            (" Zhang_San+1@Example.COM ", "Zhang_San+1@example.com"),
            ("ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ", "zhang@example.com"),
            ("a@b.co", "a@b.co"),
            (
                "!#$%&'*+-/=?^_`{|}~@xn--fiqs8s.example",
                "!#$%&'*+-/=?^_`{|}~@xn--fiqs8s.example",
            ),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(wanted), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_is_told_apart() {
        for typed in ["", "zhang", "zhang.example.com", "a@b@example.com"] {
            assert_eq!(read(typed), Err(EmailError::At), "{typed}");
        }
        for typed in [
            "@example.com",
            ".a@example.com",
            "a.@example.com",
            "a..b@example.com",
            "a b@example.com",
            "张三@example.com",
            "\"a b\"@example.com",
        ] {
            assert_eq!(read(typed), Err(EmailError::Local), "{typed}");
        }
        for typed in [
            "a@",
            "a@example",
            "a@example.",
            "a@.com",
            "a@-example.com",
            "a@example-.com",
            "a@例子.com",
            "a@[192.0.2.1]",
            "a@192.0.2.1",
            "a@exa mple.com",
        ] {
            assert_eq!(read(typed), Err(EmailError::Domain), "{typed}");
        }
    }

    #[test]
    fn the_lengths_of_rfc_5321_are_kept_to_the_letter() {
        let local = |count| "a".repeat(count);
        assert!(read(&format!("{}@example.com", local(64))).is_ok());
        assert_eq!(
            read(&format!("{}@example.com", local(65))),
            Err(EmailError::TooLong)
        );
        let label = "b".repeat(61);
        let domain = format!("{label}.{label}.{label}.{}", "c".repeat(61));
        assert_eq!(domain.len(), 247);
        assert!(read(&format!("{}@{domain}", local(6))).is_ok());
        assert_eq!(
            read(&format!("{}@{domain}", local(7))),
            Err(EmailError::TooLong)
        );
        assert_eq!(
            read(&format!("a@{}.com", "b".repeat(64))),
            Err(EmailError::Domain)
        );
    }
}
