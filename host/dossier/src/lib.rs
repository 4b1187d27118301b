//! A supplier folder in, a typed and hashed dossier out.
