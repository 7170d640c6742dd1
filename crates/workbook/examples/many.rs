//! How long `dev check` takes for a workbook that is finished: many exercises, each with four wrong
//! versions, made from `counter`.
//!
//! ```console
//! cargo run --release -p workbook --example many -- 100 [folder]
//! ```
//!
//! Without a folder all is built anew in a temporary one; in a folder the second run is a warm one.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

use anyhow::{Context, Result};
use workbook::dev::{self, rules, sync};
use workbook::exercise::Exercise;
use workbook::files;
use workbook::grade::{Grader, Step};
use workbook::workspace::Workspace;

const CHAPTERS: usize = 10;
/// One for each of the two models with threads, so that each is needed.
const ALWAYS: [&str; 2] = ["read_then_write", "reads_zero_when_busy"];
/// Two of these.
const OTHERS: [&str; 11] = [
    "a_lock_each",
    "drops_the_guard_at_once",
    "gives_up",
    "load_store",
    "locks_twice",
    "reads_without_the_lock",
    "remembers_its_first_answer",
    "retries_once",
    "skips_when_busy",
    "two_locks_in_both_orders",
    "waits_long_enough",
];

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let count = arguments.next().map_or(Ok(100), |count| count.parse()).context("how many?")?;
    let temporary = tempfile::tempdir()?;
    let folder = arguments.next().map_or(temporary.path().to_owned(), PathBuf::from);
    let here = Workspace::find()?;
    if !folder.join("Cargo.toml").exists() {
        write(&here, &folder, count)?;
    }
    sync::sync(&Workspace::load(&folder)?, true)?;
    let mut workspace = Workspace::load(&folder)?;
    workspace.target = folder.join("target");
    println!("{count} exercises, {} wrong versions each", ALWAYS.len() + 2);

    let begin = Instant::now();
    let problems = rules::check(&workspace, None);
    println!("{:7.1} s  rules: {} problems", begin.elapsed().as_secs_f64(), problems.len());
    let began = Mutex::new(Instant::now());
    let told = |step| {
        let mut began = began.lock().expect("nobody panics with it");
        let begins = match step {
            Step::Judged(0, of) => Some(("built", of)),
            Step::Judged(done, of) if done == of => Some(("judged", of)),
            _ => None,
        };
        if let Some((what, of)) = begins {
            println!("{:7.1} s  {what}: {of}", began.elapsed().as_secs_f64());
            *began = Instant::now();
        }
    };
    let mut grader = Grader::new(&workspace);
    grader.second_opinion = true;
    grader.progress = Some(&told);
    let begin = Instant::now();
    let checked = dev::check(&workspace, &grader, dev::Part::All)?;
    println!("{:7.1} s  in all", begin.elapsed().as_secs_f64());
    for problem in checked.problems.iter().take(20) {
        println!("{problem}");
    }
    println!("{} problems", checked.problems.len());
    Ok(())
}

/// Writes a checkout with so many exercises into `to`.
fn write(here: &Workspace, to: &Path, count: usize) -> Result<()> {
    for file in ["Cargo.toml", "Cargo.lock"] {
        files::write(&to.join(file), &files::read(&here.root.join(file))?)?;
    }
    copy(&here.root.join("crates/interleave"), &to.join("crates/interleave"))?;
    let model = here.exercise("counter")?;
    let mut summary = String::from("# Summary\n\n");
    for chapter in 0..CHAPTERS {
        let name = format!("chapter_{}", letters(chapter));
        summary.push_str(&format!("- [{name}]({name}.md)\n"));
        let mut page = format!("# {name}\n");
        for number in (0..count).filter(|number| number % CHAPTERS == chapter) {
            let slug = format!("counter_{}", letters(number));
            page.push_str(&format!("\n`exercises/{name}/{slug}`\n"));
            exercise(model, to, &name, &slug, number)?;
        }
        files::write(&to.join("book/src").join(format!("{name}.md")), &page)?;
    }
    files::write(&to.join("book/src/SUMMARY.md"), &summary)
}

fn exercise(model: &Exercise, to: &Path, chapter: &str, slug: &str, number: usize) -> Result<()> {
    let dir = to.join("exercises").join(chapter).join(slug);
    let solution_dir = to.join("solutions").join(chapter).join(slug);
    let renamed = |path: &Path| -> Result<String> {
        let text = files::read(path)?;
        let text = text.replace("use counter::", &format!("use {slug}::"));
        Ok(text.replace("name = \"counter", &format!("name = \"{slug}")))
    };
    files::write(&dir.join("Cargo.toml"), &renamed(&model.manifest())?)?;
    files::write(&dir.join("tests/model.rs"), &renamed(&model.tests())?)?;
    let manifest = model.solution_dir.join("Cargo.toml");
    files::write(&solution_dir.join("Cargo.toml"), &renamed(&manifest)?)?;
    files::write(&solution_dir.join("src/lib.rs"), &renamed(&model.solution())?)?;
    let others = [OTHERS[number % OTHERS.len()], OTHERS[(number + 1) % OTHERS.len()]];
    for mistake in ALWAYS.into_iter().chain(others) {
        let path = solution_dir.join("wrong").join(format!("{mistake}.rs"));
        files::write(&path, &renamed(&model.wrong(mistake))?)?;
    }
    Ok(())
}

/// A name without digits: `aa`, `ab` …
fn letters(number: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    [letter(number / 26), letter(number)].iter().collect()
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
