//! Enums: bare words, or serde's `{"name": content}`.

use crate::{
    attributes::{Container, Member, snake_case},
    structs::field_of,
};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, Fields, Token, Variant, punctuated::Punctuated};

/// The body of the reader of an enum.
pub(crate) fn body(
    variants: &Punctuated<Variant, Token![,]>,
    container: &Container,
) -> syn::Result<TokenStream> {
    if container.is_strict || container.is_transparent {
        return Err(Error::new_spanned(variants, "not for enums"));
    }
    let mut words = Vec::new();
    let mut reads = Vec::new();
    let mut are_words = true;
    for variant in variants {
        let ident = &variant.ident;
        let name = Member::read(&variant.attrs)?.rename.unwrap_or_else(|| {
            let name = ident.to_string();
            if container.is_snake_case {
                snake_case(&name)
            } else {
                name
            }
        });
        let read = match &variant.fields {
            Fields::Unit => quote! { Ok(Self::#ident) },
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                are_words = false;
                quote! { ::civil_affairs_domain::value::decode::Decode::decode(inner).map(Self::#ident) }
            }
            Fields::Named(fields) => {
                are_words = false;
                let from = quote! { inner };
                let reads = fields.named.iter().map(|field| field_of(field, &from));
                let reads = reads.collect::<syn::Result<Vec<_>>>()?;
                let reads = reads.iter().map(|(_, read)| read);
                quote! { Ok(Self::#ident { #(#reads),* }) }
            }
            other => {
                return Err(Error::new_spanned(
                    other,
                    "Decode reads one content a variant",
                ));
            }
        };
        words.push(name);
        reads.push(read);
    }
    Ok(if are_words {
        quote! {
            match value.as_str() {
                #(Some(#words) => #reads,)*
                _ => Err(::civil_affairs_domain::value::decode::DecodeError("word")),
            }
        }
    } else {
        quote! {
            let (name, inner) = ::civil_affairs_domain::value::decode::variant(value)?;
            match name {
                #(#words => #reads,)*
                _ => Err(::civil_affairs_domain::value::decode::DecodeError("variant")),
            }
        }
    })
}
