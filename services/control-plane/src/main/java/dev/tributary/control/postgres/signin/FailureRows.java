package dev.tributary.control.postgres.signin;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

/** The table {@code sign_in_failure}. Works in the caller's transaction. */
class FailureRows implements PanacheRepositoryBase<FailureRow, String> {}
