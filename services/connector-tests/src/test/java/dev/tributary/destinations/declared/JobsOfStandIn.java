package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.JobLost;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.RecordedJobBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The job of one batch at a stand-in, with a record of its steps as the engine keeps it. */
final class JobsOfStandIn {
  /** A worker that is killed. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final ConnectedStandIn vendor;
  private final Log log = new Log();
  private final Sending egress = new Sending();
  private Duration passed = Duration.ZERO;

  JobsOfStandIn(ConnectedStandIn vendor) {
    this.vendor = vendor;
  }

  /** The shipped connector, with jobs from so few items. */
  static Connector withJobsFrom(String id, int items) {
    try (InputStream file =
        JobsOfStandIn.class.getResourceAsStream("/connectors/" + id + ".yaml")) {
      String yaml =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("from: \\d+", "from: " + items)
              .replaceAll("direct: \\d{2,}", "direct: " + (items - 1));
      Compilation compiled =
          DeclaredConnectors.compile(id + ".yaml", yaml.getBytes(StandardCharsets.UTF_8));
      assertThat(compiled).isInstanceOf(Compilation.Compiled.class);
      return ((Compilation.Compiled) compiled).connector();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The worker is killed at the request with this number, from 1; 0 for never. */
  void killAt(int request, boolean afterItsEffect) {
    egress.killAt = request;
    egress.after = afterItsEffect;
    egress.requests = 0;
  }

  /** Whether a worker was killed. */
  boolean isKilled() {
    return egress.killed;
  }

  /** Changes the bodies of answers to requests whose path ends so. */
  void change(String path, UnaryOperator<byte[]> body) {
    egress.changes.put(path, body);
  }

  /** Whether memberships wait for the ids of the records; they do by default. */
  void needIds(boolean needed) {
    log.idsNeeded = needed;
  }

  void changeNothing() {
    egress.changes.clear();
  }

  /** One attempt. */
  List<Outcome> send(Batch batch) {
    return vendor
        .protocols()
        .sendInParts(vendor.connector(), batch, vendor.target(), egress, Places.NONE, log)
        .outcomes();
  }

  /** Continues the recorded job, with the items that have no outcome yet. */
  List<Outcome> resume(Batch inJob) {
    passed = passed.plus(Duration.ofMinutes(1));
    vendor.pass(passed);
    return vendor
        .protocols()
        .resume(vendor.connector(), inJob, log.recorded(), vendor.target(), egress, log);
  }

  /** Each attempt until each item has an outcome, as the engine makes them. By delivery. */
  Map<String, Outcome> sendUntilDone(Batch batch) {
    Map<String, Outcome> done = new HashMap<>();
    for (int attempt = 0; attempt < 20 && done.size() < batch.items().size(); attempt++) {
      Batch open =
          batch.part(
              batch.items().stream().filter(item -> !done.containsKey(item.delivery())).toList());
      log.job = null;
      List<Outcome> outcomes;
      try {
        outcomes = send(open);
      } catch (Killed e) {
        if (log.job == null) {
          continue;
        }
        log.abandon();
        outcomes = open.each(new Outcome.Submitted("job", anyTime(), ""));
      }
      Batch going = take(open, outcomes, done);
      for (int poll = 0; poll < 20 && !going.items().isEmpty(); poll++) {
        try {
          going = take(going, resume(going), done);
        } catch (Killed e) {
          log.abandon();
        }
      }
    }
    return done;
  }

  private static Instant anyTime() {
    return Instant.EPOCH;
  }

  /** Keeps final outcomes; returns the items that are in the job. */
  private static Batch take(Batch batch, List<Outcome> outcomes, Map<String, Outcome> done) {
    List<Item> inJob = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Item item = batch.items().get(i);
      switch (outcomes.get(i)) {
        case Outcome.Submitted submitted ->
            inJob.add(
                item.position() == null
                    ? ItemBuilder.builder(item).position(inJob.size()).build()
                    : item);
        case Outcome.Transient again -> {}
        case Outcome.HeldBack later -> {}
        case Outcome.Ambiguous unknown -> {}
        case Outcome last -> done.put(item.delivery(), last);
      }
    }
    return batch.of(inJob);
  }

  /** The items of a job, with their positions. */
  static Batch inJob(Batch batch) {
    List<Item> items = new ArrayList<>();
    for (Item item : batch.items()) {
      items.add(ItemBuilder.builder(item).position(items.size()).build());
    }
    return batch.of(items);
  }

  List<Egress.Request> sent() {
    return egress.sent;
  }

  private static final class Log implements JobLog {
    private @Nullable RecordedJob job;
    private boolean idsNeeded = true;

    RecordedJob recorded() {
      return Objects.requireNonNull(job);
    }

    /** The lease of the worker has ended. */
    void abandon() {
      job = RecordedJobBuilder.builder(recorded()).abandoned(true).build();
    }

    @Override
    public RecordedJob begin(Batch batch, Duration deadline) throws JobLost {
      job = JobLog.unrecorded(Clock.systemUTC().instant()).begin(batch, deadline);
      return job;
    }

    @Override
    public void record(RecordedJob next) {
      job = next;
    }

    @Override
    public boolean needsIds(RecordedJob asked) {
      return idsNeeded;
    }

    @Override
    public void heard(Outcome outcome) {
      // The outcomes of the items say it too.
    }
  }

  private final class Sending implements Egress {
    private final List<Request> sent = new ArrayList<>();
    private final Map<String, UnaryOperator<byte[]>> changes = new HashMap<>();
    private int killAt;
    private int requests;
    private boolean after;
    private boolean killed;

    @Override
    public Answer send(Request request) throws EgressFailure {
      requests++;
      boolean dies = requests == killAt;
      if (dies && !after) {
        killed = true;
        throw new Killed();
      }
      sent.add(request);
      Answer answer = vendor.egress().send(request);
      if (dies) {
        killed = true;
        throw new Killed();
      }
      byte[] body = answer.body();
      for (Map.Entry<String, UnaryOperator<byte[]>> change : changes.entrySet()) {
        if (request.uri().getPath().endsWith(change.getKey())) {
          body = change.getValue().apply(body);
        }
      }
      return new Answer(answer.status(), answer.headers(), body);
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      return vendor.egress().checked(host, port);
    }

    @Override
    public void note(Exchange exchange) {
      vendor.egress().note(exchange);
    }
  }
}
