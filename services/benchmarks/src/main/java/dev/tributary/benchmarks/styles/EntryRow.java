package dev.tributary.benchmarks.styles;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An entry, as Hibernate maps it. */
@Entity
@Table(name = "entry")
class EntryRow {
  static final String BODY = "{\"operation\":\"updateAudience\",\"object\":\"aud_1\"}";

  @Id String id;

  @Column(nullable = false)
  String workspace;

  @Column(nullable = false)
  Instant at;

  @Column(nullable = false)
  String body;

  /** For Hibernate. */
  EntryRow() {
    this("", "");
  }

  EntryRow(String workspace, String id) {
    this.workspace = workspace;
    this.id = id;
    this.at = Instant.now();
    this.body = BODY;
  }
}
