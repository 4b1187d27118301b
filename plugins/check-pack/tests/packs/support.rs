//! A pack in place of the one that lies in the slot, and a contract to read.

use std::cell::RefCell;

use assay_sdk::{
    Descriptor, Observation, Plugin, Run,
    testing::{Assessment, FakeDocument, FakeHost},
};
use check_pack::{Sending, assess, describe};
use check_pack_format::{Built, Pack};

thread_local! {
    static PACK: RefCell<Option<Built>> = const { RefCell::new(None) };
}

/// A plugin whose pack a test sets.
#[derive(Debug)]
pub(crate) struct Tested;

impl Plugin for Tested {
    fn describe() -> Descriptor {
        PACK.with_borrow(|pack| describe(pack.as_ref().unwrap(), true))
    }

    fn assess(run: &Run) -> Result<Vec<Observation>, String> {
        let pack = PACK.with_borrow(|pack| pack.clone().unwrap());
        Ok(assess::<Sending>(&pack, run))
    }
}

/// A pack as it is written; it has to be sound.
pub(crate) fn pack(toml: &str) -> Pack {
    let pack: Pack = toml::from_str(toml).unwrap();
    assert_eq!(pack.check(), []);
    pack
}

/// A pack of these checks.
pub(crate) fn checks(toml: &str) -> Pack {
    pack(&format!(
        "[pack]\nid = \"tested\"\nversion = \"1.0.0\"\npublisher = \"Test\"\ntitle = \"Tested\"\n{toml}"
    ))
}

/// What a pack says about a supplier; the host would drop none of it.
pub(crate) fn assessed(pack: &Pack, host: FakeHost) -> Assessment {
    let built = Built {
        pack: pack.clone(),
        controls: Default::default(),
    };
    PACK.set(Some(Built::read(&built.to_json()).unwrap()));
    let assessment = host.assess::<Tested>().unwrap();
    assert_eq!(assessment.problems(), [""; 0]);
    assessment
}

/// A contract of Example AI Ltd with these clauses, long enough to be one.
pub(crate) fn contract(clauses: &str) -> FakeDocument {
    let text = format!(
        "# Master services agreement\n\n\
         This agreement is made between Example AI Ltd (the \"Provider\") and Orla Bank plc (the \"Customer\") and governs the \
         use of the services by the Customer for the term that is stated in the order. The parties agree as follows.\n\n\
         ## 1. Services\n\n\
         The Provider grants the Customer the right to use the services for its own business and for that of its affiliates. \
         The Customer pays the fees that are stated in the order, and the Provider sends an invoice for each month of the term. \
         The Provider shall perform the services with the care of a professional in this field.\n\n\
         ## 2. Confidentiality\n\n\
         Each party keeps the confidential information of the other party secret and uses it for the purposes of this agreement, \
         for the term of this agreement and for three years after that.\n\n\
         ## 3. Terms\n\n{clauses}\n\n\
         ## 4. Law\n\n\
         This agreement is governed by the law of Ireland, and the courts of Dublin decide any dispute that arises out of it.\n"
    );
    FakeDocument::markdown("contract.md", &text).kind("contract")
}
