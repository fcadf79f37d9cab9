package dev.tributary.testkit.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;

/** The entries on the topic {@code audit}. */
public final class RecordedAdministration {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private RecordedAdministration() {}

  /** The present entries of a workspace, in the order of their time. */
  public static List<AdministrationEntry> of(String bootstrapServers, WorkspaceId workspace) {
    return WholeTopic.values(bootstrapServers, Topic.AUDIT, workspace).stream()
        .map(value -> Json.read(value, AdministrationEntry.class))
        .sorted(Comparator.comparing(AdministrationEntry::at))
        .toList();
  }

  /** The entries of one operation, when there are this many. */
  public static List<AdministrationEntry> await(
      String bootstrapServers, WorkspaceId workspace, String operation, int atLeast) {
    return Awaitility.await()
        .atMost(BOUND)
        .until(
            () ->
                of(bootstrapServers, workspace).stream()
                    .filter(entry -> entry.act().operation().equals(operation))
                    .toList(),
            found -> found.size() >= atLeast);
  }
}
