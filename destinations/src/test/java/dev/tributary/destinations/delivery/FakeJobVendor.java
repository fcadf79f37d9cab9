package dev.tributary.destinations.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.JobAnswer.OfResults;
import dev.tributary.destinations.connector.JobAnswer.OfSearch;
import dev.tributary.destinations.connector.JobAnswer.OfState;
import dev.tributary.destinations.connector.JobAnswer.OfStep;
import dev.tributary.destinations.connector.JobCall;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.ManifestBuilder;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.ProtocolJobBuilder;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.jobfile.DataFile;
import dev.tributary.destinations.jobfile.ItemsByKey;
import dev.tributary.destinations.jobfile.ResultFile;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.ReportedUse;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A vendor in memory that takes records in jobs, with its connector. It applies a job once, when
 * the job starts. Its jobs have one of three shapes.
 */
final class FakeJobVendor implements Connector, Transport {
  /** What a job of the vendor consists of. */
  enum Shape {
    /** The submission has the data and starts the job; the results list refused records. */
    SUBMITTED,
    /** The only part of the upload starts the job. */
    UPLOADED,
    /** Two parts of an upload, then a close; the results are two CSV files. */
    CLOSED
  }

  private static final int PARTS = 2;
  private static final List<String> COLUMNS = List.of("key", "error");

  private final Shape shape;
  private final EffectClass effectClass;
  private final boolean finds;
  private final boolean aborts;

  /** How often each record was applied, by its destination and its key. */
  final Map<String, Integer> effects = new ConcurrentHashMap<>();

  /** How often each version of a record was applied. */
  final Map<String, Integer> versions = new ConcurrentHashMap<>();

  /** The version of each record that was applied last. */
  final Map<String, String> newest = new ConcurrentHashMap<>();

  /** By the vendor's name. */
  final Map<String, Job> jobs = new ConcurrentHashMap<>();

  /** Requests of submissions, uploads, closes and aborts, in order. */
  final List<String> steps = new ArrayList<>();

  /** The answers to the next polls, before the true ones. */
  final Queue<String> states = new ConcurrentLinkedQueue<>();

  /** The answer to each poll in the place of the true one; null for the true one. */
  volatile @Nullable String always;

  /** The statuses of the next submissions, which then make no job. */
  final List<Integer> statuses = new ArrayList<>();

  /** Keys that the vendor refuses. */
  volatile List<String> refuses = List.of();

  /** What becomes of each result file on its way. */
  volatile UnaryOperator<String> files = file -> file;

  /** Whether the first poll of each job is answered before its end. */
  volatile boolean slow;

  /** Sees each request before and after its effect. */
  volatile Watch watch = (request, after) -> {};

  /** Sees each batch, in the thread of its worker, before its first request. */
  volatile Consumer<Batch> workers = batch -> {};

  volatile Duration deadline = Duration.ofHours(24);

  /** The most bytes of one request; null for any number. */
  volatile @Nullable Integer bytes;

  /** Into how many parts an upload that starts its job is cut; each is applied when it arrives. */
  volatile int uploads = 1;

  volatile int concurrency = 4;

  /** Where the records are; null if they are in no place. */
  volatile @Nullable Place place;

  /** The budgets of each of its accounts. */
  volatile List<Budget> budgets = List.of();

  /** How many jobs an account may have at a time; 0 for any number. */
  volatile int openJobs;

  /** From how many records on a batch is a job, as the engine is told before a claim. */
  volatile int from = 1;

  /**
   * Whether the vendor has lists of its records. Then a job confirms records without their ids, and
   * further results have them.
   */
  volatile boolean lists;

  /** The ids of the members of lists, as their batches had them. */
  final Set<String> members = ConcurrentHashMap.newKeySet();

  /** The answer to the question how many requests are used; null if there is no such question. */
  volatile @Nullable ReportedUse used;

  /** Sees a request, and may end its worker. */
  @FunctionalInterface
  interface Watch {
    void sees(String request, boolean after) throws EgressFailure;
  }

  /** A job at the vendor. */
  static final class Job {
    final String name;
    final List<String> keys = new ArrayList<>();
    final Map<String, String> names = new TreeMap<>();
    final Set<String> applied = new HashSet<>();
    String place = "";
    String state = "open";
    boolean polled;
    int parts;

    Job(String name) {
      this.name = name;
    }
  }

