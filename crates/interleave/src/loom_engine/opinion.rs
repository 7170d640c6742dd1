//! What loom says of a model.

/// loom's opinion of a model that the explorer has passed.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Opinion {
    Agrees {
        executions: usize,
        /// All of them, within the bound.
        complete: bool,
        preemption_bound: Option<usize>,
    },
    /// The model is none that loom could judge.
    NotAsked(&'static str),
    /// loom itself could not go on. This says nothing about the model.
    GaveUp {
        why: String,
        executions: usize,
    },
    Vetoes {
        message: String,
        executions: usize,
    },
    /// A veto as well, but the thread that asks loom never came back: nothing is left but to end
    /// the process.
    Lost {
        message: String,
    },
}
