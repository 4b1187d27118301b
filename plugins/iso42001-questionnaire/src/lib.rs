//! Every clause and control of ISO/IEC 42001 as a question.
