//! The history of an object that no order of its operations explains, as the report needs it.

/// Operations that overlap in time, and why no order of them is right.
#[derive(Clone)]
pub(crate) struct History {
    /// Those of one thread stand in its order.
    pub(crate) operations: Vec<Operation>,
    pub(crate) why: Why,
    /// The choices that lead to an execution in which it happens like this.
    pub(crate) choices: Vec<usize>,
}

/// A call of the object, and its return.
#[derive(Clone)]
pub(crate) struct Operation {
    pub(crate) thread: usize,
    pub(crate) call: String,
    pub(crate) result: String,
    /// When it was called and when it returned: positions among all calls and returns.
    pub(crate) called: usize,
    pub(crate) returned: usize,
}

/// What is wrong with a history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Why {
    /// This order would be right, but `first`, which stands behind `second` in it, had returned
    /// before `second` was called.
    TooLate { order: Vec<usize>, first: usize, second: usize },
    /// Also without a look at the time there is none. These in this order are right, and no order
    /// gets further: each of `next` would return something else.
    NoOrder { longest: Vec<usize>, next: Vec<(usize, String)> },
}
