//! What is unseen as the likely cause of a failure.

use super::files::{Files, in_test, under_test};
use super::{Matter, Unseen};
use crate::check::Subject;
use crate::check::failure::{Failure, Kind};
use crate::check::trace::Trace;
use crate::record::Loc;

/// What the report of a failure should name, the likeliest first. `files` are those of the model,
/// if it is known more than the failing execution says.
pub(crate) fn hints(subject: &Subject, failure: &Failure, files: Option<&Files>) -> Vec<Unseen> {
    use Matter::{Orders, Spins, Unseen as NotSeen, Varies};
    // What matters in the code under test, and what in the test itself, where it may have
    // nothing to do with the model.
    let (tested, test): (&[Matter], &[Matter]) = match failure.kind {
        Kind::NotDeterministic => (&[NotSeen, Varies], &[NotSeen, Varies]),
        Kind::EndlessLoop => (&[NotSeen, Spins], &[NotSeen, Spins]),
        Kind::Vacuous(_) => (&[NotSeen], &[NotSeen]),
        Kind::Deadlock | Kind::Livelock | Kind::Circle { .. } | Kind::TooLong => {
            (&[NotSeen, Spins], &[])
        }
        Kind::DataRace(_) => (&[NotSeen, Orders], &[Orders]),
        _ => return Vec::new(),
    };
    let places = places(failure);
    let own = Files::of(&places);
    let mut found = under_test(subject, files.unwrap_or(&own));
    found.retain(|unseen| tested.contains(&unseen.matter()));
    let in_test = in_test(subject, &places).into_iter();
    found.extend(in_test.filter(|unseen| test.contains(&unseen.matter())));
    found
}

/// Where something happened, or was made.
fn places(failure: &Failure) -> Vec<Loc> {
    let of_trace = |trace: &Trace| {
        let steps = trace.events.iter().map(|event| event.at);
        steps.chain(trace.objects.iter().map(|object| object.created)).collect::<Vec<_>>()
    };
    let mut places = failure.trace.as_ref().map_or(Vec::new(), of_trace);
    if let Kind::Vacuous(spawned) = &failure.kind {
        places.extend(spawned);
    }
    places
}
