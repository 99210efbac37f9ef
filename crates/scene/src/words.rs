//! Every word of the page itself, in three languages, written together. Protocol words stay in
//! Latin capitals in all of them. What a scenario says stands in its own file.

use scenario::Lang;
use world::{Act, MessageRef, Policy, ProcessId, ProtocolId, Refusal};

use crate::cast::Cast;
use crate::look::Look;

macro_rules! words {
    ($($name:ident: $en:literal, $hi:literal, $hinglish:literal;)*) => {
        /// A word or a sentence of the page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Word { $(#[doc = $en] $name,)* }

        impl Word {
            /// All of them, for the tests.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            fn all(self) -> [&'static str; 3] {
                match self { $(Self::$name => [$en, $hi, $hinglish],)* }
            }
        }
    };
}

impl Word {
    /// The word in a language.
    #[must_use]
    pub fn to(self, lang: Lang) -> &'static str {
        let [en, hi, hinglish] = self.all();
        match lang {
            Lang::En => en,
            Lang::Hi => hi,
            Lang::Hinglish => hinglish,
        }
    }

    /// The sentence with its gaps filled: `{0}`, `{1}`, ...
    #[must_use]
    pub fn with(self, lang: Lang, gaps: &[&str]) -> String {
        let mut text = self.to(lang).to_owned();
        for (index, gap) in gaps.iter().enumerate() {
            text = text.replace(&format!("{{{index}}}"), gap);
        }
        text
    }
}

