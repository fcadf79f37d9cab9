package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.declared.JobRequests.Poll;
import dev.tributary.destinations.declared.JobRequests.Result;
import dev.tributary.destinations.declared.JobRequests.Step;
import dev.tributary.destinations.declared.JobRequests.Upload;
import dev.tributary.destinations.declared.JobRequests.Use;
import dev.tributary.destinations.declared.answer.AnswerCompiler;
import dev.tributary.destinations.declared.answer.JobResultAnswers;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import dev.tributary.destinations.declared.template.Scope.PartOfBatch;
import dev.tributary.destinations.pattern.BoundedMatch;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles {@code job} of an object. */
record JobCompiler(RequestCompiler requests, AnswerCompiler answers) {
  private static final int MOST_ITEMS = 10_000;
  private static final Duration LONGEST_DEADLINE = Duration.ofDays(7);
  private static final Set<String> STRUCTURED = Set.of("object", "list", "json");

  /**
   * @param object that has the job
   * @param write the request that is sent without a job; null for one that searches first
   * @return null if there is a mistake
   */
  @Nullable JobRequests compile(
      Part job, Part object, Scope scope, @Nullable RequestTemplate write) {
    if (!job.isMap(
        "from",
        "direct",
        "deadline",
        "setting",
        "unless",
        "clears",
        "renames",
        "submit",
        "upload",
        "close",
        "abort",
        "poll",
        "results")) {
      return null;
    }
    Integer from = number(job.at("from"));
    Integer direct = number(job.at("direct"));
    if (from != null && direct != null && direct >= from) {
      job.at("direct").fault("must be less than \"from\": other batches are sent without a job");
    }
    Use use = use(job, scope);
    Part items =
        object.at("batch").isPresent() ? object.at("batch").at("items") : object.at("batchSize");
    if (from != null && items.node().asInt() < from) {
      items.fault("is less than \"from\" of the job, so that no batch would be a job");
    }
    if (object.at("kind").node().asText().equals("membership")) {
      job.fault("is accepted for records and events");
    }
    Duration deadline = deadline(job.at("deadline"));
    Scope about = scope.with(PartOfBatch.JOB);
    Step submit = submission(job.at("submit"), scope);
    Upload upload =
        job.at("upload").isPresent() ? upload(job.at("upload"), object, about, write) : null;
    if (submit != null && (submit.request().each() == null) != job.at("upload").isPresent()) {
      job.at("submit")
          .fault(
              "must have the items with $each, or the job an \"upload\" with them, and not both");
    }
    Step close = job.at("close").isPresent() ? step(job.at("close"), about) : null;
    Step abort = job.at("abort").isPresent() ? step(job.at("abort"), about) : null;
    Poll poll = poll(job.at("poll"), about);
    List<Result> results = new ArrayList<>();
    for (Part each : job.at("results").elements()) {
      Result result = result(each, about);
      if (result != null) {
        results.add(result);
      }
    }
    if (poll != null) {
      checkIds(job.at("results"), results, poll);
    }
    if (job.at("results").elements().isEmpty()) {
      job.at("results").fault("is missing; accepted is a list of requests");
    }
    return from == null
            || direct == null
            || deadline == null
            || submit == null
            || poll == null
            || results.isEmpty()
        ? null
        : JobRequestsBuilder.builder()
            .from(from)
            .direct(direct)
            .deadline(deadline)
            .use(use)
            .identifiers(identifiers(object))
            .submit(submit)
            .upload(upload)
            .close(close)
            .abort(abort)
            .poll(poll)
            .results(results)
            .build();
  }

  /** Results with the ids come after others, and only if the vendor counts those. */
  private static void checkIds(Part part, List<Result> results, Poll poll) {
    boolean ids = results.stream().anyMatch(Result::ids);
    if (ids && !poll.states().count()) {
      part.fault(
          "has \"ids\", so the answers to the poll need \"counts\" with \"state: complete\"");
    }
    if (poll.states().count() && results.stream().allMatch(Result::ids)) {
      part.fault("needs a request without \"ids\", which names the refused items");
    }
  }

  /** The fields by which the vendor knows a record. */
  private static List<String> identifiers(Part object) {
    return object.at("matchFields").elements().stream().map(each -> each.node().asText()).toList();
  }

  private static Use use(Part job, Scope scope) {
    return new Use(
        setting(job.at("setting"), scope),
        setting(job.at("unless"), scope),
        !job.at("clears").isPresent() || job.at("clears").isTrue(),
        !job.at("renames").isPresent() || job.at("renames").isTrue());
  }

