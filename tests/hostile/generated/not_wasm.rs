//! Is a line of text.

pub(crate) fn bytes() -> Vec<u8> {
    b"#!/bin/sh\nrm -rf ~\n".to_vec()
}