words! {
    SkipToStage: "Skip to the stage", "सीधे मंच पर", "Seedhe stage par";
    Rooms: "Rooms", "कमरे", "Rooms";
    Play: "Play", "चलाओ", "Play";
    Compare: "Compare", "तुलना", "Compare";
    Language: "Language", "भाषा", "Language";
    DarkTheme: "Dark theme", "गहरा रंग", "Dark theme";
    LightTheme: "Light theme", "हल्का रंग", "Light theme";
    Share: "Share this run", "यह रन शेयर करो", "Yeh run share karo";
    Copied: "Link copied", "लिंक कॉपी हो गया", "Link copy ho gaya";
    CopyByHand: "Copy the address of this page", "इस पेज का पता कॉपी करो", "Is page ka address copy karo";
    Help: "Keys and help", "कुंजियाँ और मदद", "Keys aur help";
    Scenario: "Scenario", "कहानी", "Scenario";
    ProtocolWord: "Protocol", "प्रोटोकॉल", "Protocol";
    Reset: "Reset", "फिर से", "Reset";
    Break: "Break", "तोड़ो", "Todo";
    Accident: "Accident", "हादसा", "Haadsa";
    NoFaults: "No faults", "कोई गड़बड़ नहीं", "Koi gadbad nahi";
    YourOwnFaults: "Your own faults", "तुम्हारी अपनी गड़बड़", "Tumhari apni gadbad";
    WrongRules: "Wrong rules, off by default", "ग़लत नियम, वैसे बंद", "Galat rules, waise band";
    Settings: "Settings", "सेटिंग", "Settings";
    Cooperative: "Participants ask each other", "प्रतिभागी आपस में पूछते हैं", "Participants aapas mein poochte hain";
    PerfectDetector: "Perfect failure detector", "अचूक failure detector", "Perfect failure detector";
    UnreliableDetector: "Unreliable failure detector", "कच्चा failure detector", "Unreliable failure detector";
    Illustrative: "Illustrative: people, banks and companies as in the podcast", "उदाहरण के लिए: लोग, बैंक और कंपनियाँ पॉडकास्ट जैसे", "Sirf example: log, bank aur companies podcast jaise";
    More: "More", "और", "Aur";
    Less: "Less", "कम", "Kam";
    Close: "Close", "बंद करो", "Band karo";

    Stage: "Stage", "मंच", "Stage";
    Tools: "Tools", "औज़ार", "Tools";
    Select: "Select", "चुनो", "Chuno";
    Crash: "Crash", "क्रैश", "Crash";
    Pause: "Pause", "रोको", "Pause";
    Resume: "Resume", "फिर चलाओ", "Resume";
    Recover: "Recover", "वापस लाओ", "Recover";
    VoteNo: "Vote no", "ना बोलो", "Vote no";
    CutLink: "Cut link", "लिंक काटो", "Link kaato";
    Drop: "Drop", "गिराओ", "Drop";
    Duplicate: "Duplicate", "दोहराओ", "Duplicate";
    Delay: "Delay", "देर करो", "Delay";
    Deliver: "Deliver it now", "अभी पहुँचाओ", "Abhi pahunchao";
    SlowLink: "Slow link", "लिंक धीमा करो", "Link slow karo";
    NormalLink: "Normal speed again", "फिर सामान्य गति", "Phir normal speed";
    HealLink: "Heal link", "लिंक जोड़ो", "Link jodo";
    HealEverything: "Heal everything", "सब ठीक करो", "Sab theek karo";
    CutOff: "Cut off from everyone", "सबसे काट दो", "Sabse kaat do";
    MessagesUnderWay: "Messages on their way", "रास्ते के संदेश", "Raaste ke messages";
    Votes: "Votes", "वोट", "Votes";
    Acks: "Acks", "ACK", "Acks";
    MemoryLost: "memory lost", "याद मिट गई", "memory gayi";
    Voted: "voted", "वोट", "vote";
    LockedWord: "locked", "लॉक", "locked";
    FreeWord: "free", "खुला", "free";
    NoDecision: "no decision", "फ़ैसला नहीं", "faisla nahi";
    Waiting: "waiting", "इंतज़ार", "waiting";
    NothingYet: "nothing yet", "अभी कुछ नहीं", "abhi kuch nahi";
    ForcedToDisk: "forced to disk", "डिस्क पर पक्का", "disk par pakka";
    NotOnDisk: "not on disk yet", "डिस्क पर अभी नहीं", "disk par abhi nahi";
    OnlyReader: "Only {0} can read this page", "यह पन्ना सिर्फ़ {0} पढ़ सकता है", "Yeh page sirf {0} padh sakta hai";
    AppSays: "{0}’s app says", "{0} का ऐप", "{0} ki app";
    MoneyCheck: "Money check", "पैसे की जाँच", "Paise ki jaanch";
    SameAsBefore: "same as before", "पहले जितना", "pehle jitna";
    MoneyBroken: "does not add up", "हिसाब नहीं मिलता", "hisaab nahi milta";
    MoneyStriped: "Striped: promised, nobody can spend it yet", "धारीदार: वादा, अभी कोई ख़र्च नहीं कर सकता", "Dhaari: promised hai, abhi koi kharch nahi kar sakta";
    MoneySettled: "Every rupee is where it belongs", "हर रुपया अपनी जगह पर", "Har rupaya apni jagah par";
    MoneySplit: "Debit and credit disagree", "डेबिट और क्रेडिट मेल नहीं खाते", "Debit aur credit mel nahi khaate";

    Outcome: "Outcome", "नतीजा", "Outcome";
    Atomicity: "Atomicity", "एटॉमिसिटी", "Atomicity";
    NobodySplit: "(nobody split)", "(कोई फूट नहीं)", "(koi phoot nahi)";
    Holds: "Holds", "क़ायम", "Holds";
    Broken: "Split!", "फूट!", "Split!";
    InDoubt: "In doubt", "असमंजस में", "In doubt";
    OfN: "of {0}", "{0} में से", "{0} mein se";
    BlockedWord: "Blocked", "अटके", "Blocked";
    ForWord: "for", "", "";
    Messages: "Messages", "संदेश", "Messages";
    Unanswered: "{0} lost", "{0} खोए", "{0} khoye";
    ForcedWrites: "Forced writes", "पक्की लिखाई", "Forced writes";
    Latency: "Latency", "कुल समय", "Latency";
    Undecided: "undecided", "फ़ैसला बाक़ी", "undecided";
    ToClient: "to the client", "ग्राहक तक", "client tak";
    AtRisk: "₹ at risk", "₹ जोखिम में", "₹ risk mein";
    LakhLocked: "lakh locked", "लाख अटके", "lakh locked";
    CroreLocked: "crore locked", "करोड़ अटके", "crore locked";
    LockedRupees: "locked", "अटके", "locked";
    DoubtTip: "In doubt: voted YES and does not know the decision. The clock runs from the YES.", "असमंजस: YES बोला, फ़ैसला पता नहीं। घड़ी YES से चलती है।", "In doubt: YES bola, faisla pata nahi. Ghadi YES se chalti hai.";
    BlockedTip: "Blocked: up, undecided, and only a repair can help. The clock runs from the fault.", "अटका: चालू है, फ़ैसला नहीं, सिर्फ़ मरम्मत से हल। घड़ी गड़बड़ से चलती है।", "Blocked: chalu hai, faisla nahi, sirf repair se hal. Ghadi fault se chalti hai.";

    Spacetime: "Space-time", "समय-रेखा", "Space-time";
    ByClock: "By clock", "घड़ी से", "Ghadi se";
    ByCause: "By cause", "कारण से", "Kaaran se";
    AxisWord: "Axis", "अक्ष", "Axis";
    Working: "working", "काम जारी", "working";
    PromisedInDoubt: "promised, in doubt", "वादा, असमंजस", "promised, in doubt";
    BlockedLegend: "blocked", "अटका", "blocked";
    CommittedLegend: "committed", "पक्का", "committed";
    AbortedLegend: "aborted", "रद्द", "aborted";
    ForcedLegend: "forced log write", "पक्की लिखाई", "forced log write";
    LostLegend: "lost", "खोया", "lost";
    NotPlayedYet: "not played yet", "अभी बाक़ी है", "abhi baaki hai";
    TimeWord: "Time", "समय", "Time";
    PhaseN: "Phase {0}", "चरण {0}", "Phase {0}";
    Phase1: "Phase 1: everyone votes", "चरण 1: सब वोट देते हैं", "Phase 1: sab vote dete hain";
    Phase2of2: "Phase 2: everyone learns", "चरण 2: सबको पता चलता है", "Phase 2: sabko pata chalta hai";
    Phase2of3: "Phase 2: all said yes", "चरण 2: सबने YES कहा", "Phase 2: sabne YES kaha";
    Phase3: "Phase 3: everyone learns", "चरण 3: सबको पता चलता है", "Phase 3: sabko pata chalta hai";
    NowPlaying: "Now playing", "अभी चालू", "Abhi chalu";
    Branches: "Branches", "शाखाएँ", "Branches";
    BranchN: "Branch {0}", "शाखा {0}", "Branch {0}";
    NoForks: "No forks yet. Press F to ask what if.", "अभी कोई शाखा नहीं। F दबाओ: अगर ऐसा होता तो?", "Abhi koi branch nahi. F dabao: agar aisa hota toh?";
    WhatIf: "What if {0}", "अगर {0}", "Agar {0}";
    AsItWas: "as it was", "जैसा था", "jaisa tha";
    AllCommit: "all COMMIT", "सब COMMIT", "sab COMMIT";
    AllAbort: "all ABORT", "सब ABORT", "sab ABORT";
    NBlocked: "{0} blocked", "{0} अटके", "{0} blocked";
    NInDoubt: "{0} in doubt", "{0} असमंजस में", "{0} in doubt";
    SplitWord: "split!", "फूट!", "split!";
    NothingDecided: "nothing decided", "कुछ तय नहीं", "kuch tay nahi";

    Transport: "Transport", "नियंत्रण", "Transport";
    ToStart: "To the start", "शुरू में", "Shuru mein";
    Back: "Back", "पीछे", "Peeche";
    Step: "Step", "क़दम", "Step";
    NextEvent: "Next event", "अगली घटना", "Agla event";
    PlayButton: "Play", "चलाओ", "Play";
    PauseButton: "Pause", "रोको", "Pause";
    Speed: "Speed", "गति", "Speed";
    ForkHere: "What if… fork here", "अगर… यहाँ शाखा", "Agar… yahan fork";

    Narration: "Narration", "कहानी", "Narration";
    VoiceWord: "Words", "शब्द", "Words";
    Story: "Story", "कहानी", "Story";
    StoryLanguage: "Language of the story", "कहानी की भाषा", "Kahani ki language";
    Next: "Next", "आगे", "Aage";
    StepOf: "Step {0} of {1}", "क़दम {0}, कुल {1}", "Step {0} of {1}";
    WatchFor: "Watch for:", "ध्यान दो:", "Dhyan do:";

    Inspector: "Inspector", "जाँच", "Inspector";
    DiaryTab: "Diary (log)", "बही (log)", "Bahi (log)";
    MessagesTab: "Messages", "संदेश", "Messages";
    RulesTab: "Rules", "नियम", "Rules";
    Everyone: "Everyone", "सब", "Sab";
    PickSomething: "Pick a person, a line or a message.", "कोई व्यक्ति, लिंक या संदेश चुनो।", "Koi person, line ya message chuno.";
    StateWord: "State", "हालत", "State";
    Since: "Since", "कब से", "Kab se";
    DiarySays: "Diary says", "बही में", "Bahi mein";
    DiaryEmpty: "nothing", "कुछ नहीं", "kuch nahi";
    Heard: "Votes heard", "सुने वोट", "Sune votes";
    TimerWord: "Timer", "टाइमर", "Timer";
    LockWord: "Lock", "लॉक", "Lock";
    FromTo: "From, to", "किससे, किसको", "Kisse, kisko";
    SentDue: "Sent, due", "भेजा, पहुँचेगा", "Bheja, pahunchega";
    Carries: "Carries", "संदेश", "Carries";
    WhatNext: "What can happen next", "आगे क्या हो सकता है", "Aage kya ho sakta hai";
    WhatToMessage: "What you can do to this message", "इस संदेश का क्या करें", "Is message ka kya karein";
    WhatToLink: "What you can do to this link", "इस लिंक का क्या करें", "Is link ka kya karein";
    LinkOk: "working", "चालू", "chalu";
    LinkCut: "cut", "कटा हुआ", "cut";
    LinkSlow: "slow, ×{0}", "धीमा, ×{0}", "slow, ×{0}";
    LogEmpty: "The diary is empty.", "बही ख़ाली है।", "Bahi khaali hai.";
    NoMessages: "No messages yet.", "अभी कोई संदेश नहीं।", "Abhi koi message nahi.";
    Arrived: "arrived", "पहुँचा", "pahuncha";
    LostWord: "lost", "खोया", "khoya";
    UnderWay: "on its way", "रास्ते में", "raaste mein";
    EveryoneDecided: "Everyone has decided. Nothing left to do.", "सबने फ़ैसला कर लिया। अब कुछ बाक़ी नहीं।", "Sabne faisla kar liya. Ab kuch baaki nahi.";
    NotAllowed: "Not allowed: {0}", "मना है: {0}", "Mana hai: {0}";

    CrashNow: "{0} crashes now", "{0} अभी बंद", "{0} abhi crash";
    CrashNowWhy: "Memory is lost, the diary stays", "याद जाती है, बही बचती है", "Memory jaati hai, bahi bachti hai";
    CrashAt: "{0} crashes at the next point", "{0} अगले मोड़ पर बंद", "{0} agle point par crash";
    CrashAtWhy: "Just {0}", "ठीक {0}", "Theek {0}";
    AfterForce: "after {0} is on disk", "{0} डिस्क पर जाने के बाद", "{0} disk par jaane ke baad";
    BeforeForce: "before {0} is on disk", "{0} डिस्क पर जाने से पहले", "{0} disk par jaane se pehle";
    AfterSend: "after {0} is sent to {1}", "{1} को {0} भेजने के बाद", "{1} ko {0} bhejne ke baad";
    RecoverNow: "{0} comes back", "{0} वापस आता है", "{0} wapas aata hai";
    RecoverWhy: "Reads the diary and acts on it", "बही पढ़कर उसी पर चलता है", "Bahi padh kar usi par chalta hai";
    PauseNow: "{0} stands still", "{0} ठहर जाता है", "{0} ruk jaata hai";
    PauseWhy: "Nothing is lost, but nobody can tell it from a crash", "कुछ खोता नहीं, पर क्रैश जैसा दिखता है", "Kuch khota nahi, par crash jaisa dikhta hai";
    ResumeNow: "{0} goes on", "{0} फिर चलता है", "{0} phir chalta hai";
    ResumeWhy: "It reads what has come in the meantime", "इस बीच जो आया, वह पढ़ता है", "Is beech jo aaya, woh padhta hai";
    VoteNoNow: "{0} will say no", "{0} ना बोलेगा", "{0} no bolega";
    VoteNoWhy: "One NO aborts all", "एक NO से सब रद्द", "Ek NO se sab ABORT";
    CutOffNow: "{0} is cut off from everyone", "{0} सबसे कट जाता है", "{0} sabse cut jaata hai";
    CutOffWhy: "Up, but nothing passes", "चालू है, पर कुछ आता-जाता नहीं", "Chalu hai, par kuch aata-jaata nahi";
    GiveUp: "{0} gives up and cancels", "{0} हारकर रद्द करता है", "{0} haar kar cancel karta hai";
    GiveUpNo: "it has already voted YES", "वह YES बोल चुका है", "woh YES bol chuka hai";
    TakeOver: "Another coordinator takes over", "कोई और समन्वय सँभाले", "Koi aur coordinator sambhale";
    TakeOverNo2pc: "2PC has no such rule. Try it in 3PC", "2PC में ऐसा नियम नहीं। 3PC में देखो", "2PC mein aisa rule nahi. 3PC mein dekho";
    AskEachOther: "Participants ask each other", "प्रतिभागी आपस में पूछें", "Participants aapas mein poochein";
    AskEachOtherWhy: "The run starts again with that rule", "उस नियम के साथ रन फिर शुरू", "Us rule ke saath run phir se";
    DropWhy: "It dies on the way; whoever sent it must notice", "रास्ते में मर जाता है; भेजने वाला समझे", "Raaste mein mar jaata hai; bhejne wala samjhe";
    DuplicateWhy: "The same message arrives twice", "वही संदेश दो बार", "Wahi message do baar";
    DelayWhy: "It takes {0} longer", "{0} ज़्यादा लगेंगे", "{0} zyada lagenge";
    DeliverWhy: "It takes no more time", "अब और समय नहीं", "Ab aur time nahi";
    CutWhy: "Nothing passes, either way", "न इधर से, न उधर से", "Na idhar se, na udhar se";
    HealWhy: "Messages pass again", "संदेश फिर चलेंगे", "Messages phir chalenge";
    SlowWhy: "Messages take four times as long", "संदेश चार गुना समय लेंगे", "Messages chaar guna time lenge";
    NormalWhy: "Messages take their usual time", "संदेश अपने सामान्य समय पर", "Messages apne normal time par";

    TimeOfCut: "When does {0}’s network go?", "{0} का नेटवर्क कब जाता है?", "{0} ka network kab jaata hai?";
    TimeOfCutWhy: "Nobody crashes. {0} works, the others can talk to each other, but nothing crosses between them.", "कोई क्रैश नहीं। {0} चालू है, बाक़ी आपस में बात कर सकते हैं, पर बीच में कुछ नहीं जाता।", "Koi crash nahi. {0} chalu hai, baaki aapas mein baat kar sakte hain, par beech mein kuch nahi jaata.";
    SameAccident: "Same votes, same accident", "वही वोट, वही हादसा", "Same votes, same haadsa";
    AddProtocol: "Add protocol", "प्रोटोकॉल जोड़ो", "Protocol jodo";
    RemoveProtocol: "Remove {0}", "{0} हटाओ", "{0} hatao";
    ChangeScenario: "Change scenario", "कहानी बदलो", "Scenario badlo";
    OneClock: "One clock for all", "सबकी एक घड़ी", "Sabki ek ghadi";
    Differs: "differs from the others", "दूसरों से अलग", "doosron se alag";
    CutNone: "No cut", "कोई कटाव नहीं", "Koi cut nahi";
    CutAfter: "After {0}", "{0} के बाद", "{0} ke baad";
    BeforeAsked: "Before anyone is asked", "किसी से पूछने से पहले", "Kisi se poochne se pehle";
    NotSame: "—", "—", "—";
    AllCancel: "all cancel", "सब रद्द", "sab cancel";
    AllCommitLow: "all commit", "सब पक्का", "sab pakka";
    Decided: "Decided", "फ़ैसला", "Faisla";
    BothWays: "both ways", "दोनों तरफ़", "dono taraf";
    OnlyOne: "{0} only", "सिर्फ़ {0}", "sirf {0}";
    LockTime: "Longest lock", "सबसे लंबा लॉक", "Sabse lamba lock";
    LockedTile: "Locked", "अटका", "Locked";
    Why: "Why", "क्यों", "Kyun";
    VerdictBlocked: "Blocked", "अटक गए", "Atak gaye";
    VerdictSplit: "Split!", "फूट!", "Split!";
    VerdictCommitted: "Committed, together", "पक्का, साथ-साथ", "Pakka, saath mein";
    VerdictAborted: "Cancelled, together", "रद्द, साथ-साथ", "Cancel, saath mein";
    VerdictWorking: "Still working", "अभी जारी", "Abhi chalu";
    VerdictDoubt: "In doubt", "असमंजस", "In doubt";
    TimeOfCutLabel: "Time of the cut", "कटने का समय", "Cut ka samay";
    CutDetector: "Unreliable detector: {0} of silence counts as gone", "कच्चा detector: {0} की चुप्पी यानी गया", "Unreliable detector: {0} ki chuppi matlab gaya";
    CutOther: "another accident", "कोई और हादसा", "koi aur haadsa";
    CutSomeAsked: "Before everyone is asked", "सबसे पूछने से पहले", "Sabse poochne se pehle";
    CutVotesOut: "Votes cast, none arrived", "वोट दिए, पहुँचा कोई नहीं", "Vote diye, pahuncha koi nahi";
    CutVotesSome: "Some votes in, not all", "कुछ वोट आए, सब नहीं", "Kuch vote aaye, sab nahi";
    CutAnswerLost: "Votes in, answer lost", "वोट आए, जवाब खो गया", "Vote aaye, jawab kho gaya";
    CutSomeHeard: "Answer heard by some", "जवाब कुछ तक पहुँचा", "Jawab kuch tak pahuncha";
    CutAllHeard: "Answer heard by all", "जवाब सब तक पहुँचा", "Jawab sab tak pahuncha";
    CutAcksLost: "Pre-commit heard, acks lost", "PRECOMMIT पहुँचा, ACK खोए", "PRECOMMIT pahuncha, ACK khoye";
    CutFinalLost: "Acks in, final commit lost", "ACK आए, आख़िरी COMMIT खोया", "ACK aaye, aakhri COMMIT khoya";
    CommitWaits: "commit, {0} waits", "पक्का, {0} इंतज़ार में", "pakka, {0} waiting";
    CancelWaits: "cancel, {0} waits", "रद्द, {0} इंतज़ार में", "cancel, {0} waiting";
    HealAt: "Heal at {0}", "{0} पर जोड़ो", "{0} par jodo";
    SideBySide: "Protocols side by side", "प्रोटोकॉल साथ-साथ", "Protocols saath-saath";
    WhatHappened: "What happened under {0}", "{0} में क्या हुआ", "{0} mein kya hua";
    VerdictHearing: "Decided", "तय हुआ", "Tay hua";
    PlateBlocked: "Safe, but {0} of {1} are stuck", "सुरक्षित, पर {1} में से {0} अटके", "Safe, par {1} mein se {0} atke";
    PlateSplit: "{0} committed, {1} cancelled", "{0}: पक्का, {1}: रद्द", "{0}: pakka, {1}: cancel";
    PlateAsking: "Nobody has promised yet", "अभी किसी ने वादा नहीं किया", "Abhi kisi ne vaada nahi kiya";
    PlatePromised: "{0} of {1} have promised and wait", "{1} में से {0} का वादा, जवाब बाक़ी", "{1} mein se {0} ka vaada, jawab baaki";
    PlateHearing: "{0}, and {1} have not heard it yet", "{0}, पर {1} को अभी पता नहीं", "{0}, par {1} ko abhi pata nahi";
    PlateWaits: "{0} waits and will learn", "{0} को बाद में पता चलेगा", "{0} ko baad mein pata chalega";
    PlateDown: "Without {0}: down, and will learn", "{0} के बिना: बंद, बाद में पता चलेगा", "{0} ke bina: band, baad mein pata chalega";
    TheOthers: "the other {0}", "बाक़ी {0}", "baaki {0}";
    SoMany: "{0} of them", "{0} लोग", "{0} log";
    SoManyOf: "{0} of {1}", "{1} में से {0}", "{1} mein se {0}";
    HoldsLow: "holds", "क़ायम", "kaayam";
    BrokenLow: "broken", "टूटी", "tooti";
    Lakh: "lakh", "लाख", "lakh";
    Crore: "crore", "करोड़", "crore";
    RemarkUnheard: "nobody hears it", "कोई नहीं सुनता", "koi nahi sunta";
    RemarkAcks: "ignored missing acks", "बिना ACK के आगे", "bina ACK ke aage";
    RemarkCutOff: "cut off from everyone", "सबसे कटा हुआ", "sabse cut";
    RemarkVotes: "{0} of {1} votes in", "{1} में से {0} वोट", "{1} mein se {0} vote";
    WhySplitCut: "Each side took the other’s silence for a crash. That rule is right after a crash and wrong after a cut.", "दोनों तरफ़ ने चुप्पी को क्रैश समझा। यह नियम क्रैश में सही है, कटाव में ग़लत।", "Dono taraf ne chuppi ko crash samjha. Yeh rule crash mein sahi hai, cut mein galat.";
    WhySplitRule: "A wrong rule is on: it let somebody decide without knowing what the others did.", "एक ग़लत नियम चालू है: किसी ने दूसरों का हाल जाने बिना फ़ैसला कर लिया।", "Ek galat rule on hai: kisi ne doosron ka haal jaane bina faisla kar liya.";
    WhySplit: "Each side decided on what it could see, and they did not see the same.", "हर तरफ़ ने वही देखकर फ़ैसला किया जो दिखा, और सबको एक-सा नहीं दिखा।", "Har taraf ne wahi dekhkar faisla kiya jo dikha, aur sabko ek jaisa nahi dikha.";
    WhyBlocked: "{0} may have decided either way. Whoever promised can rule out neither, so the locks stay until {0} is heard again.", "{0} ने कुछ भी तय किया हो सकता है। जिसने वादा किया, वह COMMIT या ABORT किसी को ख़ारिज नहीं कर सकता, इसलिए {0} की ख़बर आने तक ताले लगे हैं।", "{0} ne kuch bhi tay kiya ho sakta hai. Jisne vaada kiya woh COMMIT ya ABORT kisi ko khaarij nahi kar sakta, isliye {0} ki khabar aane tak taale lage hain.";
    WhyWaits: "The others have settled it without {0}, who hears of it when the link is back.", "बाक़ियों ने {0} के बिना तय कर लिया; लिंक जुड़ने पर ख़बर मिलेगी।", "Baakiyon ne {0} ke bina tay kar liya; link judne par khabar milegi.";

    SingleKeys: "Single keys work on the stage", "एक कुंजी से काम", "Single keys se kaam";
    GettingReady: "Getting ready", "तैयारी हो रही है", "Taiyaari ho rahi hai";
    Panic: "Something broke in the page", "पेज में कुछ टूट गया", "Page mein kuch toot gaya";
    PanicWhat: "Your run is safe in this link. Open it to try again, or start fresh.", "तुम्हारा रन इस लिंक में सुरक्षित है। फिर खोलो, या नए सिरे से शुरू करो।", "Tumhara run is link mein safe hai. Phir kholo, ya naye sire se shuru karo.";
    LinkProblem: "This link could not be read", "यह लिंक पढ़ा नहीं जा सका", "Yeh link padha nahi ja saka";
    ScenarioProblem: "This scenario has mistakes", "इस कहानी में ग़लतियाँ हैं", "Is scenario mein galtiyan hain";
    SettingProblem: "A stored setting was unreadable and was put aside", "एक सहेजी सेटिंग पढ़ी नहीं गई, अलग रख दी", "Ek saved setting padhi nahi gayi, alag rakh di";
    ShowingDefault: "Showing the wedding instead. Nothing was lost.", "उसकी जगह शादी दिखा रहे हैं। कुछ खोया नहीं।", "Uski jagah shaadi dikha rahe hain. Kuch khoya nahi.";
}

