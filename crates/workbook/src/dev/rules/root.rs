//! The root Cargo.toml: all packages are members, and all but those that fail are what `cargo test` runs.

use toml_edit::Item;

use super::manifest::Manifest;
use crate::dev::Problem;
use crate::workspace::Workspace;

/// Those are red until a reader has solved them.
const EXERCISES: &str = "exercises/*/*";

/// Its programs fail on purpose: pages show how.
const VERDICTS: &str = "book/verdicts";

pub(super) fn check(workspace: &Workspace) -> Vec<Problem> {
    let manifest = match Manifest::read(workspace, &workspace.root.join("Cargo.toml")) {
        Ok(manifest) => manifest,
        Err(problem) => return vec![problem],
    };
    let mut problems = Vec::new();
    let (all, default) = (list(&manifest, "members"), list(&manifest, "default-members"));
    let all_line = manifest.line_of(&["workspace", "members"]);
    let line = manifest.line_of(&["workspace", "default-members"]);
    for member in &all {
        let exercises = member.starts_with("exercises/");
        let is_red = exercises || member == VERDICTS;
        if is_red == default.contains(member) {
            let message = if exercises {
                format!("`{member}` are red until they are solved: they are no default member")
            } else if is_red {
                format!("`{member}` fails on purpose: it is no default member")
            } else {
                format!("`{member}` is a member, and no default member: only exercises are not")
            };
            problems.push(manifest.problem(line, message).see(&manifest.file, all_line));
        }
    }
    if !all.iter().any(|member| member == EXERCISES) {
        problems.push(manifest.problem(all_line, format!("`{EXERCISES}` is no member")));
    }
    for member in default.iter().filter(|member| !all.contains(member)) {
        let message = format!("`{member}` is a default member, and no member");
        problems.push(manifest.problem(line, message).see(&manifest.file, all_line));
    }
    let checker = ["workspace", "dependencies", "interleave", "features"];
    if let Some((_, line)) = manifest.at(&checker) {
        let message =
            "`interleave` has features for everybody here: only exercises ask for `model`";
        problems.push(manifest.problem(line, message));
    }
    problems
}

/// The members that the root names.
pub(super) fn members(workspace: &Workspace) -> Vec<String> {
    let manifest = Manifest::read(workspace, &workspace.root.join("Cargo.toml"));
    manifest.map(|manifest| list(&manifest, "members")).unwrap_or_default()
}

fn list(manifest: &Manifest, key: &str) -> Vec<String> {
    let array = manifest.at(&["workspace", key]).and_then(|(item, _)| Item::as_array(item));
    let strings = array.into_iter().flatten().filter_map(|value| value.as_str());
    strings.map(str::to_owned).collect()
}
