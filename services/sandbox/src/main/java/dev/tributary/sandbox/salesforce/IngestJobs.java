package dev.tributary.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.job.Job;
import dev.tributary.sandbox.kit.job.JobPace;
import dev.tributary.sandbox.kit.job.JobPhase;
import dev.tributary.sandbox.kit.job.Jobs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Bulk API 2.0: a job is opened, filled with one file, closed, and read as three files. */
final class IngestJobs {
  private static final CsvMapper CSV = new CsvMapper();
  private static final JobPace PACE =
      new JobPace(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofDays(7), 25);

  private final Parts parts;
  private final Records records;
  private final Schema schema;
  private final Jobs<Map<String, String>> jobs;

  /**
   * The operation of a job.
   *
   * @param key the field with the external id; empty if the operation has none
   */
  private record Order(String object, String operation, String key) {
    String subject() {
      return String.join("/", object, operation, key);
    }

    static Order of(String subject) {
      var parts = subject.split("/", -1);
      return new Order(parts[0], parts[1], parts[2]);
    }
  }

  IngestJobs(Parts parts, Schema schema, Records records) {
    this.parts = parts;
    this.schema = schema;
    this.records = records;
    jobs =
        parts.jobs("ingest", PACE, () -> "750%015d".formatted(parts.nextNumber()), this::perform);
  }

  Answer create(Call call) {
    var body = Json.tree(call);
    var order =
        new Order(
            body.path("object").asText(),
            body.path("operation").asText(),
            body.path("externalIdFieldName").asText(""));
    if (!schema.has(order.object())) {
      throw SalesforceWords.refused(
          400, "INVALIDENTITY", "Entity '%s' is not supported".formatted(order.object()));
    }
    boolean keyed = order.operation().equals("upsert");
    if (keyed && !isKey(order)) {
      throw SalesforceWords.refused(
          400, "INVALIDJOB", "InvalidJob : Field name not found : " + order.key());
    }
    return Answer.of(200, view(jobs.open(order.subject())));
  }

  private boolean isKey(Order order) {
    return order.key().equals("Id")
        || schema
            .field(order.object(), order.key())
            .filter(field -> field.path("externalId").asBoolean())
            .isPresent();
  }

  /** One file for a job. */
  Answer upload(Call call) {
    var job = required(call);
    if (job.phase() != JobPhase.OPEN || !job.items().isEmpty()) {
      throw SalesforceWords.refused(
          400, "INVALIDJOBSTATE", "The job is not open, or has its data already");
    }
    jobs.upload(job.id(), rows(call));
    return Answer.empty(201);
  }

  private static List<Map<String, String>> rows(Call call) {
    try (MappingIterator<Map<String, String>> rows =
        CSV.readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(call.text())) {
      return rows.readAll();
    } catch (IOException e) {
      throw SalesforceWords.refused(400, "INVALIDBATCH", "The data is not CSV");
    }
  }

  Answer change(Call call) {
    var job = required(call);
    var state = Json.tree(call).path("state").asText();
    return (state.equals("Aborted") ? jobs.abort(job.id()) : jobs.close(job.id()))
        .map(changed -> Answer.of(200, view(changed)))
        .orElseThrow(() ->
            SalesforceWords.refused(400, "INVALIDJOBSTATE", "The job cannot become " + state));
  }

  Answer get(Call call) {
    return Answer.of(200, view(required(call)));
  }

  Answer delete(Call call) {
    if (!required(call).phase().ended()) {
      throw SalesforceWords.refused(400, "INVALIDJOBSTATE", "The job is not ended");
    }
    jobs.forget(call.parameter("job_id"));
    return Answer.empty(204);
  }

  Answer successful(Call call) {
    return file(call, List.of("sf__Id", "sf__Created"), ItemResult.Done.class::isInstance);
  }

  Answer failed(Call call) {
    return file(call, List.of("sf__Id", "sf__Error"), ItemResult.Refused.class::isInstance);
  }

  Answer unprocessed(Call call) {
    return file(call, List.of(), ItemResult.Unprocessed.class::isInstance);
  }

