//! The book in a browser: Debian's Chromium, which its `chromedriver` drives.
//!
//! A reader has neither, perhaps. Then each test says that it did not run, and what is missing;
//! with `CI` in the environment it fails.

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Completion, Trial};

use crate::browser::driver::{Session, Test};
use crate::browser::{needs, served};

mod browser {
    pub(crate) mod axe;
    pub(crate) mod driver;
    pub(crate) mod keyboard;
    pub(crate) mod needs;
    pub(crate) mod page;
    pub(crate) mod paper;
    pub(crate) mod peace;
    pub(crate) mod report;
    pub(crate) mod search;
    pub(crate) mod served;
    pub(crate) mod ticks;
    pub(crate) mod widths;
    pub(crate) mod without_script;
}

/// A claim, and the test of it.
const TESTS: [(&str, Test); 13] = [
    ("every_page_loads_without_a_complaint_and_from_this_machine", |page| {
        Box::pin(browser::peace::every_page(page))
    }),
    ("axe_finds_nothing_serious_in_light_on_a_phone", |page| {
        Box::pin(browser::axe::in_light_on_a_phone(page))
    }),
    ("axe_finds_nothing_serious_in_dark_on_a_desk", |page| {
        Box::pin(browser::axe::in_dark_on_a_desk(page))
    }),
    ("only_what_is_meant_to_scroll_is_wider_than_the_screen", |page| {
        Box::pin(browser::widths::every_page(page))
    }),
    ("nothing_is_cut_on_paper", |page| Box::pin(browser::paper::every_page(page))),
    ("drawings_and_quizzes_work_without_a_script", |page| {
        Box::pin(browser::without_script::every_page(page))
    }),
    ("the_tab_key_reaches_what_scrolls_and_arrows_scroll_it", |page| {
        Box::pin(browser::keyboard::areas(page))
    }),
    ("arrows_choose_an_answer_and_elsewhere_turn_the_page", |page| {
        Box::pin(browser::keyboard::arrows(page))
    }),
    ("the_contents_open_by_keyboard", |page| Box::pin(browser::keyboard::contents(page))),
    ("the_themes_are_automatic_light_and_dark", |page| Box::pin(browser::keyboard::themes(page))),
    ("a_search_leads_to_a_page_by_keyboard", |page| Box::pin(browser::search::by_keyboard(page))),
    ("a_report_steps_by_key_and_by_button", |page| Box::pin(browser::report::steps(page))),
    ("what_is_solved_has_a_tick", |page| Box::pin(browser::ticks::on_cards_and_contents(page))),
];

fn main() -> ExitCode {
    served::forget_target();
    let arguments = Arguments::from_args();
    let session = Arc::new(if arguments.list { Err(String::new()) } else { start() });
    let trials = TESTS.map(|(name, test)| {
        let session = Arc::clone(&session);
        Trial::ignorable_test(name, move || match &*session {
            Ok(session) => session.run(test).map(|()| Completion::Completed),
            Err(missing) if needs::is_ci() => Err(missing.into()),
            Err(missing) => Ok(Completion::ignored_with(missing)),
        })
    });
    libtest_mimic::run(&arguments, trials.into()).exit_code()
}

/// What the tests share, or why they cannot run.
fn start() -> Result<Session, String> {
    let tools = needs::find()?;
    Session::start(tools).map_err(|error| format!("{error:#}"))
}
