//! Plan, runs and collected observations of one assessment.