  FakeJobVendor(Shape shape, EffectClass effectClass, boolean finds, boolean aborts) {
    this.shape = shape;
    this.effectClass = effectClass;
    this.finds = finds;
    this.aborts = aborts;
  }

  @Override
  public Manifest manifest() {
    return ManifestBuilder.builder()
        .id(FakeDestination.ID)
        .name("Jobs")
        .description("In memory")
        .effectClass(effectClass)
        .api(null)
        .settings(List.of())
        .objects(
            lists
                ? List.of(
                    object("rows", Kind.RECORD, "lists"), object("lists", Kind.MEMBERSHIP, null))
                : List.of(object("rows", Kind.RECORD, null)))
        .rateLimits(List.of())
        .budgets(budgets)
        .concurrency(concurrency)
        .connections(0)
        .openJobs(openJobs)
        .addressOverridable(false)
        .sources(List.of())
        .added(false)
        .authentication(null)
        .build();
  }

  private ObjectType object(String name, Kind kind, @Nullable String memberships) {
    return ManifestObjectTypeBuilder.builder()
        .name(name)
        .label(name)
        .kind(kind)
        .fields(List.of())
        .otherFields(".+")
        .matchFields(List.of())
        .furtherMatchFields(List.of())
        .batchSize(1_000)
        .batch(new BatchLimits(1_000, bytes, null, Duration.ZERO))
        .removal(Removal.DELETED)
        .memberships(memberships)
        .settings(List.of())
        .effectClass(null)
        .deduplication(null)
        .modes(List.of(Mode.UPSERT, Mode.MIRROR))
        .settle(Duration.ZERO)
        .confirms(Confirmation.DELIVERED)
        .forget(null)
        .links(List.of())
        .promise("")
        .changesOnly(false)
        .billing(null)
        .choices(List.of())
        .build();
  }

  @Override
  public boolean readsIdsIfNeeded(String object) {
    return lists && object.equals("rows");
  }

  @Override
  public @Nullable Place place(Batch batch) {
    return place;
  }

  /** A step of a place that finds it, whatever the answer is. */
  static Place.Step finding(Place.Finding finding) {
    return new Place.Step(request("GET", "/jobs?name=place", null), (answer, now) -> finding);
  }

  @Override
  public int jobFrom(ObjectNode settings, String object, Mode mode) {
    return from;
  }

  @Override
  public @Nullable Usage usage(Target target) {
    return used == null
        ? null
        : new Usage(
            request("GET", "/jobs?name=usage", null),
            Duration.ofMinutes(10),
            _ -> Optional.ofNullable(used));
  }

  @Override
  public Protocol protocol(Batch batch) {
    workers.accept(batch);
    if (batch.object().equals("lists")) {
      batch.items().forEach(item -> members.add(String.valueOf(item.parentVendorId())));
    }
    return ProtocolJobBuilder.builder()
        .submit(name ->
            new JobCall<>(
                request("POST", "/jobs?name=" + name, submission(batch)), FakeJobVendor::named))
        .find(
            finds
                ? new Protocol.Job.Find(
                    name ->
                        new JobCall<>(
                            request("GET", "/jobs?name=" + name, null), FakeJobVendor::found),
                    Duration.ZERO)
                : null)
        .parts(parts(batch))
        .close(
            shape == Shape.CLOSED
                ? job -> new JobCall<>(request("POST", "/close/" + job, null), FakeJobVendor::done)
                : null)
        .abort(
            aborts
                ? job -> new JobCall<>(request("POST", "/abort/" + job, null), FakeJobVendor::done)
                : null)
        .poll(job -> new JobCall<>(request("GET", "/state/" + job, null), FakeJobVendor::state))
        .results(results(batch))
        .deadline(deadline)
        .leftOut(Set.of())
        .build();
  }

  private byte @Nullable [] submission(Batch batch) {
    return shape == Shape.SUBMITTED ? data(batch, batch.items()) : null;
  }

  private List<Protocol.Job.CallByName<OfStep>> parts(Batch batch) {
    int parts =
        switch (shape) {
          case SUBMITTED -> 0;
          case UPLOADED -> uploads;
          case CLOSED -> PARTS;
        };
    return IntStream.range(0, parts)
        .<Protocol.Job.CallByName<OfStep>>mapToObj(part ->
            job -> {
              List<Item> items =
                  IntStream.range(0, batch.items().size())
                      .filter(i -> i % parts == part)
                      .mapToObj(batch.items()::get)
                      .toList();
              return new JobCall<>(
                  request("PUT", "/data/" + job, data(batch, items)), FakeJobVendor::done);
            })
        .toList();
  }