/// A policy's name, as a sentence of its rule.
#[must_use]
pub fn policy(policy: Policy, lang: Lang) -> &'static str {
    let words = match policy {
        Policy::AbortInDoubtOnTimeout => [
            "In doubt? Abort on time-out",
            "असमंजस में? टाइम-आउट पर ABORT",
            "In doubt? Time-out par ABORT",
        ],
        Policy::RecoveredDecideAlone => [
            "Whoever comes back decides alone",
            "जो लौटे, वह अकेले फ़ैसला करे",
            "Jo wapas aaye, akele faisla kare",
        ],
        Policy::UnreachableCountsAsAbort => {
            ["No answer counts as ABORT", "जवाब नहीं तो ABORT", "Jawab nahi matlab ABORT"]
        }
        Policy::PollOnRecovery => [
            "No diary: ask around after a crash",
            "बही नहीं: क्रैश के बाद सबसे पूछो",
            "Bahi nahi: crash ke baad sabse poocho",
        ],
        Policy::TimeoutsOnly => [
            "Time-outs only, nobody asks",
            "सिर्फ़ टाइम-आउट, कोई पूछता नहीं",
            "Sirf time-out, koi poochta nahi",
        ],
        Policy::AbortOnMissingAck => {
            ["A missing ACK means ABORT", "एक ACK नहीं आया तो ABORT", "Ek ACK nahi aaya toh ABORT"]
        }
        Policy::CommitOnOnePreCommitted => [
            "One PRECOMMITTED is enough to commit",
            "एक PRECOMMITTED काफ़ी है",
            "Ek PRECOMMITTED kaafi hai",
        ],
        Policy::PreCommitNotLogged => [
            "PRECOMMIT is not written down",
            "PRECOMMIT बही में नहीं लिखते",
            "PRECOMMIT bahi mein nahi likhte",
        ],
        Policy::RecoveredTakePart => [
            "Whoever comes back takes part at once",
            "जो लौटे, तुरंत शामिल",
            "Jo wapas aaye, turant shaamil",
        ],
        Policy::AllRecoveredVote => [
            "After everyone failed, whoever is back decides",
            "सब गिरने के बाद, जो लौटे वही तय करें",
            "Sab girne ke baad, jo wapas aaye wahi tay karein",
        ],
    };
    pick(words, lang)
}

