//! On which machine, and when: what a recorded figure is worth without the two is nothing.

use std::env::consts::OS;
use std::fs;
use std::process::Command;
use std::thread::{self, available_parallelism};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The machine that this runs on.
pub(super) struct Machine {
    /// The processor's model, as the system names it.
    pub(super) cpu: String,
    /// Threads that run at the same time.
    pub(super) cores: usize,
    pub(super) os: &'static str,
}

impl Machine {
    pub(super) fn this() -> Machine {
        Machine {
            cpu: cpu().unwrap_or_else(|| "unknown processor".to_owned()),
            cores: available_parallelism().map_or(1, usize::from),
            os: OS,
        }
    }
}

fn cpu() -> Option<String> {
    let name = match OS {
        "linux" => model_in(&fs::read_to_string("/proc/cpuinfo").ok()?)?,
        "macos" => {
            let output = Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"]).output();
            String::from_utf8(output.ok()?.stdout).ok()?
        }
        _ => std::env::var("PROCESSOR_IDENTIFIER").ok()?,
    };
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// What share of the processors others use now, in percent, where the system says so.
pub(super) fn busy() -> Option<u64> {
    /// Long enough for the system's clock of hundredths of a second.
    const MEASURED: Duration = Duration::from_secs(2);
    let now = || fs::read_to_string("/proc/stat").ok();
    let before = now()?;
    thread::sleep(MEASURED);
    busy_between(&before, &now()?)
}

/// The same from two readings of Linux's `/proc/stat`.
fn busy_between(before: &str, after: &str) -> Option<u64> {
    let read = |text: &str| -> Option<(u64, u64)> {
        let line = text.lines().next()?.strip_prefix("cpu ")?;
        let times: Vec<u64> = line.split_whitespace().flat_map(str::parse).collect();
        // Of user, nice, system, idle, waiting for a disk, …, the fourth and fifth are idle. The
        // last two are counted in the first two already.
        Some((times.iter().take(8).sum(), times.get(3)? + times.get(4)?))
    };
    let ((total, idle), (total_after, idle_after)) = (read(before)?, read(after)?);
    let (total, idle) = (total_after.checked_sub(total)?, idle_after.checked_sub(idle)?);
    (100 * total.checked_sub(idle)?).checked_div(total)
}

/// The model of the first processor in Linux's list.
fn model_in(list: &str) -> Option<String> {
    let line = list.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Today in UTC: `2026-01-31`.
pub(super) fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    date(since.as_secs() / 86_400)
}

/// The date so many days after 1970-01-01.
fn date(mut days: u64) -> String {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(364), "1970-12-31");
        assert_eq!(date(365), "1971-01-01");
        assert_eq!(date(11_016), "2000-02-29");
        assert_eq!(date(11_017), "2000-03-01");
        assert_eq!(date(19_782), "2024-02-29");
        assert_eq!(date(20_454), "2026-01-01");
    }

    #[test]
    fn the_model_is_that_of_the_first_processor() {
        let list = "processor\t: 0\nmodel name\t: One Core 3\n\nmodel name\t: other\n";
        assert_eq!(model_in(list).as_deref(), Some("One Core 3"));
        assert_eq!(model_in("processor: 0\n"), None);
    }

    #[test]
    fn busy_is_what_is_not_idle() {
        let before = "cpu  100 0 100 1000 100 0 0 0 0 0\ncpu0 1\n";
        let after = "cpu  120 5 105 1060 110 0 0 0 20 0\ncpu0 1\n";
        assert_eq!(busy_between(before, after), Some(30));
        assert_eq!(busy_between(before, before), None, "no time has passed");
        assert_eq!(busy_between("intr 1\n", after), None);
    }

    #[test]
    fn a_machine_has_a_processor_and_cores() {
        let machine = Machine::this();
        assert!(!machine.cpu.is_empty() && machine.cores > 0);
    }
}
