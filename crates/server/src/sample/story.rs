//! A case of the sample world as it is written down: who asked what, and what happened then.
//! Steps are minutes after the one before, so that a story holds together whenever it is told.

use jiff::{ToSpan, tz::TimeZone};
use madoguchi_contract::{
    cases::CaseState,
    desk::{NewAttachment, NewCase, NewDeskComment, NewDeskTransition},
};

use crate::{
    app::AppState,
    cases::{closing, files::Files, stream::Open},
    clock,
    desk::cases::{self as desk, Message},
    problem::Problem,
    store::Tx,
};

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

/// Days after which a resolved case closes by itself in these stories (the default setting).
const CLOSES_AFTER: i64 = 14 * DAY;

/// Where and what a case is about: customer number, service, category.
pub type About = (&'static str, Option<&'static str>, &'static str);

/// When a story begins: days before today, and the time of day in Japan.
pub type Begins = (i64, i8, i8);

/// A case with its history.
#[derive(Clone, Debug)]
pub struct Story {
    new: NewCase,
    begins: Begins,
    steps: Vec<(i64, Step)>,
}

#[derive(Clone, Debug)]
enum Step {
    Comment(NewDeskComment),
    Move(NewDeskTransition),
    ClosesItself,
}

impl Story {
    /// A case that the customer `contact` opened.
    pub fn asked(
        about: About,
        contact: &str,
        begins: Begins,
        subject: &str,
        body: impl Into<String>,
    ) -> Self {
        let (customer_number, service, category) = about;
        let new = NewCase {
            number: None,
            customer_number: customer_number.to_owned(),
            service: service.map(str::to_owned),
            category: category.to_owned(),
            subject: subject.to_owned(),
            body: body.into(),
            contact: Some(contact.to_owned()),
            author: None,
            watchers: Vec::new(),
            created_at: None,
            attachments: Vec::new(),
        };
        Self { new, begins, steps: Vec::new() }
    }

    /// A case that `author` of the desk opened.
    pub fn raised(
        about: About,
        author: &str,
        begins: Begins,
        subject: &str,
        body: impl Into<String>,
    ) -> Self {
        let mut story = Self::asked(about, "", begins, subject, body);
        story.new.contact = None;
        story.new.author = Some(author.to_owned());
        story
    }

    /// It has this number; else the next free one.
    pub fn numbered(mut self, number: &str) -> Self {
        self.new.number = Some(number.to_owned());
        self
    }

    /// Its number, if it has one already.
    pub fn number(&self) -> Option<&str> {
        self.new.number.as_deref()
    }

    /// Numbers it.
    pub fn set_number(&mut self, number: String) {
        self.new.number = Some(number);
    }

    /// These colleagues watch it.
    pub fn watched_by(mut self, users: &[&str]) -> Self {
        self.new.watchers = users.iter().map(|user| (*user).to_owned()).collect();
        self
    }

    /// The desk writes.
    pub fn says(self, minutes: i64, author: &str, body: impl Into<String>) -> Self {
        self.comment(minutes, Some(author), None, body.into())
    }

    /// The customer writes.
    pub fn answers(self, minutes: i64, user: &str, body: impl Into<String>) -> Self {
        self.comment(minutes, None, Some(user), body.into())
    }

    /// A file goes with the message before.
    pub fn with_file(mut self, file: NewAttachment) -> Self {
        let last = self.steps.iter_mut().rev().find_map(|(_, step)| match step {
            Step::Comment(comment) => Some(&mut comment.attachments),
            _ => None,
        });
        last.unwrap_or(&mut self.new.attachments).push(file);
        self
    }

    /// The desk takes it up.
    pub fn taken(self, minutes: i64, author: &str) -> Self {
        self.moves(minutes, Some(author), None, CaseState::InProgress, None)
    }

    /// The desk asks the customer.
    pub fn asks(self, minutes: i64, author: &str, body: impl Into<String>) -> Self {
        self.says(minutes, author, body).moves(
            0,
            Some(author),
            None,
            CaseState::AwaitingCustomer,
            None,
        )
    }

    /// The desk proposes a solution.
    pub fn solved(self, minutes: i64, author: &str, body: impl Into<String>) -> Self {
        self.says(minutes, author, body).moves(0, Some(author), None, CaseState::Resolved, None)
    }

    /// The customer closes it, or accepts the solution.
    pub fn closed_by(self, minutes: i64, user: &str) -> Self {
        self.moves(minutes, None, Some(user), CaseState::Closed, None)
    }

    /// The customer rejects the solution.
    pub fn rejected_by(self, minutes: i64, user: &str, reason: &str) -> Self {
        self.moves(minutes, None, Some(user), CaseState::InProgress, Some(reason))
    }

    /// Nobody answers the solution, and it closes by itself.
    pub fn closes_itself(mut self) -> Self {
        self.steps.push((CLOSES_AFTER / MINUTE, Step::ClosesItself));
        self
    }

    fn comment(
        mut self,
        minutes: i64,
        author: Option<&str>,
        contact: Option<&str>,
        body: String,
    ) -> Self {
        let comment = NewDeskComment {
            body,
            author: author.map(str::to_owned),
            contact: contact.map(str::to_owned),
            at: None,
            attachments: Vec::new(),
        };
        self.steps.push((minutes, Step::Comment(comment)));
        self
    }

    fn moves(
        mut self,
        minutes: i64,
        author: Option<&str>,
        contact: Option<&str>,
        to: CaseState,
        reason: Option<&str>,
    ) -> Self {
        let transition = NewDeskTransition {
            to,
            author: author.map(str::to_owned),
            contact: contact.map(str::to_owned),
            reason: reason.map(str::to_owned),
            at: None,
        };
        self.steps.push((minutes, Step::Move(transition)));
        self
    }

    /// When it begins, in milliseconds: as written, but never so late that it would end after now.
    pub fn start(&self, now: i64) -> i64 {
        let (days, hour, minute) = self.begins;
        let length: i64 = self.steps.iter().map(|(minutes, _)| minutes * MINUTE).sum();
        let zone = TimeZone::get("Asia/Tokyo").unwrap_or(TimeZone::UTC);
        let written = clock::timestamp(now)
            .to_zoned(zone)
            .with()
            .hour(hour)
            .minute(minute)
            .second(0)
            .subsec_nanosecond(0)
            .build()
            .and_then(|today| today.checked_sub(days.days()))
            .map_or(now, |start| start.timestamp().as_millisecond());
        written.min(now - length - MINUTE)
    }
}

/// Prepares the messages of stories, files included: the description first, then each comment.
pub async fn prepare(state: &AppState, stories: &[Story]) -> Result<Vec<Vec<Message>>, Problem> {
    let folder = Files::new(&state.data);
    let mut all = Vec::with_capacity(stories.len());
    for story in stories {
        let new = &story.new;
        let mut messages = vec![Message::prepare(&folder, &new.body, &new.attachments).await?];
        for (_, step) in &story.steps {
            if let Step::Comment(comment) = step {
                let message = Message::prepare(&folder, &comment.body, &comment.attachments);
                messages.push(message.await?);
            }
        }
        all.push(messages);
    }
    Ok(all)
}

/// Tells a story to the desk API, with its prepared messages. `now` in milliseconds.
pub async fn tell(
    tx: &mut Tx,
    now: i64,
    story: &Story,
    messages: &[Message],
) -> Result<(), Problem> {
    let mut at = story.start(now);
    let mut messages = messages.iter();
    let mut message = || messages.next().ok_or_else(Problem::internal);
    let new = NewCase { created_at: Some(clock::wire(at)), ..story.new.clone() };
    let number = desk::create(tx, now, &new, message()?).await?;
    for (minutes, step) in &story.steps {
        at += minutes * MINUTE;
        let moment = Some(clock::wire(at));
        match step {
            Step::Comment(comment) => {
                let comment = NewDeskComment { at: moment, ..comment.clone() };
                desk::comment(tx, now, &number, &comment, message()?).await?;
            }
            Step::Move(transition) => {
                let transition = NewDeskTransition { at: moment, ..transition.clone() };
                desk::transition(tx, now, &number, &transition).await?;
            }
            Step::ClosesItself => {
                let mut case = Open::by_number(tx, &number).await?;
                closing::close(tx, &mut case, at).await?;
            }
        }
    }
    Ok(())
}
