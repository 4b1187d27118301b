//! The guests `idles` and `ten_calls` of the hostile suite's neighbours as Extism plugins: the same work, with JSON where the component
//! model has types.

use extism_pdk::{FnResult, Json, host_fn, plugin_fn};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Context {
    as_of: String,
}

#[derive(Deserialize)]
struct Answer {
    value: String,
}

#[derive(Serialize)]
struct Observation {
    point: String,
    outcome: String,
    title: String,
}

#[host_fn]
unsafe extern "ExtismHost" {
    fn answer(question: String) -> Json<Option<Answer>>;
}

fn unknown(title: String) -> Vec<Observation> {
    vec![Observation {
        point: "breach-notice".to_owned(),
        outcome: "unknown".to_owned(),
        title,
    }]
}

/// Makes no host call.
#[plugin_fn]
pub fn idles(context: Json<Context>) -> FnResult<Json<Vec<Observation>>> {
    let _ = context.0.as_of;
    Ok(Json(unknown("nothing was looked at".to_owned())))
}

/// Makes ten.
#[plugin_fn]
pub fn ten_calls(context: Json<Context>) -> FnResult<Json<Vec<Observation>>> {
    let _ = context.0.as_of;
    let mut answered = 0;
    for _ in 0..10 {
        let answer = unsafe { answer("breach-notice".to_owned())? };
        answered += usize::from(answer.0.is_some_and(|answer| !answer.value.is_empty()));
    }
    Ok(Json(unknown(answered.to_string())))
}
