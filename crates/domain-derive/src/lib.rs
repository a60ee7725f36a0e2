//! `#[derive(Decode)]`: a small reader for a type that serde writes.
//!
//! It goes by serde's own attributes, so that a field is named once: `rename`, `rename_all = "snake_case"`, `default`
//! (also with a path), `transparent`; `skip_serializing_if` and `deny_unknown_fields` say nothing to it. A record that
//! must not lose a field it does not know says `#[decode(strict)]`. Any other attribute of serde is refused, since it
//! would make the two readers differ.

mod attributes;
mod enums;
mod structs;

use proc_macro::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, parse_macro_input};

/// Derives `civil_affairs_domain::value::decode::Decode`.
#[proc_macro_derive(Decode, attributes(serde, decode))]
pub fn decode(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(&input)
        .unwrap_or_else(Error::into_compile_error)
        .into()
}

fn expand(input: &DeriveInput) -> syn::Result<proc_macro2::TokenStream> {
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(
            &input.generics,
            "Decode reads no generic types",
        ));
    }
    let container = attributes::Container::read(&input.attrs)?;
    let body = match &input.data {
        Data::Struct(data) => structs::body(&data.fields, &container)?,
        Data::Enum(data) => enums::body(&data.variants, &container)?,
        Data::Union(_) => return Err(Error::new_spanned(input, "Decode reads no unions")),
    };
    let name = &input.ident;
    Ok(quote! {
        #[automatically_derived]
        impl ::civil_affairs_domain::value::decode::Decode for #name {
            fn decode(
                value: &::civil_affairs_domain::value::decode::Json,
            ) -> ::core::result::Result<Self, ::civil_affairs_domain::value::decode::DecodeError> {
                #body
            }
        }
    })
}