  /** The records of all destinations are in one account; their place tells them apart. */
  private static byte[] data(Batch batch, List<Item> items) {
    String place = batch.target().destination().value();
    return DataFile.jsonLines(
        items.stream()
            .map(item ->
                Json.MAPPER
                    .createObjectNode()
                    .put("key", item.matchValue())
                    .put("place", place)
                    .put("name", item.fields().path("name").asText()))
            .toList());
  }

  private Protocol.Job.Results results(Batch batch) {
    ItemsByKey items = ItemsByKey.of(batch.items(), Item::matchValue);
    List<String> files =
        shape == Shape.CLOSED ? List.of("successful", "failed") : List.of("failed");
    return new Protocol.Job.Results(
        job -> files.stream().map(file -> file(job, file, items)).toList(),
        shape == Shape.CLOSED ? null : new Outcome.Delivered(null),
        readsIdsIfNeeded(batch.object()) ? job -> List.of(file(job, "successful", items)) : null);
  }

  private JobCall<OfResults> file(String job, String file, ItemsByKey items) {
    return new JobCall<>(
        request("GET", "/" + file + "/" + job, null),
        (answer, now) ->
            answer.status() == 200
                ? ResultFile.csv(
                    answer.body(),
                    COLUMNS,
                    row -> {
                      String key = row.getOrDefault("key", "");
                      return items.result(key, outcome(file, key, row.getOrDefault("error", "")));
                    })
                : new OfResults.Failed(new Outcome.Transient("HTTP " + answer.status(), null)));
  }

  private Outcome outcome(String file, String key, String error) {
    return file.equals("successful")
        ? new Outcome.Delivered(lists ? "id of " + key : null)
        : new Outcome.Rejected(null, error);
  }

  private static OfStep named(Egress.Answer answer, Instant now) {
    return switch (answer.status()) {
      case 201 -> new OfStep.Done(text(answer));
      case 400 -> new OfStep.Failed(new Outcome.RefusedTogether(null, "one is wrong"));
      case 410 -> new OfStep.Failed(new Outcome.PlaceGone("no such place"));
      case 429 -> new OfStep.Failed(new Outcome.RateLimited(now, "slowly"));
      default -> new OfStep.Failed(new Outcome.Ambiguous("HTTP " + answer.status()));
    };
  }

  private static OfStep done(Egress.Answer answer, Instant now) {
    return answer.successful()
        ? new OfStep.Done()
        : new OfStep.Failed(new Outcome.Transient("HTTP " + answer.status(), null));
  }

  private static OfSearch found(Egress.Answer answer, Instant now) {
    return answer.status() == 404 ? new OfSearch.Missing() : new OfSearch.Found(text(answer));
  }

  private static OfState state(Egress.Answer answer, Instant now) {
    String[] state = text(answer).split(" ");
    return switch (state[0]) {
      case "open" -> new OfState.Open();
      case "working" -> new OfState.Working(now, "half");
      case "complete" -> new OfState.Complete(Integer.valueOf(state[1]));
      case "aborted" -> new OfState.Unprocessed(new Outcome.Transient("aborted", null));
      case "gone" -> new OfState.Gone("no such job");
      case "misconfigured" -> new OfState.Unprocessed(new Outcome.Misconfigured("unknown column"));
      case "unauthorised" -> new OfState.Unclear(new Outcome.Unauthorised("401"));
      default -> throw new IllegalArgumentException(text(answer));
    };
  }

