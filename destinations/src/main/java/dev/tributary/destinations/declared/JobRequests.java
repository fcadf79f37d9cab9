package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.JobAnswer.OfResults;
import dev.tributary.destinations.connector.JobAnswer.OfStep;
import dev.tributary.destinations.connector.JobCall;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.Job;
import dev.tributary.destinations.connector.ProtocolJobBuilder;
import dev.tributary.destinations.declared.answer.Answers;
import dev.tributary.destinations.declared.answer.JobResultAnswers;
import dev.tributary.destinations.declared.answer.JobStates;
import dev.tributary.destinations.declared.template.Values;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The compiled job of an object. A batch that has enough items for a job is sent as one; the items
 * that cannot be in it wait for another batch.
 *
 * @param from the least number of items of a job
 * @param direct the largest number of items that are sent without a job; less than {@code from}
 * @param use which items can be in a job
 * @param identifiers the fields by which the vendor knows a record
 * @param submit the request that creates the job
 * @param upload the data; null if the submission has them
 * @param close starts the processing; null if the last step before it does
 * @param abort ends an open job; null if the vendor cannot
 * @param poll asks for the state
 * @param results the requests for results; one at least
 */
@RecordBuilder
record JobRequests(
    int from,
    int direct,
    Duration deadline,
    Use use,
    List<String> identifiers,
    Step submit,
    @Nullable Upload upload,
    @Nullable Step close,
    @Nullable Step abort,
    Poll poll,
    List<Result> results) {
  /**
   * The bytes of a file of results that the engine can read (4 MiB), without the rows as they were
   * uploaded: an upload of a job with a file has at most {@link #LARGEST_UPLOAD} bytes.
   */
  private static final int ROOM_FOR_RESULTS = 4 * 1024 * 1024 - JobRequests.LARGEST_UPLOAD;

  /** The bytes of an upload of CSV. */
  static final int LARGEST_UPLOAD = 1_500_000;

  /** The bytes of an id, and of the words about a refusal with names of fields. */
  private static final int RESULT = 600;

  /** The characters of an identifier that name nothing, such as the spaces of a phone number. */
  private static final Pattern NO_NAME = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]");

  /** The bytes of the quotes and the comma of a cell. */
  private static final int CELL = 3;

  JobRequests {
    identifiers = List.copyOf(identifiers);
    results = List.copyOf(results);
  }

  /** A request, and the meaning of its answers. */
  record Step(RequestTemplate request, Answers answers) {}

  /** The data of a job as a file of CSV. */
  record Upload(RequestTemplate request, Answers answers, CsvTemplate file) {}

  record Poll(RequestTemplate request, JobStates states) {}

  /**
   * A request for results.
   *
   * @param ids whether it is sent only if the number of the results before does not decide about
   *     the other items, or if their ids are needed
   */
  record Result(RequestTemplate request, JobResultAnswers answers, boolean ids) {}

  /**
   * Which items can be in a job.
   *
   * @param setting the setting of the destination that must be true; null for none
   * @param unless the setting of the destination that must not be true; null for none
   * @param clears whether a null value of a job clears a field
   * @param renames whether a job updates a record whose match value has changed
   */
  record Use(@Nullable String setting, @Nullable String unless, boolean clears, boolean renames) {
    boolean isPossible(Batch batch) {
      return batch.operation() == Batch.Operation.WRITE
          && isPossible(batch.target().settings(), batch.mode());
    }

    /**
     * @param settings of the destination
     */
    boolean isPossible(ObjectNode settings, Mode mode) {
      return mode != Mode.UPDATE_ONLY
          && mode != Mode.CREATE_ONLY
          && (setting == null || settings.path(setting).asBoolean(false))
          && (unless == null || !settings.path(unless).asBoolean(false));
    }

    /** A job knows one key, so a record that further fields may find is searched for before. */
    boolean admits(Batch batch, Item item) {
      return (batch.furtherMatches().isEmpty() || item.vendorId() != null) && admits(item);
    }

    private boolean admits(Item item) {
      String delivered = item.deliveredAs();
      boolean renamed = delivered != null && !delivered.equals(item.matchValue());
      return (renames || !renamed) && (clears || !hasNull(item.fields()));
    }

    /** Also within objects and lists. */
    private static boolean hasNull(JsonNode value) {
      for (JsonNode each : value) {
        if (each.isNull() || hasNull(each)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The largest number of items of this batch that are sent at once. A batch whose results could be
   * too long to be read is divided into equal parts.
   */
  int mostItems(Batch batch) {
    Fitting fitting = fitting(batch);
    int items = batch.items().size();
    if (fitting.items.size() < from) {
      return direct;
    }
    if (upload == null) {
      return items;
    }
    int most = (int) (ROOM_FOR_RESULTS / (RESULT + (long) CELL * fitting.columns));
    if (items <= most) {
      return items;
    }
    int part = most < 1 ? 0 : Math.ceilDiv(items, Math.ceilDiv(items, most));
    return part < from ? direct : part;
  }

  /** The job for a batch; null if the batch is sent without one. */
  @Nullable Job job(Batch batch) {
    List<Item> fitting = fitting(batch).items;
    if (fitting.size() < from) {
      return null;
    }
    Set<String> inJob = fitting.stream().map(Item::delivery).collect(Collectors.toSet());
    return steps(
        batch.of(fitting),
        batch.items().stream()
            .map(Item::delivery)
            .filter(Predicate.not(inJob::contains))
            .collect(Collectors.toSet()));
  }

  /**
   * The items that can be in a job.
   *
   * @param columns of the file; 0 for a job without a file
   */
  private record Fitting(List<Item> items, int columns) {}

  /** Whether a job confirms items without their ids, and reads the ids if they are needed. */
  boolean readsIdsIfNeeded() {
    return poll.states.count() && results.stream().anyMatch(Result::ids);
  }

  /** A second item of one record waits for another batch. */
  private Fitting fitting(Batch batch) {
    if (batch.items().size() < from || !use.isPossible(batch)) {
      return new Fitting(List.of(), 0);
    }
    Set<String> keys = new HashSet<>();
    Map<Item, Set<String>> fitting = new LinkedHashMap<>();
    for (Item item : batch.items()) {
      Set<String> columns = use.admits(batch, item) ? columns(batch, item) : null;
      Set<String> names = columns == null ? Set.of() : names(item);
      if (columns != null && Collections.disjoint(keys, names)) {
        keys.addAll(names);
        fitting.put(item, columns);
      }
    }
    Set<String> all = new HashSet<>();
    fitting.values().forEach(all::addAll);
    Set<String> objects = objects(all);
    if (!Collections.disjoint(all, objects)) {
      // The field has an object in other items, so a vendor would not know a column of its own.
      fitting.values().removeIf(columns -> !Collections.disjoint(columns, objects));
    }
    return new Fitting(List.copyOf(fitting.keySet()), all.size());
  }

  /** The names before each dot of these columns. */
  private static Set<String> objects(Set<String> columns) {
    Set<String> objects = new HashSet<>();
    for (String column : columns) {
      for (int dot = column.indexOf('.'); dot >= 0; dot = column.indexOf('.', dot + 1)) {
        objects.add(column.substring(0, dot));
      }
    }
    return objects;
  }

  /**
   * The values by which the vendor may know the record of an item. If the vendor only counts what
   * it has written, nothing shows that one record has taken the content of two items. So all
   * identifiers count then, also if they differ only in what vendors leave out of a phone number.
   */
  private Set<String> names(Item item) {
    Set<String> names = new HashSet<>();
    names.add(item.matchValue().toLowerCase(Locale.ROOT));
    if (poll.states.count()) {
      for (String field : identifiers) {
        boolean match = field.equals(item.matchField());
        String value = match ? item.matchValue() : item.fields().path(field).asText("");
        String folded = NO_NAME.matcher(value).replaceAll("").toLowerCase(Locale.ROOT);
        if (!folded.isEmpty()) {
          names.add(field + '\n' + folded);
        }
      }
    }
    return names;
  }

  /** The columns of an item, none without a file; null if the item cannot be in a job. */
  private @Nullable Set<String> columns(Batch batch, Item item) {
    if (upload != null) {
      return upload.file.columns(batch, item);
    }
    return submit.request.refusal(batch, item) == null ? Set.of() : null;
  }

  /** The steps of a job that has the items of the batch. */
  Job steps(Batch batch, Set<String> leftOut) {
    Upload data = upload;
    return ProtocolJobBuilder.builder()
        .submit(name ->
            new JobCall<>(
                submission(batch),
                (answer, now) -> {
                  OfStep read = submit.answers.step(answer, now);
                  return submit.request.each() == null ? aboutTheJob(read) : read;
                }))
        .find(null)
        .parts(
            data == null
                ? List.of()
                : List.of(
                    job -> new JobCall<OfStep>(uploading(data, batch, job), data.answers::step)))
        .close(step(close, batch))
        .abort(step(abort, batch))
        .poll(job ->
            new JobCall<>(
                about(poll.request, batch, job),
                (answer, now) -> poll.states.state(answer, now, submitted(batch))))
        .results(results(batch))
        .deadline(deadline)
        .leftOut(leftOut)
        .build();
  }

  /**
   * The vendor finds the record of an item by its identifiers. A record whose id is known can have
   * another id by then, because the vendor had deleted or merged it. So the ids are read if the
   * ledger has one, and each item must be named.
   */
  private Job.Results results(Batch batch) {
    boolean known = batch.items().stream().anyMatch(item -> item.vendorId() != null);
    return !poll.states.count() || known && readsIdsIfNeeded()
        ? new Job.Results(calls(batch, result -> true), null)
        : new Job.Results(
            calls(batch, result -> !result.ids),
            new Outcome.Delivered(null),
            readsIdsIfNeeded() ? calls(batch, Result::ids) : null);
  }

  private Job.Results.Calls calls(Batch batch, Predicate<Result> some) {
    return job -> results.stream().filter(some).map(result -> reading(result, batch, job)).toList();
  }

  /** How many items a job has at least; some of them can have left it. */
  private static int submitted(Batch batch) {
    int last = -1;
    for (Item item : batch.items()) {
      Integer position = item.position();
      last = position == null ? last : Math.max(last, position);
    }
    return Math.max(batch.items().size(), last + 1);
  }

  private Request submission(Batch batch) {
    return submit.request.each() == null
        ? submit.request.request(batch.target(), Values.of(batch))
        : submit.request.requestFor(batch, batch.items());
  }

  private static Request uploading(Upload data, Batch batch, String job) {
    Request request = about(data.request, batch, job);
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
    headers.put("content-type", "text/csv");
    return new Request(request.method(), request.uri(), headers, data.file.content(batch));
  }

  private static Job.@Nullable CallByName<OfStep> step(@Nullable Step step, Batch batch) {
    return step == null
        ? null
        : job ->
            new JobCall<>(
                about(step.request, batch, job),
                (answer, now) -> aboutTheJob(step.answers.step(answer, now)));
  }

  /** No item can be the cause of a refusal if the request has none. */
  private static OfStep aboutTheJob(OfStep read) {
    return read instanceof OfStep.Failed(Outcome.RefusedTogether(var field, String words))
        ? new OfStep.Failed(new Outcome.Transient(words, null))
        : read;
  }

  private static Request about(RequestTemplate request, Batch batch, String job) {
    return request.request(batch.target(), Values.of(batch).ofJob(job));
  }

  private static JobCall<OfResults> reading(Result result, Batch batch, String job) {
    return reading(result, batch, job, null);
  }

  /** The call for the part of the results that begins at the cursor. */
  private static JobCall<OfResults> reading(
      Result result, Batch batch, String job, @Nullable String cursor) {
    return new JobCall<>(
        result.request.request(batch.target(), Values.of(batch).ofJob(job, cursor)),
        (answer, now) ->
            result.answers.read(answer, now, batch, next -> reading(result, batch, job, next)));
  }
}
