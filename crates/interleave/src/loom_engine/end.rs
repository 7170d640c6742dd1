//! How a pass ends, and which of loom's panics say what.

/// How a pass came to its end.
#[derive(Clone, Debug)]
pub(super) enum End {
    /// Nothing failed, as far as loom went.
    Through,
    /// It showed something that must be known from the beginning.
    Learned,
    NotAsked(&'static str),
    GaveUp(String),
    Failed(String),
}

/// What loom's panic says: some are verdicts, the others are about loom.
pub(super) fn of_message(message: &str, blocked: impl FnOnce() -> String) -> End {
    let first = message.trim().lines().next().unwrap_or_default();
    if first.starts_with("deadlock") || first.starts_with("thread not terminated") {
        End::Failed(format!("deadlock: {}", blocked()))
    } else if first.starts_with("Causality violation") {
        End::Failed(first.to_owned())
    } else if first.starts_with("Model exceeded maximum number of branches") {
        End::GaveUp("an execution has no end: threads that spin starve each other".to_owned())
    } else if first.starts_with("Reached unexpected exploration state") {
        End::Failed("an execution took another way than the one before it".to_owned())
    } else {
        End::GaveUp(format!("loom fails by itself: {first}"))
    }
}
