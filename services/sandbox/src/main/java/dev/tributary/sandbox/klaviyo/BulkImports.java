package dev.tributary.sandbox.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.job.Job;
import dev.tributary.sandbox.kit.job.JobPace;
import dev.tributary.sandbox.kit.job.Jobs;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.WriteResult;
import dev.tributary.sandbox.klaviyo.JsonApi.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/profile-bulk-import-jobs}. A null value changes nothing here. */
final class BulkImports {
  private static final String TYPE = "profile-bulk-import-job";
  private static final int MAXIMUM = 10_000;
  private static final int MAXIMUM_BYTES = 5_000_000;

  private final Profiles profiles;
  private final ProfileLists lists;
  private final Jobs<JsonNode> jobs;
  private final JobPace pace;

  BulkImports(Parts parts, JobPace pace, Profiles profiles, ProfileLists lists) {
    this.profiles = profiles;
    this.lists = lists;
    this.pace = pace;
    this.jobs = parts.jobs("imports", pace, () -> "job" + parts.nextNumber(), this::importOne);
  }

  Answer submit(Call call) {
    if (call.body().length > MAXIMUM_BYTES) {
      throw JsonApi.refused(
          new Fault(413, "payload_too_large", "Payload too large.", "The limit is 5MB.", Map.of()));
    }
    var data = JsonApi.data(call);
    var items = new ArrayList<JsonNode>();
    data.path("attributes").path("profiles").path("data").forEach(items::add);
    if (items.isEmpty() || items.size() > MAXIMUM) {
      throw JsonApi.refused(
          Fault.invalid(
              "/data/attributes/profiles/data", "A job takes between 1 and 10000 profiles."));
    }
    var into = new ArrayList<String>();
    data.path("relationships")
        .path("lists")
        .path("data")
        .forEach(list -> into.add(lists.required(list.path("id").asText()).id()));
    var job = jobs.submit(String.join(",", into), items).orElseThrow();
    return JsonApi.one(202, view(job));
  }

  Answer get(Call call) {
    return JsonApi.one(200, view(required(call.parameter("job_id"))));
  }

  Answer errors(Call call) {
    var job = required(call.parameter("id"));
    return JsonApi.page(
        call,
        jobs.results(job).stream()
            .filter(each -> each.result() instanceof ItemResult.Refused)
            .map(each -> error(job, each))
            .toList());
  }

  /** The profiles that the job has created or updated, each of them once. */
  Answer imported(Call call) {
    var job = required(call.parameter("id"));
    return JsonApi.page(
        call,
        jobs.results(job).stream()
            .map(Job.Numbered::result)
            .filter(ItemResult.Done.class::isInstance)
            .map(each -> ((ItemResult.Done) each).id())
            .distinct()
            .flatMap(id -> profiles.find(id).stream())
            .map(Profiles::view)
            .toList());
  }

  private Job<JsonNode> required(String id) {
    return jobs.find(id).orElseThrow(() -> JsonApi.notFound(TYPE, id));
  }

  private ItemResult importOne(String into, JsonNode profile) {
    var fault = Profiles.fault(profile);
    if (fault.isPresent()) {
      return new ItemResult.Refused(
          fault.get().code(),
          fault.get().detail(),
          fault.get().source().getOrDefault("pointer", ""));
    }
    var result = profiles.upsert(profile, Nulls.IGNORE);
    try {
      var written = Profiles.written(result);
      if (!(result instanceof WriteResult.Dropped) && !into.isEmpty()) {
        List.of(into.split(",")).forEach(list -> lists.join(list, written.id()));
      }
      return new ItemResult.Done(written.id(), result instanceof WriteResult.Created);
    } catch (Refused refused) {
      return refused(refused.answer());
    }
  }

  private static ItemResult refused(Answer answer) {
    var error = Json.LENIENT.valueToTree(answer.body()).path("errors").path(0);
    return new ItemResult.Refused(
        error.path("code").asText(),
        error.path("detail").asText(),
        error.path("source").path("pointer").asText());
  }

  private ObjectNode view(Job<JsonNode> job) {
    var attributes =
        Json.LENIENT
            .createObjectNode()
            .put(
                "status",
                switch (job.phase()) {
                  case OPEN, QUEUED -> "queued";
                  case WORKING -> "processing";
                  case COMPLETE -> "complete";
                  case FAILED, ABORTED -> "cancelled";
                })
            .put("created_at", job.times().createdAt().toString())
            .put("total_count", job.items().size())
            .put("completed_count", job.done())
            .put("failed_count", job.refused())
            .put("started_at", text(job.times().startedAt()))
            .put("completed_at", text(job.times().endedAt()))
            .put("expires_at", job.times().createdAt().plus(pace.kept()).toString());
    return JsonApi.resource(TYPE, job.id(), attributes);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static ObjectNode error(Job<JsonNode> job, Job.Numbered<JsonNode> numbered) {
    var refused = (ItemResult.Refused) numbered.result();
    var attributes =
        Json.LENIENT
            .createObjectNode()
            .put("code", refused.code())
            .put("title", "Invalid input.")
            .put("detail", refused.message());
    attributes.putObject("source").put("pointer", refused.place());
    attributes.set("original_payload", numbered.item());
    var resource =
        Json.LENIENT
            .createObjectNode()
            .put("type", "import-error")
            .put("id", job.id() + "-" + numbered.index());
    resource.set("attributes", attributes);
    return resource;
  }
}
