//! How findings become a decision: probabilities, floors and the ordered route, as data.

/// How much a message needs a person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Need {
    /// Nothing to do.
    None,
    /// Self-service can answer it.
    Inquiry,
    /// Something is wrong for the writer.
    Problem,
    /// It has escalated.
    Dispute,
}

impl Need {
    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Inquiry => "inquiry",
            Self::Problem => "problem",
            Self::Dispute => "dispute",
        }
    }

    /// The level of the funnel: 1 self-service, 2 specialist, 3 supervisor.
    #[must_use]
    pub const fn tier(self) -> u8 {
        match self {
            Self::None | Self::Inquiry => 1,
            Self::Problem => 2,
            Self::Dispute => 3,
        }
    }
}

/// The four emergencies.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum Emergency {
    FundLoss,
    AccountFrozen,
    Minor,
    Overseas,
}

impl Emergency {
    /// The stable name in the decision.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FundLoss => "fund_loss",
            Self::AccountFrozen => "account_frozen",
            Self::Minor => "minor",
            Self::Overseas => "overseas",
        }
    }
}

/// One line of the route: the first whose condition holds decides the desk.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Name of the rule, shown in reasons.
    pub id: String,
    /// Desk that gets the message.
    pub desk: String,
}