  private static @Nullable String setting(Part part, Scope scope) {
    if (!part.isPresent()) {
      return null;
    }
    if (!scope.settings().contains(part.node().asText(""))) {
      part.fault(
          "must name a setting of the destination; settings are " + Scope.listed(scope.settings()));
    }
    return part.node().asText();
  }

  private static @Nullable Integer number(Part part) {
    if (!part.isPresent()) {
      part.fault("is missing; accepted is a whole number from 1 to " + MOST_ITEMS);
    }
    return part.number(MOST_ITEMS);
  }

  private static @Nullable Duration deadline(Part part) {
    String text = part.text("a duration in ISO 8601, such as PT24H");
    if (text == null) {
      return null;
    }
    try {
      Duration deadline = Duration.parse(text);
      if (deadline.isPositive() && deadline.compareTo(LONGEST_DEADLINE) <= 0) {
        return deadline;
      }
    } catch (DateTimeParseException e) {
      part.fault("is no duration in ISO 8601; accepted is, for example, PT24H");
      return null;
    }
    part.fault("must be longer than nothing and at most seven days");
    return null;
  }

  private @Nullable Step submission(Part part, Scope scope) {
    boolean withItems = part.node().path("body").toString().contains("\"$each\"");
    RequestTemplate request =
        withItems ? requests.withItems(part, scope) : requests.withoutItems(part, scope);
    return request == null ? null : new Step(request, answers.compile(part.at("answers"), scope));
  }

  private @Nullable Step step(Part part, Scope scope) {
    RequestTemplate request = requests.withoutItems(part, scope);
    return request == null ? null : new Step(request, answers.compile(part.at("answers"), scope));
  }

  private @Nullable Upload upload(
      Part part, Part object, Scope scope, @Nullable RequestTemplate write) {
    RequestTemplate request = requests.withoutItems(part, scope, "csv");
    Part csv = part.at("csv");
    if (request == null || !csv.isMap("clear", "clearable", "without")) {
      return null;
    }
    String clear = csv.at("clear").text("the text of a cell that clears a field");
    if (write == null || write.each() == null) {
      part.fault("needs a \"write\" with $each: the rows of the file have its properties");
    }
    Set<String> without = new TreeSet<>();
    csv.at("without").elements().forEach(each -> without.add(each.node().asText()));
    Integer bytes = object.at("batch").at("bytes").number(JobRequests.LARGEST_UPLOAD);
    if (!object.at("batch").at("bytes").isPresent()) {
      object
          .at("batch")
          .fault(
              "needs \"bytes\" of at most %d: the results repeat the file, and an answer has at most"
                      .formatted(JobRequests.LARGEST_UPLOAD)
                  + " 4 MiB");
    }
    Predicate<String> others = clearable(csv.at("clearable"));
    Set<String> scalar = names(object, type -> !STRUCTURED.contains(type));
    return clear == null || write == null || write.each() == null || bytes == null
        ? null
        : new Upload(
            request,
            answers.compile(part.at("answers"), scope),
            new CsvTemplate(
                write,
                without,
                clear,
                column -> scalar.contains(column) || others.test(column),
                names(object, STRUCTURED::contains)));
  }

  private static Predicate<String> clearable(Part part) {
    Pattern pattern = part.isPresent() ? part.pattern() : null;
    return pattern == null ? column -> false : column -> BoundedMatch.matches(pattern, column);
  }

  private static Set<String> names(Part object, Predicate<String> ofType) {
    Set<String> names = new TreeSet<>();
    for (JsonNode field : object.node().path("fields")) {
      if (ofType.test(field.path("type").asText(""))) {
        names.add(field.path("name").asText());
      }
    }
    return names;
  }

  private @Nullable Poll poll(Part part, Scope scope) {
    RequestTemplate request = requests.withoutItems(part, scope);
    return request == null
        ? null
        : new Poll(request, answers.jobs().states(part.at("answers"), scope));
  }

  private @Nullable Result result(Part part, Scope scope) {
    RequestTemplate request =
        requests.withoutItems(part, scope.with(PartOfBatch.PAGE), "csv", "ids");
    boolean file = part.at("csv").isTrue();
    JobResultAnswers read = answers.jobs().results(part.at("answers"), file, scope);
    if (read.hasParts()) {
      requests.requirePage(part);
    }
    return request == null ? null : new Result(request, read, part.at("ids").isTrue());
  }
}
