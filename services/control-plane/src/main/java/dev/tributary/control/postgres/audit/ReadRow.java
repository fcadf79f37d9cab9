package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.control.audit.ReadQueries.Entry;
import dev.tributary.control.audit.ReadQueriesEntryBuilder;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An entry of the trail of reads. A session reads one workspace, in which the id is unique. */
@Entity
@Immutable
@Table(name = "read_entry")
@SuppressWarnings("NullAway.Init")
public class ReadRow {
  @Id String id;

  String workspace;

  String actor;

  @Column(name = "actor_name")
  String actorName;

  String operation;

  String profile;

  String part;

  int reads;

  @Column(name = "first_at")
  Instant firstAt;

  @Column(name = "last_at")
  Instant lastAt;

  Entry entry() {
    return ReadQueriesEntryBuilder.builder()
        .id(id)
        .actor(actor)
        .actorName(actorName)
        .operation(operation)
        .profile(ProfileId.ofNullable(orNull(profile)))
        .part(orNull(part))
        .reads(reads)
        .firstAt(firstAt)
        .lastAt(lastAt)
        .build();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
