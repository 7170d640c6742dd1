//! Two nodes that own each other.

use interleave::model;
use interleave::sync::{Arc, Mutex};

struct Node {
    friend: Mutex<Option<Arc<Node>>>,
}

#[test]
fn friends_are_freed() {
    model(|| {
        let ann = Arc::new(Node { friend: Mutex::new(None) });
        let bob = Arc::new(Node { friend: Mutex::new(Some(Arc::clone(&ann))) });
        *ann.friend.lock().unwrap() = Some(bob);
    });
}
