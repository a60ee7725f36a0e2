//! What is done to a world.

use crate::named::named;
use civil_affairs_domain::{
    protocol::wire::ProblemCode,
    sync::{Effect, Failure},
};

named!(
    /// A kind of fault.
    Fault {
        /// A request does not arrive.
        RequestLost = "request lost",
        /// The server has done it, and the answer does not arrive.
        AnswerLost = "answer lost",
        /// A request arrives twice.
        RequestTwice = "request twice",
        /// An answer arrives twice.
        AnswerTwice = "answer twice",
        /// A request comes much later, after others and perhaps after it was given up.
        RequestLate = "request late",
        /// The same of an answer.
        AnswerLate = "answer late",
        /// A bit of what is sent is turned over.
        Damaged = "request damaged",
        /// An answer is cut, or its bytes are anything.
        Garbage = "answer garbled",
        /// A page of the network in the station.
        Portal = "captive portal",
        /// Something in front of the server answers without a word of ours.
        Gateway = "bare 502 to 504 or 429",
        /// The server asks to come again later.
        RetryAfter = "Retry-After",
        /// Something says that it knows nothing of the item.
        Unknown = "404",
        /// The app is too old.
        Superseded = "superseded app",
        /// A receipt that nobody at the bureau has signed, or for something else.
        Forged = "forged receipt",
        /// The device dies.
        DeviceDied = "device crash",
        /// The server dies inside a transaction, at a write.
        ServerDiedWriting = "server crash at a write",
        /// The server dies between commit and reply.
        ServerDiedReplying = "server crash between commit and reply",
        /// A write of the server fails, and it says so.
        ServerDisk = "storage failure of the server",
        /// The server is started anew from its database.
        ServerRestarted = "server restart",
        /// Nobody listens.
        ServerDown = "server down",
        /// The device does not store something.
        DeviceDisk = "storage failure of the device",
        /// A file is gone from the device.
        FileGone = "file gone",
        /// The server takes no more of a file.
        FileRefused = "file refused",
        /// The clock of the device jumps.
        DeviceClock = "device clock jump",
        /// The clock of the server jumps.
        ServerClock = "server clock jump",
        /// A newer set of definitions is put in force while items wait.
        Update = "definition update",
        /// An item names a definition that is not in force any more.
        OlderVersion = "item of an older definition",
        /// A second device has a copy of an item.
        Copy = "copy on a second device",
        /// A draft is finished on both devices.
        Twin = "draft finished twice",
        /// A form that the server will never take.
        Poison = "poisoned item",
        /// Another device has used the same id.
        SameId = "same id twice",
        /// Another device has drawn the same reference.
        SameReference = "same reference twice",
        /// A person takes a waiting item back.
        TakenBack = "item taken back",
        /// A file goes out before its form.
        EarlyFile = "file before its form",
        /// A person does something with what the bureau has.
        Deed = "deed",
        /// The bureau does not do a deed: too late, or every wished slot is full.
        DeedRefused = "deed refused",
        /// An officer moves an application.
        Officer = "officer's step",
        /// The operator puts a new signing key in force.
        Rotate = "signing key replaced",
        /// The server moves on what is over, or erases what has outlived its time.
        Upkeep = "upkeep by the server",
        /// Somebody asks from elsewhere, by reference and secret.
        Status = "question by reference and secret",
        /// The free slots are asked for.
        Slots = "question for free slots",
    }
);

named!(
    /// A mistake that is made on purpose, to prove that it is found.
    Mistake {
        /// The bureau takes a repeated submission for another one.
        Idempotency = "idempotency",
        /// What was under way when the device died is not taken up again.
        Recovery = "recovery",
        /// 已提交 is stored and shown before the receipt is there.
        Early = "early",
        /// A refused item keeps the others from going out.
        Blocking = "blocking",
        /// Every receipt is believed.
        Unverified = "unverified",
        /// The bureau does a deed as often as it is sent.
        DeedsRepeated = "deeds-repeated",
        /// A deed ends with its first try, whatever came of it.
        DeedsDropped = "deeds-dropped",
        /// A file counts as sent with its first part.
        FilesCut = "files-cut",
        /// One place more than there is in every slot.
        Overbooked = "overbooked",
        /// What was committed last is gone when the server is started anew.
        Forgetful = "forgetful",
        /// After an update the server does not know the older definitions.
        Versions = "versions",
    }
);

impl Mistake {
    /// The mistake of a name.
    pub fn parse(name: &str) -> Result<Mistake, String> {
        let found = Mistake::ALL.iter().find(|one| one.name() == name);
        found.copied().ok_or_else(|| {
            let names: Vec<&str> = Mistake::ALL.iter().map(|one| one.name()).collect();
            format!("there are: {}", names.join(", "))
        })
    }
}

/// Kinds of effects, as the machine knows them.
pub const EFFECTS: [&str; 10] = [
    "Submit", "Check", "Keep", "AskFile", "SendPart", "Act", "End", "Look", "WakeIn", "Show",
];

/// The kind of an effect.
pub fn effect(effect: &Effect) -> &'static str {
    match effect {
        Effect::Submit(..) => "Submit",
        Effect::Check(..) => "Check",
        Effect::Keep(..) => "Keep",
        Effect::AskFile(..) => "AskFile",
        Effect::SendPart(..) => "SendPart",
        Effect::Act(..) => "Act",
        Effect::End(..) => "End",
        Effect::Look(..) => "Look",
        Effect::WakeIn(..) => "WakeIn",
        Effect::Show => "Show",
    }
}

/// Why the bureau refuses submissions here.
pub const REFUSALS: [ProblemCode; 5] = [
    ProblemCode::NotDecodable,
    ProblemCode::UnknownService,
    ProblemCode::UnknownVersion,
    ProblemCode::IdConflict,
    ProblemCode::Lapsed,
];

/// Kinds of failures by [`Failure::kind`].
pub const FAILURES: [&str; Failure::KINDS] = [
    "offline",
    "not ours",
    "busy",
    "broken",
    "damaged",
    "out of step",
    "unknown",
    "forged",
    "no keys",
    "not stored",
    "file gone",
    "file refused",
    "superseded",
];