/// A protocol's name, and what it is in a few words.
#[must_use]
pub fn protocol(protocol: ProtocolId, lang: Lang) -> (&'static str, &'static str) {
    match protocol {
        ProtocolId::TwoPhase => {
            ("2PC", pick(["two-phase commit", "दो चरण का commit", "two-phase commit"], lang))
        }
        ProtocolId::ThreePhase => {
            ("3PC", pick(["with elected leader", "चुना हुआ leader", "chuna hua leader"], lang))
        }
    }
}

/// Why something is not allowed.
#[must_use]
pub fn refusal(why: Refusal, lang: Lang) -> &'static str {
    let words = match why {
        Refusal::AlreadyDown => ["it is down already", "वह पहले से बंद है", "woh pehle se down hai"],
        Refusal::AlreadyUp => ["it is up", "वह चालू है", "woh chalu hai"],
        Refusal::AlreadyPaused => {
            ["it stands still already", "वह पहले से रुका है", "woh pehle se ruka hai"]
        }
        Refusal::NotPaused => ["it does not stand still", "वह रुका नहीं है", "woh ruka nahi hai"],
        Refusal::Down => ["it is down", "वह बंद है", "woh down hai"],
        Refusal::AlreadyVoted => {
            ["it has already voted", "वह वोट दे चुका है", "woh vote de chuka hai"]
        }
        Refusal::DoesNotVote => {
            ["the coordinator does not vote", "कोऑर्डिनेटर वोट नहीं देता", "coordinator vote nahi deta"]
        }
        Refusal::AlreadyCut => ["it is cut already", "वह पहले से कटा है", "woh pehle se cut hai"],
        Refusal::NotCut => ["nothing is cut", "कुछ कटा नहीं है", "kuch cut nahi hai"],
        Refusal::NotUnderWay => [
            "this message is not on its way now",
            "यह संदेश अभी रास्ते में नहीं",
            "yeh message abhi raaste mein nahi",
        ],
        Refusal::NoSuchProcess => {
            ["nobody of that name takes part", "इस नाम का कोई नहीं", "is naam ka koi nahi"]
        }
        Refusal::SameProcess => {
            ["it has no link to itself", "ख़ुद से लिंक नहीं होता", "khud se link nahi hota"]
        }
        Refusal::PointNotReached => [
            "the run never comes to this point",
            "रन इस मोड़ पर नहीं आता",
            "run is point par nahi aata",
        ],
    };
    pick(words, lang)
}

