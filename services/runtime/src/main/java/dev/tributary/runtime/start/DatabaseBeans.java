package dev.tributary.runtime.start;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.KafkaUser;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.audit.ChangeRecorder;
import dev.tributary.runtime.audit.ProgramReads;
import dev.tributary.runtime.audit.ReadLog;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.audit.RefusalCounts;
import dev.tributary.runtime.audit.TopicReadLog;
import dev.tributary.runtime.audit.TrailWriter;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.log.AcceptedLog;
import dev.tributary.runtime.log.WriterGuard;
import dev.tributary.runtime.outbox.DefinitionPublisher;
import dev.tributary.runtime.postgres.Migrations;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.purge.CompactedTopics;
import dev.tributary.runtime.purge.PurgePart;
import dev.tributary.runtime.purge.PurgedWorkspaces;
import dev.tributary.runtime.purge.WorkspacePurges;
import dev.tributary.runtime.purge.WorkspaceTables;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.properties.UnlessBuildProperty;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The beans of services with a database: its transactions, and all that is published from it. */
@UnlessBuildProperty(
    name = TributaryConfig.WITHOUT_DATABASE,
    stringValue = "true",
    enableIfMissing = true)
public class DatabaseBeans {
  @Produces
  @Singleton
  Migrations migrations() {
    return Migrations.of(Thread.currentThread().getContextClassLoader());
  }

  @Produces
  @Singleton
  ChangeRecorder changeRecorder(Administration administration, Ids ids, Clock clock) {
    return new ChangeRecorder(administration, ids, clock);
  }

  @Produces
  @Singleton
  RequestDatabase requestDatabase(
      @DataSource("request") AgroalDataSource request, ChangeRecorder recorder) {
    int connections = request.getConfiguration().connectionPoolConfiguration().maxSize();
    return new RequestDatabase(request, recorder, shareOf(connections));
  }

  /** The connections of one workspace: a quarter is left for the others. */
  private static int shareOf(int connections) {
    return Math.max(1, connections * 3 / 4);
  }

  @Produces
  @Singleton
  TrailWriter trailWriter(RefusalCounts refusals, RequestDatabase database) {
    return new TrailWriter(refusals, database);
  }

  void close(@Disposes TrailWriter writer) {
    writer.close();
  }

  @Produces
  @Singleton
  DefinitionPublisher publisher(
      @DataSource("worker") AgroalDataSource worker,
      KafkaClients kafka,
      Ids ids,
      Clock clock,
      TributaryConfig config,
      WriterGuard guard) {
    return new DefinitionPublisher(worker, kafka, ids, clock, config.service(), guard::permits);
  }

  void close(@Disposes DefinitionPublisher publisher) {
    publisher.close();
  }

  @Produces
  @Singleton
  WriterGuard writerGuard(
      KafkaClients kafka,
      @DataSource("worker") AgroalDataSource worker,
      TributaryConfig config,
      @Any Instance<AcceptedLog> parts) {
    return new WriterGuard(config.service(), kafka, worker, parts);
  }

  void close(@Disposes WriterGuard guard) {
    guard.close();
  }

  /** For every service, except one whose rows may have other names of the workspace. */
  @Produces
  @Singleton
  @DefaultBean
  WorkspaceTables workspaceTables(@DataSource("worker") AgroalDataSource worker) {
    return new WorkspaceTables(worker);
  }

  /** The compacted topics on which the service has published data of a deleted workspace. */
  @Produces
  @Singleton
  CompactedTopics compactedTopics(KafkaClients kafka, TributaryConfig config) {
    Set<Topic> topics = KafkaUser.of(config.service()).map(KafkaUser::purges).orElse(Set.of());
    return new CompactedTopics(
        kafka, config.service() + "-" + config.instance() + "-purges", topics);
  }

  @Produces
  @Singleton
  WorkspacePurges workspacePurges(
      @DataSource("worker") AgroalDataSource worker,
      WorkspaceDirectory workspaces,
      WorkspaceTables tables,
      @Any Instance<PurgePart> parts,
      WriterGuard guard,
      Clock clock) {
    // The tables first: after that, no message of the workspace waits there to be published.
    List<PurgePart> inOrder =
        Stream.concat(
                Stream.of(tables),
                parts.stream().filter(part -> !(part instanceof WorkspaceTables)))
            .toList();
    // On another log a purge finds nothing, but this does not mean that the workspace was purged.
    return new WorkspacePurges(
        () -> guard.permits() ? workspaces.purged() : List.of(),
        new PurgedWorkspaces(worker),
        inOrder,
        clock);
  }

  void close(@Disposes WorkspacePurges purges) {
    purges.close();
  }

  @Produces
  @Singleton
  TopicReadLog readLog(
      KafkaClients kafka, TributaryConfig config, KeyHash keys, Ids ids, WriterGuard guard) {
    String clientId = config.service() + "-" + config.instance() + "-reads";
    return new TopicReadLog(kafka, clientId, keys, ids, guard::permits);
  }

  void close(@Disposes TopicReadLog log) {
    log.close();
  }

  @Produces
  @Singleton
  ProgramReads programReads(Instance<ReadLog> log, Clock clock) {
    // A service that shows no personal data never opens the log.
    return new ProgramReads(read -> log.get().add(read), clock);
  }

  void close(@Disposes ProgramReads reads) {
    reads.close();
  }

  @Produces
  @Singleton
  ReadTrail readTrail(Tenant tenant, ReadLog log, ProgramReads programs, Clock clock) {
    return new ReadTrail(tenant, log, programs, clock);
  }
}
