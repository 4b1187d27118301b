//! The supplier as the dossier describes it.

use assay_domain::{
    AiSystem, CertificateClaim, ContextFact, SubProcessor, SupplierProfile, Untrusted,
};

use crate::{bindings::supplier as wit, state::RunState};

impl wit::Host for RunState {
    fn get_profile(&mut self) -> wasmtime::Result<wit::Profile> {
        Ok(self.answer("supplier.get-profile", &(), |inputs| {
            profile(&inputs.supplier.profile)
        })?)
    }

    fn systems(&mut self) -> wasmtime::Result<Vec<wit::AiSystem>> {
        Ok(self.answer("supplier.systems", &(), |inputs| {
            inputs.supplier.systems.iter().map(system).collect()
        })?)
    }

    fn sub_processors(&mut self) -> wasmtime::Result<Vec<wit::SubProcessor>> {
        Ok(self.answer("supplier.sub-processors", &(), |inputs| {
            inputs
                .supplier
                .sub_processors
                .iter()
                .map(sub_processor)
                .collect()
        })?)
    }

    fn certificates(&mut self) -> wasmtime::Result<Vec<wit::CertificateClaim>> {
        Ok(self.answer("supplier.certificates", &(), |inputs| {
            inputs
                .supplier
                .certificates
                .iter()
                .map(certificate)
                .collect()
        })?)
    }
}

fn text(value: &Untrusted) -> String {
    value.expose().to_owned()
}

fn texts(values: &[Untrusted]) -> Vec<String> {
    values.iter().map(text).collect()
}

fn profile(profile: &SupplierProfile) -> wit::Profile {
    wit::Profile {
        id: profile.id.to_string(),
        legal_name: text(&profile.legal_name),
        also_known_as: texts(&profile.also_known_as),
        country: profile.country.as_ref().map(text),
        website: profile.website.as_ref().map(text),
        roles: profile
            .roles
            .iter()
            .map(|role| role.label().to_owned())
            .collect(),
        extra: Vec::new(),
    }
}

fn system(system: &AiSystem) -> wit::AiSystem {
    // The rated facts travel in `extra`, which is there for what the contract does not name yet.
    let extra = ContextFact::ALL
        .into_iter()
        .filter_map(|fact| {
            let rating = system.context.get(fact)?;
            Some((fact.name().to_owned(), fact.word(rating).to_owned()))
        })
        .collect();
    wit::AiSystem {
        id: system.id.to_string(),
        name: text(&system.name),
        purpose: system.purpose.as_ref().map(text),
        data_used: system.data_used.as_ref().map(text),
        decisions_influenced: system.decisions_influenced.as_ref().map(text),
        people_affected: system.people_affected.as_ref().map(text),
        upstream_models: texts(&system.upstream_models),
        extra,
    }
}

fn sub_processor(sub_processor: &SubProcessor) -> wit::SubProcessor {
    wit::SubProcessor {
        name: text(&sub_processor.name),
        purpose: sub_processor.purpose.as_ref().map(text),
        country: sub_processor.country.as_ref().map(text),
        extra: Vec::new(),
    }
}

fn certificate(claim: &CertificateClaim) -> wit::CertificateClaim {
    wit::CertificateClaim {
        standard: text(&claim.standard),
        number: claim.number.as_ref().map(text),
        holder: claim.holder.as_ref().map(text),
        scope: claim.scope.as_ref().map(text),
        certification_body: claim.certification_body.as_ref().map(text),
        accreditation_body: claim.accreditation_body.as_ref().map(text),
        issued_on: claim.issued_on.map(|day| day.to_string()),
        expires_on: claim.expires_on.map(|day| day.to_string()),
        document: claim.document.clone(),
        extra: Vec::new(),
    }
}
