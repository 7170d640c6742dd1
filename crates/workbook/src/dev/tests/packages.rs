//! A deliberate break of each rule about manifests.

use super::{Tree, begins};

const EXERCISE: &str = "exercises/a/one/Cargo.toml";
const SOLUTION: &str = "solutions/a/one/Cargo.toml";
const PROGRAMS: &str = "book/programs/Cargo.toml";

#[test]
fn rule_packages_have_the_names_of_their_folders() {
    let problem = Tree::broken(EXERCISE, "name = \"one\"", "name = \"two\"");
    assert_eq!(problem, format!("{EXERCISE}:2: the package of this folder is named `one`"));
    let problem = Tree::broken(SOLUTION, "one_solution", "one");
    assert_eq!(
        problem,
        format!("{SOLUTION}:2: the package of this folder is named `one_solution`")
    );
}

#[test]
fn rule_the_library_has_neither_tests_nor_doctests() {
    for (file, line) in [(EXERCISE, 14), (SOLUTION, 6)] {
        let problem = Tree::broken(file, "doctest = false\n", "");
        assert_eq!(problem, format!("{file}:{line}: `[lib]` has no `doctest = false`"));
        let problem = Tree::broken(file, "\ntest = false\n", "\ntest = true\n");
        assert_eq!(problem, format!("{file}:{}: `[lib]` has no `test = false`", line + 1));
    }
}

#[test]
fn rule_versions_stand_in_the_root() {
    let problem =
        Tree::broken(SOLUTION, "version.workspace = true\nedition", "version = \"1.0.0\"\nedition");
    begins(&problem, "solutions/a/one/Cargo.toml:3: `version` stands in the root once");
    let problem = Tree::broken(SOLUTION, "rust-version.workspace = true\n", "");
    begins(&problem, "solutions/a/one/Cargo.toml:1: `rust-version` stands in the root once");
    for (dependency, line) in [
        ("[dependencies]\nlibc = \"0.2\"\n", 10),
        ("[dependencies]\nlibc = { version = \"0.2\" }\n", 10),
    ] {
        let problem = Tree::broken(SOLUTION, "[dependencies]\n", dependency);
        begins(&problem, &format!("{SOLUTION}:{line}: versions stand in the root once: `libc"));
    }
    let target = "[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n[lints]\n";
    let problem = Tree::broken(SOLUTION, "[lints]\n", target);
    begins(&problem, &format!("{SOLUTION}:12: versions stand in the root once: `libc"));
}

#[test]
fn a_package_that_shows_an_edition_has_its_own() {
    let older = |folder: &str| {
        let tree = Tree::new();
        let root = super::ROOT.replace("    \"book/programs\",\n", &format!("    \"{folder}\",\n"));
        tree.write("Cargo.toml", &root);
        let own = super::INHERITED.replace("edition.workspace = true", "edition = \"2021\"");
        tree.write(
            &format!("{folder}/Cargo.toml"),
            &format!("[package]\nname = \"old\"\n{own}{}", super::LINTS),
        );
        tree.problems()
    };
    let edition = |problem: &String| problem.contains("`edition` stands in the root once");
    assert!(!older("book/edition_2021").iter().any(edition));
    assert!(older("book/listings").iter().any(edition));
}

#[test]
fn rule_lints_stand_in_the_root() {
    let problem = Tree::broken(SOLUTION, super::LINTS, "[lints.rust]\nunused = \"allow\"\n");
    begins(&problem, "solutions/a/one/Cargo.toml:11: the lints stand in the root once");
}

#[test]
fn rule_only_the_tests_of_exercises_have_the_engines() {
    let with = |features: &str| {
        format!("[dependencies]\ninterleave = {{ workspace = true, features = [{features}] }}")
    };
    let plain = "[dependencies]\ninterleave.workspace = true";
    for file in [EXERCISE, SOLUTION] {
        let problem = Tree::broken(file, plain, &with("\"model\""));
        assert!(
            problem.contains("the feature `model` of `interleave` would slow down"),
            "{problem}"
        );
    }
    let problem = Tree::broken(EXERCISE, "features = [\"model\"]", "features = [\"loom\"]");
    assert!(problem.contains("the feature `loom` of `interleave`"), "{problem}");
    let problem = Tree::broken(
        "Cargo.toml",
        "{ path = \"crates/interleave\" }",
        "{ path = \"crates/interleave\", features = [\"model\"] }",
    );
    begins(&problem, "Cargo.toml:14: `interleave` has features for everybody");
}

