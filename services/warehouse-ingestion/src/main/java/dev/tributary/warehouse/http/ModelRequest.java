package dev.tributary.warehouse.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.definitions.Filing;
import dev.tributary.runtime.openapi.request.AnyOf;
import dev.tributary.runtime.openapi.request.Kinds;
import dev.tributary.runtime.openapi.request.OfKind;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.warehouse.model.ModelSpec;
import dev.tributary.warehouse.model.Schedule;
import dev.tributary.warehouse.model.TableSource;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requested settings of a model: a table or a query.
 *
 * @param key unique among the models of the workspace
 * @param name shown in the web UI
 * @param tags at most 20, each of at most 50 characters; null for none
 * @param folder where users look for the model; null for none
 * @param owner the user who answers for the model, usually an e-mail address; null for none
 * @param warehouse its id or key
 * @param table the table to read; instead of {@code query}
 * @param query the SQL query to read; instead of {@code table}
 * @param entity {@code person} if absent
 * @param primaryKey the columns whose values name a row
 * @param mapping what the columns of people mean
 * @param schedule when the model runs without a request; {@code manual} if absent
 * @param paused whether the schedule is paused; false if absent
 */
@AnyOf({"table", "query"})
public record ModelRequest(
    @Required(inDrafts = false) @Nullable String key,
    @Required(inDrafts = false) @Nullable String name,
    @Nullable List<String> tags,
    @Nullable String folder,
    @Nullable String owner,
    @Required @Nullable String warehouse,
    @Nullable String table,
    @Nullable String query,
    @Nullable String entity,
    @Required(inDrafts = false) @Nullable List<String> primaryKey,
    @Nullable MappingRequest mapping,
    @Nullable ScheduleRequest schedule,
    @Nullable Boolean paused) {

  /** In characters. */
  static final int LONGEST_QUERY = 256 * 1024;

  /**
   * Columns as keys, and their meaning as values.
   *
   * @param identifiers column to identifier type
   * @param traits column to trait
   * @param consent column to purpose; the column holds a boolean, or {@code granted} and {@code
   *     denied}
   * @param subscriptions column to channel; the column holds a boolean, or {@code subscribed} and
   *     {@code unsubscribed}
   * @param observedAt the column with the time when the row's values were last observed
   */
  public record MappingRequest(
      @Nullable Map<String, String> identifiers,
      @Nullable Map<String, String> traits,
      @Nullable Map<String, String> consent,
      @Nullable Map<String, String> subscriptions,
      @Nullable String observedAt) {

    ModelBody.Mapping bind() {
      return new ModelBody.Mapping(
          orEmpty(identifiers),
          orEmpty(traits),
          orEmpty(consent),
          orEmpty(subscriptions),
          observedAt);
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
      return map == null ? Map.of() : map;
    }
  }

  /**
   * When a model runs without a request.
   *
   * @param kind {@code manual}, {@code interval} or {@code cron}
   * @param every an ISO 8601 duration, from PT1M to P366D
   * @param expression five fields, as in Unix
   */
  public record ScheduleRequest(
      @Required @Kinds({"manual", "interval", "cron"}) @Nullable String kind,
      @Required @OfKind("interval") @Nullable String every,
      @Required @OfKind("cron") @Nullable String expression) {

    Schedule bind() {
      try {
        return switch (kind) {
          case "manual" -> new Schedule.Manual();
          case "interval" -> interval();
          case "cron" -> new Schedule.Cron(String.valueOf(expression));
          case null, default ->
              throw Problems.INVALID.problem(
                  "Known kinds are manual, interval and cron", "/schedule/kind");
        };
      } catch (IllegalArgumentException e) {
        throw Problems.INVALID.problem(String.valueOf(e.getMessage()), "/schedule/expression");
      }
    }

    private Schedule interval() {
      try {
        Duration asked = Duration.parse(String.valueOf(every));
        if (asked.compareTo(Schedule.Interval.LEAST) >= 0) {
          Schedule.Interval interval = new Schedule.Interval(asked);
          if (!interval.tooLong()) {
            return interval;
          }
        }
      } catch (DateTimeException e) {
        throw Problems.INVALID.problem(
            "every is an ISO 8601 duration from PT1M to P366D, as PT15M", "/schedule/every");
      }
      throw Problems.INVALID.problem(
          "every is from a minute to 366 days, PT1M to P366D", "/schedule/every");
    }
  }

  TableSource source() {
    if (table != null && query == null) {
      return new TableSource.Table(table);
    }
    if (query != null && table == null) {
      if (query.length() > LONGEST_QUERY) {
        throw Problems.INVALID.problem(
            "A query has at most %d characters, not %d".formatted(LONGEST_QUERY, query.length()),
            "/query");
      }
      return new TableSource.Query(query);
    }
    throw Problems.INVALID.problem("Give either a table or a query", "/table");
  }

  String entityOrPerson() {
    return entity == null ? ModelBody.PERSON : entity;
  }

  String requiredWarehouse() throws Problem {
    if (warehouse == null) {
      throw Problems.INVALID.problem("A model needs a warehouse", "/warehouse");
    }
    return warehouse;
  }

  ModelBody.Mapping boundMapping() {
    return mapping == null ? ModelBody.Mapping.NONE : mapping.bind();
  }

  Schedule boundSchedule() {
    return schedule == null ? new Schedule.Manual() : schedule.bind();
  }

  /**
   * @return null for none
   * @throws Problem with the place of each wrong field
   */
  @Nullable Filing filing() {
    return Filing.of(tags, folder, owner).orElse(null);
  }

  /** A model as a client would write it. */
  static ObjectNode written(String key, String name, ModelSpec spec) {
    ObjectNode written = Json.MAPPER.createObjectNode();
    written.put("key", key).put("name", name).put("warehouse", spec.warehouse().value());
    switch (spec.source()) {
      case TableSource.Table(String table) -> written.put("table", table);
      case TableSource.Query(String sql) -> written.put("query", sql);
    }
    written.put("entity", spec.entity());
    written.set("primaryKey", Json.MAPPER.valueToTree(spec.shape().primaryKey()));
    written.set("mapping", Json.MAPPER.valueToTree(spec.mapping()));
    written.set("schedule", Json.MAPPER.valueToTree(spec.schedule()));
    written.put("paused", spec.paused());
    spec.filed().writeTo(written);
    return written;
  }
}
