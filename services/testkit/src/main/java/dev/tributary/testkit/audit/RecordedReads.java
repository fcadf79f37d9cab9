package dev.tributary.testkit.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The reads on the topic {@code reads}. */
public final class RecordedReads {
  private RecordedReads() {}

  /** The present reads of a workspace, in the order of their time. */
  public static List<PersonalDataRead> of(String bootstrapServers, WorkspaceId workspace) {
    return WholeTopic.values(bootstrapServers, Topic.READS, workspace).stream()
        .map(value -> Json.read(value, PersonalDataRead.class))
        .sorted(Comparator.comparing(PersonalDataRead::at))
        .toList();
  }

  /** The reads of users. */
  public static List<PersonalDataRead> ofPeople(String bootstrapServers, WorkspaceId workspace) {
    return of(bootstrapServers, workspace).stream().filter(read -> !ofProgram(read)).toList();
  }

  /** The operations by which programs read personal data. Entries of programs name no profile. */
  public static Set<String> operationsOfPrograms(String bootstrapServers, WorkspaceId workspace) {
    return of(bootstrapServers, workspace).stream()
        .filter(RecordedReads::ofProgram)
        .filter(read -> read.profiles().isEmpty() && read.part() == null)
        .map(PersonalDataRead::operation)
        .collect(Collectors.toSet());
  }

  private static boolean ofProgram(PersonalDataRead read) {
    return read.actorName().startsWith("service-account-");
  }
}