/// What was done, as a clause: "Rohit crashes".
#[must_use]
pub fn act(act: &Act, cast: &Cast, lang: Lang) -> String {
    let name = |id: &ProcessId| cast.name(*id).to_owned();
    let link = |a: &ProcessId, b: &ProcessId| format!("{} – {}", cast.name(*a), cast.name(*b));
    let message =
        |it: &MessageRef| format!("{} ({} – {})", it.word, cast.name(it.from), cast.name(it.to));
    let say = |words: [&'static str; 3], gap: String| pick(words, lang).replace("{0}", &gap);
    match act {
        Act::Crash(id) => say(["{0} crashes", "{0} बंद हो जाए", "{0} crash ho"], name(id)),
        Act::Recover(id) => say(["{0} comes back", "{0} लौट आए", "{0} wapas aaye"], name(id)),
        Act::Pause(id) => say(["{0} stands still", "{0} ठहर जाए", "{0} ruk jaaye"], name(id)),
        Act::Resume(id) => say(["{0} goes on", "{0} फिर चले", "{0} phir chale"], name(id)),
        Act::VoteNo(id) => say(["{0} says no", "{0} ना बोले", "{0} no bole"], name(id)),
        Act::Cut(a, b) => say(["{0} is cut", "{0} कट जाए", "{0} cut ho"], link(a, b)),
        Act::Heal(a, b) => say(["{0} is healed", "{0} जुड़ जाए", "{0} jud jaaye"], link(a, b)),
        Act::Partition(groups) => {
            let first = groups.first().map(|group| group.iter().map(name).collect::<Vec<_>>());
            let who = first.unwrap_or_default().join(", ");
            say(["{0} is cut off", "{0} सबसे कट जाए", "{0} sabse cut ho"], who)
        }
        Act::HealAll => say(["all is healed", "सब ठीक हो जाए", "sab theek ho"], String::new()),
        Act::Slow(a, b, _) => say(["{0} is slow", "{0} धीमा हो", "{0} slow ho"], link(a, b)),
        Act::Drop(it) => say(["{0} is lost", "{0} खो जाए", "{0} kho jaaye"], message(it)),
        Act::Duplicate(it) => {
            say(["{0} arrives twice", "{0} दो बार पहुँचे", "{0} do baar aaye"], message(it))
        }
        Act::Delay(it, _) => say(["{0} is late", "{0} देर से पहुँचे", "{0} late aaye"], message(it)),
        Act::Deliver(it) => say(["{0} is quick", "{0} तुरंत पहुँचे", "{0} turant aaye"], message(it)),
    }
}

/// The word of a look in the band of a card: Latin capitals, and its Hindi companion.
#[must_use]
pub fn look(look: Look, coordinator: bool) -> (&'static str, &'static str) {
    match look {
        Look::Init => ("INIT", "शुरू"),
        Look::Working if coordinator => ("COLLECTING", "वोट का इंतज़ार"),
        Look::Working => ("WORKING", "काम जारी"),
        Look::Prepared => ("PREPARED", "वादा"),
        Look::InDoubt => ("IN DOUBT", "असमंजस"),
        Look::PreCommitted => ("PRE-COMMITTED", "लगभग पक्का"),
        Look::Committed => ("COMMITTED", "पक्का"),
        Look::Aborted => ("ABORTED", "रद्द"),
        Look::Crashed => ("CRASHED", "बंद"),
        Look::Paused => ("PAUSED", "रुका"),
    }
}

fn pick(words: [&'static str; 3], lang: Lang) -> &'static str {
    match lang {
        Lang::En => words[0],
        Lang::Hi => words[1],
        Lang::Hinglish => words[2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gap_stands_in_every_language() {
        for word in Word::ALL {
            let [en, hi, hinglish] = word.all();
            for gap in ["{0}", "{1}"] {
                assert_eq!(en.contains(gap), hi.contains(gap), "{word:?} in Hindi");
                assert_eq!(en.contains(gap), hinglish.contains(gap), "{word:?} in Hinglish");
            }
        }
    }
}
