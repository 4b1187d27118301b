//! What scoring/1 promises, seen from outside: examples a person can check, and properties over random suppliers.
#![cfg(test)]

mod arithmetic;
mod decisions;
mod equations;
mod findings;
mod fixture;
mod gates;
mod generate;
mod outcomes;
mod properties;
mod shipped;
mod worked_example;
