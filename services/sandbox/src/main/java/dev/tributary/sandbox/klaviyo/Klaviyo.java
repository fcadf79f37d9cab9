package dev.tributary.sandbox.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.TokenEndpoint;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.ApiKey;
import dev.tributary.sandbox.kit.credential.Credentials;
import dev.tributary.sandbox.kit.credential.IssuedTokens;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.job.JobPace;
import dev.tributary.sandbox.kit.job.Jobs;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.klaviyo.JsonApi.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One Klaviyo account. */
public final class Klaviyo implements Vendor {
  private static final JobPace PACE =
      new JobPace(
          Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofDays(7), Integer.MAX_VALUE);

  /** The limits by the sizes of Klaviyo's guide; "CREATE" is that of new lists. */
  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "XS", steady(1, 15),
          "S", steady(3, 60),
          "M", steady(10, 150),
          "L", steady(75, 750),
          "CREATE",
              Stream.concat(
                      steady(10, 150).stream(),
                      Stream.of(Limit.perEndpoint("daily", new Window.Daily(ZoneOffset.UTC), 150)))
                  .toList());

  private final Parts parts;
  private final IssuedTokens tokens;
  private final RecordStore store;
  private final Profiles profiles;
  private final ProfileLists lists;
  private final BulkImports imports;
  private final Subscriptions subscriptions;
  private final EventImports events;
  private final Jobs<String> deletions;
  private final Jobs<String> merges;

  public Klaviyo(Clock clock) {
    tokens = new IssuedTokens(clock, new IssuedTokens.Policy(Duration.ofHours(1), false));
    parts =
        new Parts(
                "klaviyo",
                clock,
                Credentials.anyOf(
                    List.of(new ApiKey("authorization", "Klaviyo-API-Key ", ""), tokens)),
                LIMITS,
                VendorDocument.of(Klaviyo.class))
            .with(tokens);
    var keys =
        List.of(
            KeyRule.caseless("email"), KeyRule.exact("phone_number"), KeyRule.exact("external_id"));
    store = parts.store("profiles", keys, MergedIds.GONE, () -> "01PROFILE" + parts.nextNumber());
    var listStore =
        parts.store("lists", List.of(), MergedIds.GONE, () -> "LIST" + parts.nextNumber());
    profiles = new Profiles(store);
    lists = new ProfileLists(parts, listStore, store);
    imports = new BulkImports(parts, PACE, profiles, lists);
    subscriptions = new Subscriptions(parts, PACE, store, profiles, lists);
    events = new EventImports(parts, profiles);
    deletions = parts.jobs("deletions", PACE, () -> "deletion" + parts.nextNumber(), this::delete);
    merges = parts.jobs("merges", PACE, () -> "merge" + parts.nextNumber(), this::merge);
  }

  private static List<Limit> steady(int aSecond, int aMinute) {
    return List.of(
        Limit.perEndpoint("burst", Window.Fixed.of(Duration.ofSeconds(1)), aSecond),
        Limit.perEndpoint("steady", Window.Fixed.of(Duration.ofMinutes(1)), aMinute));
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public VendorWords words() {
    return new KlaviyoWords();
  }

  @Override
  public void reset() {
    lists.reset();
  }

  @Override
  public List<Operation> operations() {
    var job = "/api/profile-bulk-import-jobs";
    var subscription = "/api/profile-subscription-bulk-";
    return List.of(
        Operation.of(
                "POST",
                "/oauth/token",
                "L",
                call -> TokenEndpoint.answer(tokens, call, body -> body))
            .open(),
        Operation.of("GET", "/api/accounts", "XS", this::account),
        Operation.of("GET", "/api/profiles", "L", profiles::list),
        Operation.of("POST", "/api/profiles", "L", profiles::create),
        Operation.of("GET", "/api/profiles/{id}", "L", profiles::get),
        Operation.of("PATCH", "/api/profiles/{id}", "L", profiles::update),
        Operation.of("POST", "/api/profile-import", "L", profiles::importOne),
        Operation.of("POST", "/api/profile-merge", "M", this::submitMerge),
        Operation.of("POST", job, "M", imports::submit),
        Operation.of("GET", job + "/{job_id}", "M", imports::get),
        Operation.of("GET", job + "/{id}/import-errors", "M", imports::errors),
        Operation.of("GET", job + "/{id}/profiles", "M", imports::imported),
        Operation.of("POST", subscription + "create-jobs", "L", subscriptions::subscribe),
        Operation.of("POST", subscription + "delete-jobs", "L", subscriptions::unsubscribe),
        Operation.of("GET", "/api/lists", "L", lists::all),
        Operation.of("POST", "/api/lists", "CREATE", lists::create),
        Operation.of("GET", "/api/lists/{id}", "L", lists::get),
        Operation.of("DELETE", "/api/lists/{id}", "M", lists::delete),
        Operation.of("GET", "/api/lists/{id}/profiles", "L", lists::members),
        Operation.of("POST", "/api/lists/{id}/relationships/profiles", "M", lists::add),
        Operation.of("DELETE", "/api/lists/{id}/relationships/profiles", "M", lists::remove),
        Operation.of("POST", "/api/event-bulk-create-jobs", "M", events::submit),
        Operation.of("POST", "/api/data-privacy-deletion-jobs", "S", this::submitDeletion));
  }

  @Override
  public List<Operation> control() {
    return List.of(Operation.of("GET", "/lists/{id}/members", "", lists::memberIds));
  }

  private Answer account(Call call) {
    var attributes =
        Json.LENIENT
            .createObjectNode()
            .put("test_account", true)
            .put("timezone", "Europe/Amsterdam")
            .put("preferred_currency", "EUR")
            .put("public_api_key", "SANDBX")
            .put("locale", "en-US");
    attributes
        .putObject("contact_information")
        .put("default_sender_name", "Sandbox")
        .put("default_sender_email", "sandbox@shop.example")
        .put("organization_name", "Sandbox")
        .putObject("street_address");
    return JsonApi.page(call, List.of(JsonApi.resource("account", "SANDBX", attributes)));
  }

  private Answer submitMerge(Call call) {
    var data = JsonApi.data(call);
    var sources = data.path("relationships").path("profiles").path("data");
    if (sources.size() != 1) {
      throw JsonApi.refused(
          Fault.invalid("/data/relationships/profiles/data", "Exactly one source is required."));
    }
    var into = existing(data.path("id").asText());
    var from = existing(sources.path(0).path("id").asText());
    merges.submit(into, List.of(from));
    ObjectNode resource = JsonApi.resource("profile", into, Json.LENIENT.createObjectNode());
    resource.remove("attributes");
    return JsonApi.one(201, resource);
  }

  private String existing(String id) {
    return store.find(id).orElseThrow(() -> JsonApi.notFound("profile", id)).id();
  }

  private ItemResult merge(String into, String from) {
    lists.forget(from);
    return new ItemResult.Done(into, store.merge(from, into));
  }

  /** Exactly one identifier. An unknown one is no error. */
  private Answer submitDeletion(Call call) {
    JsonNode profile = JsonApi.data(call).path("attributes").path("profile").path("data");
    long identifiers =
        Stream.of("email", "phone_number")
                .filter(name -> profile.path("attributes").path(name).isTextual())
                .count()
            + (profile.path("id").isTextual() ? 1 : 0);
    if (identifiers != 1) {
      throw JsonApi.refused(
          Fault.invalid("/data/attributes/profile", "Exactly one identifier is required."));
    }
    profiles.referenced(profile).ifPresent(each -> deletions.submit("", List.of(each.id())));
    return Answer.empty(202);
  }

  private ItemResult delete(String ignored, String id) {
    lists.forget(id);
    store.delete(id);
    return new ItemResult.Done(id, false);
  }
}
