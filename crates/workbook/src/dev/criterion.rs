//! Criterion's files: what they say of a bench, as figures for one operation each.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};

use crate::files;

/// All that criterion measured into `home`, in the order of operation, threads and name.
pub(super) fn measured(home: &Path) -> Result<Vec<Value>> {
    let mut figures = Vec::new();
    let mut folders = vec![home.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .with_context(|| format!("failed to read `{}`", folder.display()))?;
        for path in entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
            if path.file_name().is_some_and(|name| name == "new") {
                let read = |name: &str| -> Result<Value> {
                    Ok(serde_json::from_str(&files::read(&path.join(name))?)?)
                };
                figures.push(figure(&read("benchmark.json")?, &read("estimates.json")?)?);
            } else {
                folders.push(path);
            }
        }
    }
    let key = |figure: &Value| {
        (figure["operation"].to_string(), figure["threads"].as_u64(), figure["name"].to_string())
    };
    figures.sort_by_key(key);
    Ok(figures)
}

/// One figure: nanoseconds for one operation, the median with its confidence interval.
fn figure(benchmark: &Value, estimates: &Value) -> Result<Value> {
    let id = benchmark["full_id"].as_str().unwrap_or_default();
    let value = benchmark["value_str"].as_str().unwrap_or_default();
    let threads = value
        .strip_suffix(" threads")
        .or_else(|| value.strip_suffix(" thread"))
        .and_then(|threads| threads.parse::<u64>().ok())
        .ok_or_else(|| {
            anyhow!("the id `{id}` says no number of threads: end it in `/<n> threads`")
        })?;
    // Of an iteration, which may do several operations.
    let operations = benchmark["throughput"]["Elements"].as_f64().unwrap_or(1.0);
    let median = &estimates["median"];
    let nanoseconds = |value: &Value| {
        let value = value.as_f64().with_context(|| format!("`{id}` has no median"))?;
        // Criterion's digits beyond these are noise.
        Ok::<_, anyhow::Error>((value / operations * 1000.0).round() / 1000.0)
    };
    Ok(json!({
        "operation": benchmark["group_id"],
        "name": benchmark["function_id"],
        "threads": threads,
        "median": nanoseconds(&median["point_estimate"])?,
        "low": nanoseconds(&median["confidence_interval"]["lower_bound"])?,
        "high": nanoseconds(&median["confidence_interval"]["upper_bound"])?,
    }))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn measurement(id: &str, threads: &str) -> Result<Value> {
        let benchmark = json!({
            "group_id": "increment", "function_id": "std", "value_str": threads,
            "full_id": id, "throughput": { "Elements": 2 },
        });
        let interval = json!({ "lower_bound": 18.0, "upper_bound": 24.0 });
        let median = json!({ "point_estimate": 20.0, "confidence_interval": interval });
        figure(&benchmark, &json!({ "median": median }))
    }

    #[test]
    fn a_figure_is_of_one_operation() {
        let figure = measurement("increment/std/2 threads", "2 threads").unwrap();
        let expected = json!({
            "operation": "increment", "name": "std", "threads": 2,
            "median": 10.0, "low": 9.0, "high": 12.0,
        });
        assert_eq!(figure, expected);
    }

    #[test]
    fn an_id_without_a_number_of_threads_is_refused() {
        let error = measurement("increment/std/many", "many").unwrap_err().to_string();
        assert!(error.contains("`increment/std/many`"), "{error}");
        assert!(error.contains("`/<n> threads`"), "{error}");
    }

    #[test]
    fn measurements_are_found_however_deep_they_lie() {
        let home = TempDir::new().unwrap();
        let folder = home.path().join("increment/std/1 thread/new");
        let benchmark = json!({
            "group_id": "increment", "function_id": "std", "value_str": "1 thread", "full_id": "",
        });
        let interval = json!({ "lower_bound": 1.0, "upper_bound": 3.0 });
        let median = json!({ "point_estimate": 2.0, "confidence_interval": interval });
        files::write(&folder.join("benchmark.json"), &benchmark.to_string()).unwrap();
        files::write(&folder.join("estimates.json"), &json!({ "median": median }).to_string())
            .unwrap();
        let figures = measured(home.path()).unwrap();
        assert_eq!(figures.len(), 1);
        assert_eq!(figures[0]["threads"], 1);
    }
}