#[test]
fn rule_programs_have_no_documentation() {
    let problem = Tree::broken(PROGRAMS, "doc = false\n", "");
    assert_eq!(problem, "book/programs/Cargo.toml:7: the program `p` has no `doc = false`");
    let tree = Tree::new();
    tree.write("book/programs/src/bin/q.rs", "fn main() {}\n");
    begins(&tree.problem(), "book/programs/src/bin/q.rs:1: no `[[bin]]` with `name = \"q\"`");
}

#[test]
fn rule_all_but_exercises_are_default_members() {
    let root = "Cargo.toml";
    let problem = Tree::broken(
        root,
        "    \"solutions/*/*\",\n    \"book/programs\",\n]\n[",
        "    \"book/programs\",\n]\n[",
    );
    let expected = "Cargo.toml:8: `solutions/*/*` is a member, and no default member: only exercises are \
                    not (see Cargo.toml:2)";
    assert_eq!(problem, expected);
    let problem =
        Tree::broken(root, "default-members = [\n", "default-members = [\n\"exercises/*/*\",\n");
    begins(&problem, "Cargo.toml:8: `exercises/*/*` are red until they are solved");
    let problem =
        Tree::broken(root, "default-members = [\n", "default-members = [\n\"benches\",\n");
    begins(&problem, "Cargo.toml:8: `benches` is a default member, and no member");
    let problem = Tree::broken(root, "    \"exercises/*/*\",\n", "");
    begins(&problem, "Cargo.toml:2: `exercises/*/*` is no member");
}

#[test]
fn rule_what_fails_on_purpose_is_no_default_member() {
    let tree = Tree::new();
    tree.write("book/verdicts/Cargo.toml", "");
    tree.edit(
        "Cargo.toml",
        "    \"book/programs\",\n]\ndefault",
        "    \"book/verdicts\",\n]\ndefault",
    );
    let problems = tree.problems();
    let told = |words: &str| problems.iter().any(|it| it.contains(words));
    assert!(!told("book/verdicts` is a member, and no default member"), "{problems:#?}");
    tree.edit(
        "Cargo.toml",
        "default-members = [\n",
        "default-members = [\n    \"book/verdicts\",\n",
    );
    let problems = tree.problems();
    let told = |words: &str| problems.iter().any(|it| it.contains(words));
    assert!(told("`book/verdicts` fails on purpose: it is no default member"), "{problems:#?}");
}

#[test]
fn rule_workflows_run_what_is_there() {
    let tree = Tree::new();
    tree.write(".ci/run", "if part checks; then\nif part tests; then\n");
    let workflow = ".github/workflows/ci.yml";
    tree.write(
        workflow,
        "part: [checks, tests]\n- part: tests\n- run: .ci/run ${{ matrix.part }}\n",
    );
    assert_eq!(tree.problems(), [""; 0]);
    tree.write(
        workflow,
        "part: [checks, test]\n- run: .ci/run claims 1/3\n- run: cargo run -p bok\n",
    );
    assert_eq!(
        tree.problems(),
        [
            ".github/workflows/ci.yml:1: `.ci/run` has no part `test`",
            ".github/workflows/ci.yml:2: `.ci/run` has no part `claims`",
            ".github/workflows/ci.yml:3: no package `bok`",
        ]
    );
}

#[test]
fn a_manifest_that_cannot_be_read_is_a_problem() {
    let problem = Tree::broken(SOLUTION, "[lib]", "[lib");
    begins(&problem, "solutions/a/one/Cargo.toml:1: cannot be read: ");
}
