//! Threads, as `engine` offers them.

use super::end::End;
use super::learned::Fact;
use super::pass::{Pass, current};
use super::threads::Thread;
use super::{MOST_THREADS, host};
use crate::engine::Op;
use crate::explorer::learned::Fact as Explored;
use crate::machine::{Act, parker};
use crate::record::Loc;

impl Pass {
    pub(crate) fn my_parker(&self) -> u32 {
        self.parker_of(self.me())
    }

    pub(crate) fn has_died(&self, thread: usize) -> bool {
        self.run.borrow().threads[thread].died
    }

    pub(crate) fn parker_of(&self, thread: usize) -> u32 {
        self.run.borrow().threads[thread].parker.expect("every thread has one")
    }

    pub(crate) fn is_finished(&self, thread: usize, at: Loc) -> bool {
        let object = self.parker_of(thread);
        let known = self.knows_explored(object, Explored::Exits);
        self.learn(object, Fact::Explored(Explored::Exits));
        let act = Act::Parker(parker::Act::IsFinished);
        let answer = self.perform(Op::Act { object, act }, at);
        if known { answer.value != 0 } else { self.run.borrow().threads[thread].finished }
    }

    pub(crate) fn leave_thread(&self) {
        let me = self.me();
        let Some(at) = self.run.borrow().threads[me].spawned_at else { return };
        if self.learned.borrow().knows(at, Fact::Explored(Explored::Exits)) {
            let act = Act::Parker(parker::Act::Exit);
            self.perform(Op::Act { object: self.parker_of(me), act }, at);
        }
    }

    /// The running thread, and the number of its execution.
    pub(crate) fn this_thread(&self) -> (usize, u64) {
        (self.me(), self.number())
    }

    pub(crate) fn name_of(&self, thread: usize) -> Option<String> {
        self.run.borrow().threads.get(thread)?.name.clone()
    }

    pub(crate) fn spawn(&self, name: Option<String>, at: Loc, body: Box<dyn FnOnce()>) -> usize {
        assert!(!self.is_closing(), "no thread can start behind the execution");
        self.step();
        let child = self.run.borrow().threads.len();
        if child == MOST_THREADS {
            self.not_asked("it has more than five threads");
        }
        if child + 1 > 2 {
            self.learned.borrow_mut().note(|learned| &mut learned.crowd);
        }
        let parker = self.parker(at);
        let mut thread = Thread::new(name, Some(at));
        thread.body = Some(body);
        thread.parker = Some(parker);
        self.run.borrow_mut().threads.push(thread);
        let handle = self.enter(|| loom::thread::spawn(move || start(child)));
        let thread = &mut self.run.borrow_mut().threads[child];
        thread.handle = Some(handle.thread().clone());
        thread.join = Some(handle);
        child
    }

    /// Last act of a thread.
    pub(crate) fn close_thread(&self, died: bool) {
        let me = self.me();
        {
            let thread = &mut self.run.borrow_mut().threads[me];
            thread.finished = true;
            thread.died = died;
            thread.panicking = false;
        }
        if died && me == 0 {
            let message = self.run.borrow().unseen_panic();
            self.fail(End::Failed(message.unwrap_or_default()));
        }
        self.end_a_wait_if_stuck();
    }

    /// A panic is unwinding the running thread; as the explorer tells it.
    pub(crate) fn panicking(&self) -> bool {
        let run = self.run.borrow();
        let me = self.me();
        let mut unwinding = run.threads.iter().enumerate().filter(|(_, t)| t.panicking);
        let mine = unwinding.clone().any(|(thread, _)| thread == me);
        std::thread::panicking() && (mine || unwinding.next().is_none())
    }
}

/// The first act of a thread, on a stack of loom's.
fn start(child: usize) {
    let Some(pass) = current() else { return };
    let body = pass.run.borrow_mut().threads[child].body.take();
    if let Some(body) = body {
        host::run(child, body);
    }
}
