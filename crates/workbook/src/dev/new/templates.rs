//! The texts that `dev new` writes, in `dev/templates`: complete exercises.

use crate::exercise::Kind;

/// The manifest of an exercise, and that of a solution.
pub(super) const EXERCISE: &str = include_str!("../templates/exercise.toml");
pub(super) const SOLUTION: &str = include_str!("../templates/solution.toml");

/// One complete exercise. Files of a folder are given by name, without ending.
pub(super) struct Template {
    pub(super) metadata: &'static str,
    pub(super) solution: &'static str,
    pub(super) tests: &'static str,
    pub(super) wrong: &'static [(&'static str, &'static str)],
    pub(super) given: &'static [(&'static str, &'static str)],
}

macro_rules! template {
    ($kind:literal, wrong: [$($wrong:literal)*], given: [$($given:literal)*]) => {
        Template {
            metadata: include_str!(concat!("../templates/", $kind, "/metadata.toml")),
            solution: include_str!(concat!("../templates/", $kind, "/solution.rs")),
            tests: include_str!(concat!("../templates/", $kind, "/model.rs")),
            wrong: &[$((
                $wrong,
                include_str!(concat!("../templates/", $kind, "/wrong/", $wrong, ".rs")),
            )),*],
            given: &[$((
                $given,
                include_str!(concat!("../templates/", $kind, "/given/", $given, ".rs")),
            )),*],
        }
    };
}

/// The exercise of a kind.
pub(super) fn of(kind: Kind) -> Template {
    match kind {
        Kind::Implement => template!("implement", wrong: [
            "a_lock_in_every_call" "compare_exchange" "looks_first" "reads_then_writes"
            "refuses_when_busy" "takes_first_and_looks_then"
        ], given: []),
        Kind::Fix => template!("fix", wrong: [
            "a_flag_without_a_lock" "gives_up_when_busy" "looks_then_takes" "set_once"
            "writes_its_name_first" "zero_is_nobody"
        ], given: []),
        Kind::Predict => template!("predict", wrong: [
            "a_swap_is_two_steps" "neither_sees_the_other" "one_after_the_other"
        ], given: []),
        Kind::Model => template!("model", wrong: [
            "asks_for_too_much" "looks_only_at_the_end" "offers_first" "one_after_the_other"
        ], given: ["begins_at_one" "looks_then_writes" "starts_over"]),
        Kind::Refactor => template!("refactor", wrong: [
            "asks_for_sync" "keeps_a_pointer" "loses_the_lock" "promises_it_itself"
            "sends_what_it_holds" "the_right_bound"
        ], given: []),
        Kind::CompileFail => template!("compile-fail", wrong: [
            "adds_and_then_spawns" "adds_to_a_copy" "borrows_longer"
        ], given: []),
        Kind::Process => template!("process", wrong: [
            "gives_way" "one_hidden_name_for_all" "removes_the_old_one_first" "writes_in_place"
        ], given: []),
    }
}