  private static String text(Egress.Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static Egress.Request request(String method, String path, byte @Nullable [] body) {
    return new Egress.Request(method, URI.create("https://jobs.example" + path), Map.of(), body);
  }

  /** Receives a request. The request arrives between two looks of the watch. */
  @Override
  public Egress.Answer send(Egress.Request request, Duration timeout) throws EgressFailure {
    String what = request.method() + " " + request.uri().getPath().split("/")[1];
    watch.sees(what, false);
    Egress.Answer answer;
    synchronized (this) {
      if (!request.method().equals("GET")) {
        steps.add(what);
      }
      answer = answer(request);
    }
    watch.sees(what, true);
    return answer;
  }

  private Egress.Answer answer(Egress.Request request) {
    String[] path = request.uri().getPath().split("/");
    if (path[1].equals("jobs")) {
      String name = request.uri().getQuery().substring("name=".length());
      return request.method().equals("POST") ? submitted(name, request) : search(name);
    }
    Job job = jobs.get(path[2]);
    if (job == null) {
      return answer(404, "");
    }
    return switch (path[1]) {
      case "data" -> {
        job.parts++;
        add(job, request.body());
        if (shape == Shape.UPLOADED) {
          start(job);
          job.state = job.parts < uploads ? "working" : "complete";
        }
        yield answer(200, "");
      }
      case "close" -> {
        if (job.state.equals("aborted")) {
          yield answer(409, "");
        }
        start(job);
        yield answer(200, "");
      }
      case "abort" -> {
        if (!job.state.equals("open") && !job.state.equals("aborted")) {
          yield answer(409, "");
        }
        job.state = "aborted";
        yield answer(200, "");
      }
      case "state" -> {
        String instead = always != null ? always : states.poll();
        yield answer(200, instead == null ? state(job) : instead);
      }
      default -> answer(200, files.apply(file(job, path[1].equals("failed"))));
    };
  }

  private Egress.Answer submitted(String name, Egress.Request request) {
    if (!statuses.isEmpty()) {
      return answer(statuses.removeFirst(), "");
    }
    Job job = new Job(name);
    String id = "v" + jobs.size();
    jobs.put(id, job);
    if (shape == Shape.SUBMITTED) {
      add(job, request.body());
      start(job);
    }
    return answer(201, id);
  }

  private Egress.Answer search(String name) {
    return jobs.entrySet().stream()
        .filter(job -> job.getValue().name.equals(name))
        .map(job -> answer(200, job.getKey()))
        .findFirst()
        .orElseGet(() -> answer(404, ""));
  }

  private static void add(Job job, byte @Nullable [] lines) {
    if (lines != null && (job.state.equals("open") || job.state.equals("working"))) {
      for (String line : new String(lines, StandardCharsets.UTF_8).lines().toList()) {
        JsonNode record = Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        job.place = record.path("place").asText();
        job.keys.add(record.path("key").asText());
        job.names.put(record.path("key").asText(), record.path("name").asText());
      }
    }
  }

  /** A close that was sent before arrives at last. */
  synchronized void closeArrives() {
    jobs.values().forEach(this::start);
  }

  private void start(Job job) {
    if (job.state.equals("open") || job.state.equals("working")) {
      job.state = "complete";
      job.keys.stream()
          .filter(key -> !refuses.contains(key))
          .filter(job.applied::add)
          .forEach(key -> {
            effects.merge(job.place + " " + key, 1, this::applied);
            versions.merge(key + " " + job.names.get(key), 1, this::applied);
            newest.put(key, job.names.getOrDefault(key, ""));
          });
    }
  }

  /** Of the classes A and B, the vendor itself recognises a record that it has already. */
  private int applied(int before, int again) {
    return effectClass == EffectClass.A || effectClass == EffectClass.B ? before : before + again;
  }

  private String state(Job job) {
    if (slow && !job.polled && job.state.equals("complete")) {
      job.polled = true;
      return "working";
    }
    long failed = job.keys.stream().filter(refuses::contains).count();
    return job.state.equals("complete") ? "complete " + failed : job.state;
  }

  private String file(Job job, boolean failed) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (String key : job.keys) {
      if (refuses.contains(key) == failed) {
        List<@Nullable String> row = new ArrayList<>();
        row.add(key);
        row.add(failed ? "refused " + key : null);
        rows.add(row);
      }
    }
    return new String(DataFile.csv(COLUMNS, rows), StandardCharsets.UTF_8);
  }

  private static Egress.Answer answer(int status, String body) {
    Map<String, List<String>> headers = Map.of("content-type", List.of("text/csv"));
    return new Egress.Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "jobs of class %s that start when they are %s".formatted(effectClass, shape);
  }

  @Override
  public InetAddress checked(String host, int port) throws EgressFailure {
    throw new EgressFailure(EgressFailure.Reach.NOT_SENT, "No network in this test");
  }

  @Override
  public void requireEncryption(URI uri) {}

  @Override
  public Probe probe(Target target) {
    return new Probe.OfConnection((opened, egress) -> new Outcome.Delivered(null));
  }
}
