use super::files::{is_of_library, is_test_code};
use super::*;

/// The names, each with its line.
fn found(text: &str) -> Vec<String> {
    let found = in_tokens("src/lib.rs", &lexer::tokens(text));
    found.iter().map(|unseen| format!("{} {}", unseen.line, unseen.name())).collect()
}

#[test]
fn a_whole_path_is_found_where_it_stands() {
    assert_eq!(found("struct A {\n    b: std::sync::Mutex<u32>,\n}"), ["2 std::sync::Mutex"]);
    assert_eq!(found("fn a() -> ::std::sync::Once {}"), ["1 std::sync::Once"]);
    assert_eq!(found("fn a() { std::thread::spawn(|| ()); }"), ["1 std::thread::spawn"]);
}

#[test]
fn a_name_is_found_where_it_is_used_not_where_it_is_imported() {
    let text = "use std::sync::{Arc, Mutex};\n\nstruct A(Arc<Mutex<u32>>);";
    assert_eq!(found(text), ["3 std::sync::Arc", "3 std::sync::Mutex"]);
    assert_eq!(found("use std::sync::Mutex;"), [""; 0]);
}

#[test]
fn every_form_of_an_import_is_followed() {
    for text in [
        "use std::sync::Mutex;\nMutex::new(0)",
        "use std::sync::Mutex as Lock;\nLock::new(0)",
        "use std::sync;\nsync::Mutex::new(0)",
        "use std::sync::{self, PoisonError};\nsync::Mutex::new(0)",
        "use std::{sync as s, thread};\ns::Mutex::<u32>::new(0)",
        "use std::{sync::{Mutex, MutexGuard}, thread};\nMutex::new(0)",
        "use std::sync::*;\nMutex::new(0)",
        "use std::sync as a; use a as b;\nb::Mutex::new(0)",
        "pub(crate) mod a {\n    pub use std::sync::Mutex;\n}",
    ] {
        assert_eq!(found(text), ["2 std::sync::Mutex"], "{text}");
    }
}

#[test]
fn functions_are_found_where_they_are_called() {
    let text = "use std::thread::{spawn, yield_now};\n\
                fn f() {\n    let spawn_all = 1;\n    spawn(g);\n    x.yield_now();\n}";
    assert_eq!(found(text), ["4 std::thread::spawn"]);
    assert_eq!(
        found("use std::thread;\nthread::spawn(thread::park)"),
        ["2 std::thread::spawn", "2 std::thread::park",]
    );
}

#[test]
fn the_same_names_of_this_crate_are_seen() {
    let text = "use interleave::sync::{Arc, Mutex, atomic::{AtomicU32, Ordering}};\n\
                use interleave::{thread, thread_local};\n\
                fn f(a: Arc<Mutex<u32>>) { thread::spawn(|| AtomicU32::new(0)); }\n\
                thread_local! { static A: u32 = 1; }";
    assert_eq!(found(text), [""; 0]);
}

#[test]
fn a_type_of_ones_own_hides_the_other() {
    let text =
        "use std::sync::*;\npub struct Mutex;\nimpl Mutex {\n    fn new() -> Mutex { Mutex }\n}";
    assert_eq!(found(text), [""; 0]);
    assert_eq!(found("mod spin { pub fn lock() {} }\nfn f() { spin::lock() }"), [""; 0]);
    assert_eq!(found("use crate::rand::Rng;\nfn f(r: Rng) {}"), [""; 0]);
}

#[test]
fn an_import_holds_in_its_block() {
    let text = "mod a {\n    use std::sync::Mutex;\n    type A = Mutex<u32>;\n}\n\
                mod b {\n    use interleave::sync::Mutex;\n    type B = Mutex<u32>;\n}\n\
                fn f() {\n    use std::sync::Once;\n    Once::new();\n}\n\
                fn g() {\n    Once::new();\n}";
    assert_eq!(found(text), ["3 std::sync::Mutex", "11 std::sync::Once"]);
    let nested = "use std::sync::Mutex;\nmod a {\n    fn f(m: Mutex<u32>) {}\n}\n\
                  mod b {\n    use super::*;\n    fn f(m: Mutex<u32>) {}\n}";
    assert_eq!(found(nested), ["7 std::sync::Mutex"]);
}

