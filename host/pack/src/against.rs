//! A pack held against the catalogue in force.

use std::collections::BTreeMap;

use assay_catalogue::{Catalogue, Point};
use assay_domain::PointId;
use check_pack_format::{OwnPoint, Pack, Problem};

/// How alike two ids have to be for one to be offered for the other.
const ALIKE: f64 = 0.8;

/// Points that nobody knows, and points of the pack whose id is taken.
pub(crate) fn catalogue(pack: &Pack, catalogue: &Catalogue) -> Vec<Problem> {
    let questions = pack.questions.iter().map(|one| &one.point).enumerate();
    let clauses = pack.clauses.iter().map(|one| &one.point).enumerate();
    let probes = pack.probes.iter().map(|one| &one.point).enumerate();
    let named = questions
        .map(|(number, point)| ("questions", number, point))
        .chain(clauses.map(|(number, point)| ("clauses", number, point)))
        .chain(probes.map(|(number, point)| ("probes", number, point)));
    let unknown = named
        .filter(|(_, _, point)| known(point, catalogue).is_none() && !is_own(point, pack))
        .map(|(list, number, point)| {
            Problem::new(
                [list.into(), number.into(), "point".into()],
                unknown_point(point, pack, catalogue),
            )
        });
    let taken = pack
        .points
        .iter()
        .enumerate()
        .filter(|(_, own)| known(&own.id, catalogue).is_some_and(|point| !is_same(own, point)))
        .map(|(number, own)| {
            Problem::new(
                ["points".into(), number.into(), "id".into()],
                format!(
                    "the catalogue has another point `{}`: choose an id of your own, or leave the table out and speak to that point",
                    own.id
                ),
            )
        });
    unknown.chain(taken).collect()
}

/// The controls that the points of a pack support, by point.
pub(crate) fn controls(pack: &Pack, catalogue: &Catalogue) -> BTreeMap<String, Vec<String>> {
    let answered = pack.answered().into_iter();
    answered
        .filter_map(|id| Some((id, known(id, catalogue)?)))
        .filter(|(_, point)| !point.controls.is_empty())
        .map(|(id, point)| {
            let controls = point.controls.iter();
            let controls = controls.map(|link| link.control.to_string());
            (id.to_owned(), controls.collect())
        })
        .collect()
}

pub(crate) fn known<'a>(id: &str, catalogue: &'a Catalogue) -> Option<&'a Point> {
    catalogue.point(&id.parse::<PointId>().ok()?)
}

fn is_own(id: &str, pack: &Pack) -> bool {
    pack.points.iter().any(|own| own.id == id)
}

/// The catalogue has it because `assay pack build --points` wrote it.
fn is_same(own: &OwnPoint, point: &Point) -> bool {
    point.is_informational() && point.title == own.title && point.expectation == own.expectation
}

fn unknown_point(named: &str, pack: &Pack, catalogue: &Catalogue) -> String {
    let of_catalogue = catalogue.points.keys().map(PointId::as_str);
    let own = pack.points.iter().map(|own| own.id.as_str());
    let nearest = of_catalogue
        .chain(own)
        .map(|id| (strsim::jaro_winkler(named, id), id))
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .filter(|(alike, _)| *alike >= ALIKE);
    let offer = match nearest {
        Some((_, id)) => format!("did you mean `{id}`?"),
        None => "`assay checklist` lists them;".to_owned(),
    };
    format!(
        "the catalogue has no point `{named}`: {offer} A point of your own is a table [[points]]"
    )
}
