//! What serde's attributes say, as far as a reader has to know it.

use syn::{Attribute, Error, ExprPath, LitStr, meta::ParseNestedMeta};

/// Of a struct or an enum.
#[derive(Default)]
pub(crate) struct Container {
    /// Written as its only field.
    pub(crate) is_transparent: bool,
    /// Names are written in `snake_case`.
    pub(crate) is_snake_case: bool,
    /// A field that is not known is refused.
    pub(crate) is_strict: bool,
}

/// Of a field or a variant.
#[derive(Default)]
pub(crate) struct Member {
    /// The name in JSON, where it is another one.
    pub(crate) rename: Option<String>,
    /// What it is when nothing stands there.
    pub(crate) default: Default,
}

/// What a field is when nothing stands there.
#[derive(Default)]
pub(crate) enum Default {
    /// As its type says: nothing for an option, an empty list; else an error.
    #[default]
    OfType,
    /// `Default::default()`.
    Standard,
    /// What this function gives.
    Path(ExprPath),
}

impl Container {
    pub(crate) fn read(attributes: &[Attribute]) -> syn::Result<Container> {
        let mut container = Container::default();
        each(attributes, "serde", &mut |meta| {
            if meta.path.is_ident("rename_all") {
                let case: LitStr = meta.value()?.parse()?;
                if case.value() != "snake_case" {
                    return Err(Error::new(case.span(), "Decode reads `snake_case` only"));
                }
                container.is_snake_case = true;
                return Ok(());
            }
            if meta.path.is_ident("transparent") {
                container.is_transparent = true;
                return Ok(());
            }
            if meta.path.is_ident("deny_unknown_fields") || meta.path.is_ident("default") {
                return Ok(());
            }
            Err(meta.error("Decode does not know this attribute of serde"))
        })?;
        each(attributes, "decode", &mut |meta| {
            if meta.path.is_ident("strict") {
                container.is_strict = true;
                return Ok(());
            }
            Err(meta.error("Decode knows `strict` only"))
        })?;
        Ok(container)
    }
}

impl Member {
    pub(crate) fn read(attributes: &[Attribute]) -> syn::Result<Member> {
        let mut member = Member::default();
        each(attributes, "serde", &mut |meta| {
            if meta.path.is_ident("rename") {
                let name: LitStr = meta.value()?.parse()?;
                member.rename = Some(name.value());
                return Ok(());
            }
            if meta.path.is_ident("default") {
                member.default = match meta.value() {
                    Ok(value) => Default::Path(value.parse::<LitStr>()?.parse()?),
                    Err(_) => Default::Standard,
                };
                return Ok(());
            }
            // Serde never writes an alias: only officers do.
            if meta.path.is_ident("skip_serializing_if") || meta.path.is_ident("alias") {
                let _: LitStr = meta.value()?.parse()?;
                return Ok(());
            }
            Err(meta.error("Decode does not know this attribute of serde"))
        })?;
        Ok(member)
    }
}

fn each(
    attributes: &[Attribute],
    name: &str,
    read: &mut dyn FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    for attribute in attributes {
        if attribute.path().is_ident(name) {
            attribute.parse_nested_meta(&mut *read)?;
        }
    }
    Ok(())
}

/// A variant's name as serde writes it: `PartyB` becomes `party_b`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_uppercase() && at > 0 {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}
