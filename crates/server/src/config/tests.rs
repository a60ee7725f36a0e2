//! What is said nearer counts more, and a mistake is told with its place.

use super::*;
use clap::{Args, FromArgMatches, Parser, Subcommand};
use std::{fs, path::Path};

#[derive(Debug, Parser)]
struct Cli {
    #[arg(long, env = "CIVIL_AFFAIRS_TEST_CONFIG", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Sub,
}

#[derive(Debug, Subcommand)]
enum Sub {
    Serve(Options),
    Send {
        /// Of another command.
        #[arg(long, env = "CIVIL_AFFAIRS_TEST_PASSWORD", hide_env_values = true)]
        password: Option<String>,
    },
}

/// `HOME` and `PATH` are there in every environment.
#[derive(Debug, Args)]
struct Options {
    /// A number.
    #[arg(long, env = "CIVIL_AFFAIRS_TEST_COUNT", default_value_t = 1)]
    count: u16,
    /// Comes from the environment.
    #[arg(long, env = "PATH", default_value = "nothing")]
    path: String,
    /// A list.
    #[arg(long, env = "CIVIL_AFFAIRS_TEST_ONES", value_delimiter = ',')]
    ones: Vec<u8>,
    /// Once only.
    #[arg(long)]
    once: bool,
}

/// A file that goes with the test.
struct Written(PathBuf);

impl Written {
    fn new(name: &str, text: &str) -> Written {
        let own = format!("civil-affairs-config-{name}-{}.toml", std::process::id());
        let path = std::env::temp_dir().join(own);
        fs::write(&path, text).unwrap();
        Written(path)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn command() -> Command {
    <Cli as clap::CommandFactory>::command()
}

fn settled(file: &Path, arguments: &[&str]) -> Result<ResolvedSettings, ConfigError> {
    let mut all: Vec<OsString> = vec!["civil-affairs".into()];
    all.extend(arguments.iter().map(OsString::from));
    all.extend(["--config".into(), file.into()]);
    settle(command(), all)
}

fn options(settled: &ResolvedSettings) -> Options {
    match Cli::from_arg_matches(&settled.matches).unwrap().command {
        Sub::Serve(options) => options,
        Sub::Send { .. } => unreachable!(),
    }
}

#[test]
fn a_flag_outweighs_the_environment_which_outweighs_the_file_which_outweighs_the_default() {
    let file = Written::new("order", "count = 2\npath = \"file\"\nones = [3, 4]\n");
    let from_file = options(&settled(&file.0, &["serve"]).unwrap());
    assert_eq!((from_file.count, from_file.ones), (2, vec![3, 4]));
    assert_eq!(from_file.path, std::env::var("PATH").unwrap());
    let by_flag = settled(
        &file.0,
        &["serve", "--count", "5", "--path", "flag", "--ones", "6"],
    );
    let by_flag = options(&by_flag.unwrap());
    assert_eq!((by_flag.count, by_flag.ones), (5, vec![6]));
    assert_eq!(by_flag.path, "flag");
    let empty = Written::new("empty", "");
    assert_eq!(options(&settled(&empty.0, &["serve"]).unwrap()).count, 1);
}

#[test]
fn a_setting_of_another_command_is_known_and_waits_for_it() {
    let file = Written::new("other", "password = \"x\"\ncount = 9\n");
    assert_eq!(options(&settled(&file.0, &["serve"]).unwrap()).count, 9);
    let send = settled(&file.0, &["send"]).unwrap();
    let shown = shown(&command(), &send);
    assert!(shown.contains("# password is set and not shown"), "{shown}");
}

#[test]
fn a_mistake_in_the_file_is_told_with_file_line_and_column() {
    for (text, place, told) in [
        (
            "count = 2\n\n  lissten = 1\n",
            ":3:3: ",
            "`lissten` is no setting",
        ),
        ("once = true\n", ":1:1: ", "`once` is no setting"),
        ("config = \"other\"\n", ":1:1: ", "`config` is no setting"),
        ("\ncount = 70000\n", ":2:1: ", "invalid value '70000'"),
        (
            "count = [1, 2]\n",
            ":1:1: ",
            "cannot be used multiple times",
        ),
        ("count = { a = 1 }\n", ":1:1: ", "`count` wants"),
        ("count = \n", ":1:9: ", ""),
        ("count = 1\ncount = 2\n", ":2:1: ", "duplicate key"),
    ] {
        let file = Written::new("mistake", text);
        let error = settled(&file.0, &["serve"]).unwrap_err().to_string();
        let name = file.0.display().to_string();
        assert!(
            error.starts_with(&format!("{name}{place}")),
            "{text}: {error}"
        );
        assert!(error.contains(told), "{text}: {error}");
    }
    let missing = settled(Path::new("/no/such/file"), &["serve"]).unwrap_err();
    assert!(
        missing.to_string().starts_with("/no/such/file: "),
        "{missing}"
    );
}

#[test]
fn what_is_shown_names_every_source_and_can_be_read_again() {
    let file = Written::new("shown", "count = 2\n");
    let arguments = ["serve", "--ones", "7", "--ones", "8"];
    let shown = shown(&command(), &settled(&file.0, &arguments).unwrap());
    let line = |name: &str| {
        let line = shown.lines().find(|line| line.starts_with(name));
        line.unwrap_or_else(|| panic!("{shown}")).to_owned()
    };
    assert_eq!(
        line("count"),
        format!("count = 2  # {}:1", file.0.display())
    );
    assert_eq!(line("ones"), "ones = [7, 8]  # --ones");
    assert!(line("path").ends_with("  # PATH"));
    let again = Written::new("again", &shown);
    assert_eq!(options(&settled(&again.0, &["serve"]).unwrap()).count, 2);
}
