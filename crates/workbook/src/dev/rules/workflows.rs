//! What the workflows run is there: a part of `.ci/run`, a package of the tree.

use std::fs;
use std::path::Path;

use super::manifest::members;
use super::root;
use crate::dev::Problem;
use crate::dev::outcomes::stems;
use crate::workspace::Workspace;

pub(super) fn check(workspace: &Workspace) -> Vec<Problem> {
    let folder = workspace.root.join(".github").join("workflows");
    let run = fs::read_to_string(workspace.root.join(".ci").join("run")).unwrap_or_default();
    let manifests = members(workspace, &root::members(workspace));
    let packages: Vec<_> = manifests.iter().filter_map(|path| name(path)).collect();
    let mut problems = Vec::new();
    for workflow in stems(&folder, "yml") {
        let path = folder.join(format!("{workflow}.yml"));
        let text = fs::read_to_string(&path).unwrap_or_default();
        let mut problem = |line: usize, message| {
            problems.push(Problem::new(&workspace.relative(&path), line, message));
        };
        for (line, text) in (1..).zip(text.lines()) {
            for part in parts(text) {
                if !run.contains(&format!("part {part};")) {
                    problem(line, format!("`.ci/run` has no part `{part}`"));
                }
            }
            if let Some((_, rest)) = text.split_once(" -p ") {
                let package = rest.split_whitespace().next().unwrap_or_default();
                if !packages.iter().any(|name| name == package) {
                    problem(line, format!("no package `{package}`"));
                }
            }
        }
    }
    problems
}

/// The parts of `.ci/run` that a line names: in a command, or in the matrix from which it takes them.
fn parts(line: &str) -> Vec<&str> {
    let named = line.trim().trim_start_matches("- ");
    let list = named.strip_prefix("part: ").or_else(|| named.strip_prefix("run: .ci/run "));
    let Some(list) = list.filter(|list| !list.starts_with("${{")) else { return Vec::new() };
    let list = list.trim_matches(['[', ']']);
    list.split(", ").filter_map(|part| part.split_whitespace().next()).collect()
}

/// The name of the package that a manifest is of.
fn name(manifest: &Path) -> Option<String> {
    let text = fs::read_to_string(manifest).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("name = \""))?;
    Some(line.trim_end_matches('"').to_owned())
}
