//! Property tests of the form and its outbox: any steps of visitor, browser, network and receiver.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// Step of a visitor, their browser, the network or the receiver.
#[derive(Clone, Copy, Debug)]
enum Step {
    Type(u8),
    Submit { online: bool },
    Arrives(Reply),
    Lost,
    Resume,
    Close,
    Visit,
}

/// Effect of a request that has arrived.
#[derive(Clone, Copy, Debug)]
enum Reply {
    Stored,
    StoredButUnheard,
    StoredButTooLate,
    StoredButBroken,
    Busy,
    Broken,
    Rejected,
    Refused,
}

fn any_step() -> impl Strategy<Value = Step> {
    let reply = prop::sample::select(vec![
        Reply::Stored,
        Reply::StoredButUnheard,
        Reply::StoredButTooLate,
        Reply::StoredButBroken,
        Reply::Busy,
        Reply::Broken,
        Reply::Rejected,
        Reply::Refused,
    ]);
    prop_oneof![
        2 => (0_u8..3).prop_map(Step::Type),
        3 => any::<bool>().prop_map(|online| Step::Submit { online }),
        4 => reply.prop_map(Step::Arrives),
        2 => Just(Step::Lost),
        2 => Just(Step::Resume),
        1 => Just(Step::Close),
        2 => Just(Step::Visit),
    ]
}

/// Model of a visitor's browser, the network and a receiver.
struct World {
    receiver: Arc<Receiver>,
    form: Form,
    /// Printed outbox, which outlives the page.
    storage: String,
    in_flight: Option<Request>,
    /// Number of times that the receiver has stored each sign-up.
    stored: BTreeMap<String, u32>,
    /// Number of requests with each sign-up that have left.
    left: BTreeMap<String, u32>,
    /// Sign-ups that were submitted and are not settled.
    unsettled: Vec<SubmissionId>,
    ids: u8,
}

impl World {
    fn new(idempotent: bool) -> Self {
        let receiver = Arc::new(Receiver { idempotent, replaces: idempotent, ..own() });
        Self {
            form: Form::new(receiver.clone()),
            receiver,
            storage: String::new(),
            in_flight: None,
            stored: BTreeMap::new(),
            left: BTreeMap::new(),
            unsettled: Vec::new(),
            ids: 0,
        }
    }

    fn outbox(&self) -> Outbox {
        Outbox::parse(&self.storage)
    }

    /// Saves the outbox, as the shell does after every step.
    fn save(&mut self) {
        let mut outbox = self.outbox();
        outbox.sync(&mut self.form, NOW);
        self.storage = outbox.print();
        self.unsettled.retain(|id| !self.form.superseded().contains(id));
        match self.form.delivery() {
            Delivery::Pending { id, .. } if !self.unsettled.contains(id) => self.unsettled.push(*id),
            Delivery::Settled(id) => self.unsettled.retain(|unsettled| unsettled != id),
            _ => {}
        }
    }

    fn send(&mut self, request: Option<Request>, is_automatic: bool) {
        self.save();
        let Some(request) = request else { return };
        assert_eq!(self.in_flight, None, "one request at a time");
        let count = self.left.entry(id_of(&request).to_string()).or_default();
        assert!(
            !is_automatic || *count == 0 || self.receiver.counts_once(),
            "sent again automatically where it may count twice"
        );
        *count += 1;
        self.in_flight = Some(request);
    }

    fn apply(&mut self, step: Step) {
        match step {
            Step::Type(n) => self.form.edit(|draft| {
                draft.set_text(EMAIL, &format!("visitor{n}@example.org"));
                draft.set_checked(CONSENT, true);
            }),
            Step::Submit { online } => {
                self.ids += 1;
                let request = self.form.submit(id(self.ids), online);
                self.send(request, false);
            }
            Step::Arrives(reply) => {
                let Some(request) = self.in_flight.take() else { return };
                let answer = self.arrive(&id_of(&request).to_string(), reply);
                self.form.answer(request.attempt, &answer, Some(7));
            }
            Step::Lost => {
                let Some(request) = self.in_flight.take() else { return };
                self.form.answer(request.attempt, &Answer::Unreachable, Some(7));
            }
            Step::Resume => {
                let request = self.form.resume(self.form.attempt);
                self.send(request, true);
            }
            Step::Close => {
                // The request on its way arrives, and its answer is lost.
                if let Some(request) = self.in_flight.take() {
                    self.arrive(&id_of(&request).to_string(), Reply::Stored);
                }
                self.form = Form::new(self.receiver.clone());
            }
            Step::Visit => {
                if self.in_flight.is_some() {
                    return;
                }
                let outbox = self.outbox();
                let Some(entry) = outbox.due(&self.receiver, NOW + 100_000).next() else { return };
                self.form = Form::of_entry(self.receiver.clone(), entry);
                self.ids += 1;
                let request = self.form.submit(id(self.ids), true);
                assert_eq!(request.as_ref().map(id_of).as_ref(), Some(&entry.id));
                self.send(request, true);
            }
        }
        self.save();
    }

    fn arrive(&mut self, id: &str, reply: Reply) -> Answer {
        use Reply::*;
        if matches!(reply, Stored | StoredButUnheard | StoredButTooLate | StoredButBroken) {
            *self.stored.entry(id.to_owned()).or_default() += 1;
        }
        match reply {
            Stored => status(200, CONFIRMATION),
            StoredButUnheard => Answer::Unreachable,
            StoredButTooLate => Answer::TimedOut,
            StoredButBroken => status(502, ""),
            Broken => status(500, "oops"),
            Busy => status(429, ""),
            Rejected => status(422, r#"{"errors":[{"field":"email","code":"invalid"}]}"#),
            Refused => status(403, ""),
        }
    }

    fn check(&self) {
        let outbox = self.outbox();
        for id in &self.unsettled {
            assert!(outbox.entries().iter().any(|entry| entry.id == *id), "{id} is lost");
        }
        if let (Phase::Done, Some(last)) = (&self.form.phase, &self.form.last) {
            assert!(self.stored.contains_key(&last.id.to_string()), "done, and nobody has it");
            assert!(outbox.entries().iter().all(|entry| entry.id != last.id), "done, and shown as not sent");
        }
        assert_eq!(self.form.phase == Phase::Sending, self.in_flight.is_some());
        for (id, count) in &self.stored {
            assert!(*count <= self.left[id]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// An idempotent receiver stores each sign-up once, however often it is sent. To another, none is sent twice
    /// automatically.
    #[test]
    fn nothing_is_lost_doubled_or_done_too_early(
        idempotent: bool,
        steps in prop::collection::vec(any_step(), 0..60),
    ) {
        let mut world = World::new(idempotent);
        for step in steps {
            world.apply(step);
            world.check();
        }
    }

    /// After any steps, all sign-ups arrive once the receiver answers and the visitor comes back.
    #[test]
    fn everything_arrives_in_the_end(steps in prop::collection::vec(any_step(), 0..40)) {
        let mut world = World::new(true);
        steps.into_iter().for_each(|step| world.apply(step));
        world.apply(Step::Close);
        for _ in 0..20 {
            world.apply(Step::Visit);
            world.apply(Step::Arrives(Reply::Stored));
        }
        world.check();
        prop_assert_eq!(world.outbox(), Outbox::default());
        prop_assert!(world.unsettled.is_empty());
    }
}
