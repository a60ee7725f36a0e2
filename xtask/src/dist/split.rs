//! Cuts the program in two: what the first page needs, and the other pages, which come right after it.
//!
//! The app marks the cut (`src/program/later.rs`, feature `split`). What belongs to which part is worked out from the
//! relocations that the linker kept, before wasm-bindgen sees the program; so Trunk's own run of it is done again here,
//! on the first part.

use super::precache;
use crate::{
    app::target_folder,
    process,
    web_app::{self, WebApp},
};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_split_cli_support::Options;

/// Names inside the working folder.
const GLUE: &str = "app.js";
const FIRST: &str = "app_bg.wasm";
const LOADER: &str = "__wasm_split.js";
const LATER: &str = "split_pages.wasm";

/// What WebAssembly may use on every browser of the floor, and nothing more: with all features the result does not
/// start in Chromium.
const OPTIMISE: [&str; 9] = [
    "-Oz",
    "--strip-debug",
    "--strip-producers",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Puts the two parts, the glue and the loader in the place of Trunk's files.
pub(super) fn split(dist: &Path) -> Result<()> {
    let target = target_folder()?;
    let raw = web_app::raw(&target, WebApp::Citizen);
    let folder = target.join("xtask").join("split");
    let _ = fs::remove_dir_all(&folder);
    cut(&raw, &folder)?;
    for part in [FIRST, LATER] {
        optimise(&folder.join(part))?;
    }
    let names = Names::of(&folder)?;
    for (from, to) in names.files() {
        let content = fs::read(folder.join(from)).with_context(|| from.to_owned())?;
        let content = match from.ends_with(".js") {
            true => names.renamed(&String::from_utf8(content)?).into_bytes(),
            false => content,
        };
        fs::write(dist.join(to), content)?;
    }
    exchange(dist, &names)
}

/// Two modules, and the glue for the first one.
fn cut(raw: &Path, folder: &Path) -> Result<()> {
    let program = fs::read(raw).with_context(|| raw.display().to_string())?;
    let main = folder.join("main.wasm");
    let link = format!("./{LOADER}");
    let glue = format!("./{GLUE}");
    let mut options = Options::new(&program);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &glue;
    let parts = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow::anyhow!("{error:#}"))
        .context("cannot split the program")?;
    if parts.split_modules != [folder.join(LATER)] {
        bail!(
            "the program has other parts than `{LATER}`: {:?}. Was it built with the feature `split`?",
            parts.split_modules
        );
    }
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--keep-lld-exports",
            "--no-demangle",
        ])
        .args(["--out-name", "app", "--out-dir"])
        .arg(folder)
        .arg(&main);
    process::run(&mut bindgen)
}

fn optimise(part: &Path) -> Result<()> {
    let mut optimise = Command::new("wasm-opt");
    optimise.args(OPTIMISE).arg(part).arg("-o").arg(part);
    process::run(&mut optimise)
}

/// What each file is called for visitors: one digest over all of them, since they name one another.
struct Names([(&'static str, String); 4]);

impl Names {
    fn of(folder: &Path) -> Result<Names> {
        let mut digest = Sha256::new();
        for file in [GLUE, FIRST, LOADER, LATER] {
            digest.update(fs::read(folder.join(file)).with_context(|| file.to_owned())?);
        }
        let digest: String = digest
            .finalize()
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok(Names([
            (GLUE, format!("app-{digest}.js")),
            (FIRST, format!("app-{digest}.wasm")),
            (LOADER, format!("loader-{digest}.js")),
            (LATER, format!("pages-{digest}.wasm")),
        ]))
    }

    fn files(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(from, to)| (*from, to.as_str()))
    }

    /// A script with the names of the files it fetches exchanged. The same name as the key of an import stays: by it
    /// the program knows the module.
    fn renamed(&self, script: &str) -> String {
        let mut script = script.to_owned();
        for (from, to) in self.files() {
            for quote in ['"', '\''] {
                for fetch in ["from ", "new URL("] {
                    for before in ["./", ""] {
                        let old = format!("{fetch}{quote}{before}{from}{quote}");
                        script = script.replace(&old, &format!("{fetch}{quote}./{to}{quote}"));
                    }
                }
            }
        }
        script
    }
}

/// Names the new files in the page, with their digests, and removes Trunk's own.
fn exchange(dist: &Path, names: &Names) -> Result<()> {
    let page = dist.join("index.html");
    let mut html = fs::read_to_string(&page).with_context(|| page.display().to_string())?;
    let [(_, glue), (_, first), ..] = &names.0;
    for (ending, new) in [("_bg.wasm", first), (".js", glue)] {
        let old = only(dist, ending)?;
        let name = old
            .file_name()
            .and_then(|name| name.to_str())
            .context("a name")?
            .to_owned();
        let was = precache::integrity(&fs::read(&old)?);
        let is = precache::integrity(&fs::read(dist.join(new))?);
        if !html.contains(&name) || !html.contains(&was) {
            bail!("index.html does not name {name} with its digest");
        }
        html = html.replace(&name, new).replace(&was, &is);
        fs::remove_file(&old)?;
    }
    fs::write(&page, html)?;
    Ok(())
}

/// Trunk's file with this ending.
fn only(dist: &Path, ending: &str) -> Result<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| {
            name.starts_with(WebApp::Citizen.package()) && name.ends_with(ending)
        }) {
            found.push(path);
        }
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        _ => bail!("{} files *{ending} of Trunk instead of one", found.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_name_the_files_as_visitors_get_them() {
        let names = Names([
            (GLUE, "app-1.js".to_owned()),
            (FIRST, "app-1.wasm".to_owned()),
            (LOADER, "loader-1.js".to_owned()),
            (LATER, "pages-1.wasm".to_owned()),
        ]);
        let script = "import * as import1 from \"./__wasm_split.js\"
            ({ \"./__wasm_split.js\": import1 });
            new URL('app_bg.wasm', import.meta.url);";
        assert_eq!(
            names.renamed(script),
            "import * as import1 from \"./loader-1.js\"
            ({ \"./__wasm_split.js\": import1 });
            new URL('./app-1.wasm', import.meta.url);"
        );
    }
}
