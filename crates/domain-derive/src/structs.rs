//! Structs with named fields, and newtypes.

use crate::attributes::{Container, Default, Member};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, Field, Fields, Type, ext::IdentExt as _};

/// The body of the reader of a struct.
pub(crate) fn body(fields: &Fields, container: &Container) -> syn::Result<TokenStream> {
    match fields {
        Fields::Unnamed(unnamed) if unnamed.unnamed.len() == 1 && container.is_transparent => {
            Ok(quote! { ::civil_affairs_domain::value::decode::Decode::decode(value).map(Self) })
        }
        Fields::Named(named) if !container.is_transparent => {
            let mut names = Vec::new();
            let mut reads = Vec::new();
            for field in &named.named {
                let (name, read) = field_of(field, &quote! { value })?;
                names.push(name);
                reads.push(read);
            }
            let only = container.is_strict.then(|| {
                quote! { ::civil_affairs_domain::value::decode::only(value, &[#(#names),*])?; }
            });
            Ok(quote! {
                #only
                Ok(Self { #(#reads),* })
            })
        }
        other => Err(Error::new_spanned(
            other,
            "Decode reads structs with named fields, and newtypes that are `transparent`",
        )),
    }
}

/// A field's name in JSON, and how it is read from an object.
pub(crate) fn field_of(field: &Field, from: &TokenStream) -> syn::Result<(String, TokenStream)> {
    let member = Member::read(&field.attrs)?;
    let Some(ident) = &field.ident else {
        return Err(Error::new_spanned(field, "a field without a name"));
    };
    let name = member.rename.unwrap_or_else(|| ident.unraw().to_string());
    let read = match member.default {
        Default::Standard if !has_absent(&field.ty) => quote! {
            ::civil_affairs_domain::value::decode::field_or(#from, #name, ::core::default::Default::default)
        },
        Default::Path(path) => quote! {
            ::civil_affairs_domain::value::decode::field_or(#from, #name, #path)
        },
        Default::OfType | Default::Standard => quote! {
            ::civil_affairs_domain::value::decode::field(#from, #name)
        },
    };
    Ok((name, quote! { #ident: #read? }))
}

/// Whether a type says by itself what it is when nothing stands there, and that is its default. Fewer functions are
/// compiled then.
fn has_absent(ty: &Type) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    let last = path.path.segments.last().map(|last| last.ident.to_string());
    matches!(
        last.as_deref(),
        Some("bool" | "Option" | "Vec" | "BTreeMap")
    )
}
