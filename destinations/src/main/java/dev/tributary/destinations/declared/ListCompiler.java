package dev.tributary.destinations.declared;

import dev.tributary.destinations.declared.answer.AnswerCompiler;
import dev.tributary.destinations.declared.answer.ListAnswerCompiler;
import dev.tributary.destinations.declared.answer.ListAnswers;
import dev.tributary.destinations.declared.answer.ListedRecords;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import dev.tributary.destinations.declared.template.Scope.PartOfBatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Compiles the requests that read records. */
record ListCompiler(RequestCompiler requests, AnswerCompiler answers) {
  private static final int LATEST = 86_400;
  private static final String MATCH_VALUE = "item.matchValue";

  /**
   * The requests of an object; null if it has none, or if they have a mistake.
   *
   * @param all the requests of the object
   * @param scope of the object, without a place
   */
  @Nullable ListRequests compile(Part all, Part object, Scope scope) {
    Part list = all.at("list");
    Part lookup = all.at("lookup");
    Part records = all.at("records");
    if (!list.isPresent() && !lookup.isPresent()) {
      if (records.isPresent()) {
        records.fault("is there without \"list\" and \"lookup\", which read records");
      }
      return null;
    }
    if (!object.at("kind").node().asText().equals("record")) {
      (list.isPresent() ? list : lookup).fault("is accepted for an object of the kind record only");
    }
    ListedRecords read = ListAnswerCompiler.records(records, scope);
    ListRequests.Pages pages = list.isPresent() ? pages(list, scope) : null;
    ListRequests.Lookup found = lookup.isPresent() ? lookup(lookup, scope) : null;
    if (object.at("job").isPresent() && lookup.at("certainAfter").isPresent()) {
      lookup
          .at("certainAfter")
          .fault("is not accepted for an object with a job, which can write much later");
    }
    boolean sound =
        read != null
            && list.isPresent() == (pages != null)
            && lookup.isPresent() == (found != null);
    return read == null || !sound ? null : new ListRequests(read, pages, found);
  }

  private ListRequests.@Nullable Pages pages(Part list, Scope scope) {
    Scope page = scope.with(PartOfBatch.PAGE).with(PartOfBatch.RECORDS);
    RequestTemplate first =
        requests.withoutItems(list, page, "at", "optional", "next", "following");
    Part following = list.at("following");
    RequestTemplate others = following.isPresent() ? requests.withoutItems(following, page) : null;
    ListAnswers meaning = list.node().isObject() ? answers.lists().list(list, scope) : null;
    boolean sound = !following.isPresent() || others != null;
    Part next = following.isPresent() ? following : list;
    if (next.node().isObject()) {
      requests.requirePage(next);
    }
    checkSingle(list, first);
    checkSingle(following, others);
    return first == null || meaning == null || !sound
        ? null
        : new ListRequests.Pages(first, others, meaning);
  }

  private static void checkSingle(Part part, @Nullable RequestTemplate request) {
    if (request != null && request.each() != null) {
      part.fault("has \"$each\", but it carries no items");
    }
  }

  private ListRequests.@Nullable Lookup lookup(Part lookup, Scope scope) {
    Scope one = scope.with(PartOfBatch.ITEM).with(PartOfBatch.LOOKUP);
    RequestTemplate request =
        requests.withoutItems(
            lookup, one.with(PartOfBatch.RECORDS), "at", "optional", "certainAfter");
    if (request == null) {
      return null;
    }
    if (!RequestCompiler.names(lookup.node()).contains(MATCH_VALUE)) {
      lookup.fault("names no record; accepted is a request with ${item.matchValue}");
    }
    Part certain = lookup.at("certainAfter");
    if (certain.isPresent() && lookup.at("optional").node().asBoolean()) {
      certain.fault("is not accepted with \"optional\": a failure would look like no record");
    }
    boolean atOnce = certain.node().isInt() && certain.node().asInt() == 0;
    Integer seconds = atOnce ? Integer.valueOf(0) : certain.number(LATEST);
    return new ListRequests.Lookup(
        request,
        answers.lists().lookup(lookup, one),
        seconds == null ? null : Duration.ofSeconds(seconds));
  }
}
