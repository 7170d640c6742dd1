//! `completions`: what shells need to complete commands, flags and the names of exercises.

use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command};
use clap_complete::{Shell, generate};

use super::{Status, args, json};
use workbook::workspace::Workspace;

/// `completions <shell>`.
pub(crate) fn command(matches: &ArgMatches, as_json: bool) -> Result<Status> {
    let shell = *matches.get_one::<Shell>("shell").context("no shell is named")?;
    let script = script(shell, with_names(args::command()));
    if as_json {
        let shell = shell.to_string();
        json::line(json::Type::Completions, &[("shell", shell.into()), ("script", script.into())]);
    } else {
        say!("{}", script.trim_end());
    }
    Ok(Status::Holds)
}

/// Adds the names of the exercises to those arguments that take one.
fn with_names(command: Command) -> Command {
    // Without a checkout, all else is still completed.
    let exercises = Workspace::find().map(|workspace| workspace.exercises).unwrap_or_default();
    // Names of arguments are static, and this process prints one script.
    let slugs: Vec<&'static str> =
        exercises.into_iter().map(|exercise| &*exercise.slug.leak()).collect();
    command.mut_subcommands(|command| {
        command.mut_args(|arg| match arg.get_id().as_str() {
            "slug" | "only" if !slugs.is_empty() => {
                arg.value_parser(PossibleValuesParser::new(slugs.clone()))
            }
            _ => arg,
        })
    })
}

/// A shell completes one word: so the script defines that word, too.
fn script(shell: Shell, command: Command) -> String {
    let mut command = command.bin_name("workbook");
    let mut script = Vec::new();
    generate(shell, &mut command, "workbook", &mut script);
    let script = String::from_utf8_lossy(&script);
    let define = match shell {
        Shell::Bash => "workbook() { cargo workbook \"$@\"; }\n",
        Shell::Zsh => {
            "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }\n\
             workbook() { cargo workbook \"$@\"; }\n"
        }
        Shell::Fish => "function workbook; cargo workbook $argv; end\n",
        _ => "",
    };
    // zsh reads the first line as a directive of its own, if the script is a file of completions.
    match (shell, script.split_once('\n')) {
        (Shell::Zsh, Some((first, rest))) => format!("{first}\n{define}{rest}"),
        _ => format!("{define}{script}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_defines_what_it_completes() {
        let script = script(Shell::Bash, with_names(args::command()));
        assert!(script.starts_with("workbook() { cargo workbook"), "{script}");
        assert!(script.contains("complete -F _workbook") && script.contains("counter"), "{script}");
    }

    #[test]
    fn there_is_a_script_for_every_shell() {
        for shell in [Shell::Bash, Shell::Elvish, Shell::Fish, Shell::PowerShell, Shell::Zsh] {
            assert!(script(shell, args::command()).contains("previous"), "{shell}");
        }
    }
}
