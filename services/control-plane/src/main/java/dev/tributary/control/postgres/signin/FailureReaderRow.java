package dev.tributary.control.postgres.signin;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The only row of {@code sign_in_failure_reader}: how far failed sign-ins are read. */
@Entity
@Table(name = "sign_in_failure_reader")
@SuppressWarnings("NullAway.Init")
public class FailureReaderRow {
  @Id boolean single;

  @Column(name = "position")
  Instant readUntil;

  Instant readUntil() {
    return readUntil;
  }
}
