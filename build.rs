//! Keeps the relocations in the release build for browsers: `cargo xtask` splits it by them (see `xtask/src/dist/split.rs`).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