  private Answer file(Call call, List<String> first, Predicate<ItemResult> wanted) {
    var job = required(call);
    var rows = new ArrayList<Map<String, String>>();
    for (int i = 0; i < job.results().size(); i++) {
      if (wanted.test(job.results().get(i))) {
        rows.add(row(job.items().get(i), job.results().get(i)));
      }
    }
    var columns = new ArrayList<>(first);
    job.items().stream().findFirst().ifPresent(item -> columns.addAll(item.keySet()));
    return Answer.text(200, "text/csv", jobs.file(rows).csv(columns));
  }

  private static Map<String, String> row(Map<String, String> item, ItemResult result) {
    var row = new LinkedHashMap<String, String>(item);
    switch (result) {
      case ItemResult.Done(var id, var created) -> {
        row.put("sf__Id", id);
        row.put("sf__Created", String.valueOf(created));
      }
      case ItemResult.Refused(var code, var message, var field) -> {
        row.put("sf__Id", "");
        row.put(
            "sf__Error", "%s:%s:%s--".formatted(code, message, field.isEmpty() ? "" : field + " "));
      }
      case ItemResult.Unprocessed() -> {}
    }
    return row;
  }

  private ItemResult perform(String subject, Map<String, String> row) {
    var order = Order.of(subject);
    var record = record(row);
    var unknown = records.unknownField(order.object(), record);
    if (unknown.isPresent()) {
      return Records.refused("INVALID_FIELD", "No such column '%s'".formatted(unknown.get()), "");
    }
    return switch (order.operation()) {
      case "insert" -> records.insert(order.object(), record);
      case "update" -> records.update(order.object(), record);
      case "upsert" ->
          order.key().equals("Id")
              ? records.update(order.object(), record)
              : records.upsert(order.object(), order.key(), record);
      default -> records.delete(record.path("Id").asText());
    };
  }

  /** An empty cell changes nothing, {@code #N/A} clears a field, a point names a relationship. */
  private static ObjectNode record(Map<String, String> row) {
    var record = Json.LENIENT.createObjectNode();
    row.forEach((column, text) -> {
      if (text.isEmpty()) {
        return;
      }
      JsonNode value = text.equals("#N/A") ? record.nullNode() : record.textNode(text);
      int point = column.indexOf('.');
      if (point < 0) {
        record.set(column, value);
      } else {
        record.putObject(column.substring(0, point)).set(column.substring(point + 1), value);
      }
    });
    return record;
  }

  private Job<Map<String, String>> required(Call call) {
    return jobs.find(call.parameter("job_id")).orElseThrow(SalesforceWords::notFound);
  }

  private ObjectNode view(Job<?> job) {
    var order = Order.of(job.subject());
    var view =
        Json.LENIENT
            .createObjectNode()
            .put("id", job.id())
            .put("operation", order.operation())
            .put("object", order.object())
            .put("createdDate", job.times().createdAt().toString())
            .put("state", state(job.phase()))
            .put("concurrencyMode", "Parallel")
            .put("contentType", "CSV")
            .put("apiVersion", 66.0)
            .put("jobType", "V2Ingest")
            .put("lineEnding", "LF")
            .put("columnDelimiter", "COMMA")
            .put("numberRecordsProcessed", job.done() + job.refused())
            .put("numberRecordsFailed", job.refused());
    if (!order.key().isEmpty()) {
      view.put("externalIdFieldName", order.key());
    }
    if (job.phase() == JobPhase.OPEN) {
      view.put("contentUrl", "services/data/v66.0/jobs/ingest/%s/batches".formatted(job.id()));
    }
    if (job.phase() == JobPhase.FAILED) {
      view.put("errorMessage", "InternalServerError : The job failed at " + parts.now());
    }
    return view;
  }

  private static String state(JobPhase phase) {
    return switch (phase) {
      case OPEN -> "Open";
      case QUEUED -> "UploadComplete";
      case WORKING -> "InProgress";
      case COMPLETE -> "JobComplete";
      case FAILED -> "Failed";
      case ABORTED -> "Aborted";
    };
  }
}
