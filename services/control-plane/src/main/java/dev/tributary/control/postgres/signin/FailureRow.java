package dev.tributary.control.postgres.signin;

import dev.tributary.control.signin.SignInFailure;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A failed sign-in that was read, by Keycloak's id of it. */
@Entity
@Table(name = "sign_in_failure")
@SuppressWarnings("NullAway.Init")
public class FailureRow {
  @Id String event;

  Instant at;

  static FailureRow of(SignInFailure failure) {
    FailureRow row = new FailureRow();
    row.event = failure.event();
    row.at = failure.at();
    return row;
  }

  String event() {
    return event;
  }
}