#[test]
fn a_raw_pointer_defines_nothing() {
    let text = "use std::sync::Mutex;\nfn f(p: *const Mutex<u32>) {}";
    assert_eq!(found(text), ["2 std::sync::Mutex"]);
}

#[test]
fn a_function_of_a_type_hides_nothing() {
    let text = "use std::thread::spawn;\nimpl Pool {\n    fn spawn(&self) { spawn(|| ()); }\n}";
    assert_eq!(found(text), ["3 std::thread::spawn"]);
}

#[test]
fn thread_locals_clocks_and_random_numbers_are_found() {
    assert_eq!(found("thread_local! { static A: u32 = 1; }"), ["1 std::thread_local"]);
    assert_eq!(found("std::thread_local! { static A: u32 = 1; }"), ["1 std::thread_local"]);
    assert_eq!(found("use std::time::Instant;\nInstant::now()"), ["2 std::time::Instant"]);
    assert_eq!(found("fn f() -> u32 { rand::random() }"), ["1 rand"]);
    assert_eq!(found("use rand::prelude::*;\nfn f() { rand::rng(); }"), ["2 rand"]);
    let map = "use std::collections::HashMap;\nfn f(m: &HashMap<u32, u32>) {}";
    assert_eq!(found(map), ["2 std::collections::HashMap"]);
}

#[test]
fn comments_and_texts_name_nothing() {
    let text =
        "//! `std::sync::Mutex`\n/* std::thread::spawn */\nconst A: &str = \"std::sync::Once\";";
    assert_eq!(found(text), [""; 0]);
}

#[test]
fn errors_orderings_and_durations_are_plain_data() {
    let text = "use std::sync::{LockResult, PoisonError, atomic::Ordering};\nuse std::time::Duration;\n\
                fn f(r: LockResult<u32>, d: Duration) -> PoisonError<u32> { Ordering::SeqCst }\n\
                fn g(e: std::sync::mpsc::SendError<u32>) {}";
    assert_eq!(found(text), [""; 0]);
}

#[test]
fn unit_tests_in_the_file_do_not_count() {
    let text = "#[cfg(test)]\nmod tests {\n    static LOG: std::sync::Mutex<u32> = todo!();\n}\n\
                static LOG: std::sync::Mutex<u32> = todo!();";
    assert_eq!(found(text), ["5 std::sync::Mutex"]);
}

#[test]
fn tests_and_what_lies_beside_them_is_test_code() {
    assert!(is_test_code("a/tests/model.rs", "a/tests/model.rs"));
    assert!(is_test_code("a/tests/common/mod.rs", "a/tests/model.rs"));
    assert!(is_test_code("src/lib.rs", "src/lib.rs"));
    assert!(!is_test_code("a/src/lib.rs", "a/tests/model.rs"));
    assert!(!is_test_code("a/tests/../src/lib.rs", "a/tests/model.rs"));
    assert!(!is_test_code("src/queue.rs", "src/lib.rs"));
}

#[test]
fn the_own_source_of_the_checker_is_none_of_the_model() {
    assert!(is_of_library(file!()));
    assert!(!is_of_library("exercises/locks/counter/src/lib.rs"));
    assert!(is_of_library("/rustc/0/library/core/src/ops/function.rs"));
}

#[test]
fn a_plain_cell_is_found_where_an_unsafe_impl_shares_it() {
    let sync = "unsafe impl<T: Send> Sync for A<T> where T: Clone {}";
    for fields in
        ["{\n    b: Cell<T>,\n}", "<T>\n(Cell<T>, fn(T));", "<T> {\n    b: Vec<Cell<T>>,\n}"]
    {
        let text = format!("use std::cell::Cell; {sync} struct A{fields}");
        assert_eq!(found(&text).len(), 1, "{text}");
        assert!(found(&text)[0].ends_with(" std::cell::Cell"), "{text}");
    }
    assert_eq!(found("struct A(std::cell::RefCell<u8>);\nunsafe impl Sync for A {}").len(), 1);
    // Of one thread alone, or of another type.
    for text in [
        "struct A(std::cell::Cell<u8>);",
        "struct A(std::cell::Cell<u8>);\nunsafe impl Send for A {}",
        "struct A(u8);\nunsafe impl Sync for A {}\nstruct B(std::cell::Cell<u8>);",
        "struct A(u8);\nunsafe impl Sync for A {}\ninterleave::thread_local! { static B: std::cell::Cell<u8> = x; }",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}
