package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the trail of administration. A session reads one workspace, in which the id is
 * unique.
 */
@Entity
@Immutable
@Table(name = "administration_entry")
@SuppressWarnings("NullAway.Init")
public class AdministrationRow {
  @Id String id;

  String workspace;

  Instant at;

  String actor;

  @Column(name = "actor_name")
  String actorName;

  String operation;

  @Column(name = "object_kind")
  @Nullable String objectKind;

  @Nullable String object;

  String outcome;

  String entry;

  AdministrationEntry value() {
    return Json.read(entry.getBytes(StandardCharsets.UTF_8), AdministrationEntry.class);
  }
}
