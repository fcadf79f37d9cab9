package dev.tributary.testkit.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.PersonalDataRead;
import java.util.Comparator;
import java.util.List;

/** What stands on the topic {@code reads}. */
public final class RecordedReads {
  private RecordedReads() {}

  /** Those of a workspace so far, in the order of their time. */
  public static List<PersonalDataRead> of(String bootstrapServers, String workspace) {
    return WholeTopic.values(bootstrapServers, Topic.READS).stream()
        .map(value -> Json.read(value, PersonalDataRead.class))
        .filter(read -> read.workspace().equals(workspace))
        .sorted(Comparator.comparing(PersonalDataRead::at))
        .toList();
  }
}
