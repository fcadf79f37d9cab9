package dev.tributary.sandbox.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.job.JobPace;
import dev.tributary.sandbox.kit.job.Jobs;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.klaviyo.JsonApi.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code /api/profile-subscription-bulk-create-jobs} and {@code …-delete-jobs}. A list with double
 * opt-in sends a mail and gives no consent, which only the person can do.
 */
final class Subscriptions {
  private static final List<String> CHANNELS = List.of("email", "sms");

  private enum Kind {
    SUBSCRIBE,
    IMPORT,
    UNSUBSCRIBE
  }

  private record Item(Kind kind, JsonNode profile) {}

  private final Parts parts;
  private final RecordStore store;
  private final Profiles profiles;
  private final ProfileLists lists;
  private final Jobs<Item> jobs;

  Subscriptions(
      Parts parts, JobPace pace, RecordStore store, Profiles profiles, ProfileLists lists) {
    this.parts = parts;
    this.store = store;
    this.profiles = profiles;
    this.lists = lists;
    this.jobs =
        parts.jobs("subscriptions", pace, () -> "subscription" + parts.nextNumber(), this::perform);
  }

  Answer subscribe(Call call) {
    var data = JsonApi.data(call);
    boolean historical = data.path("attributes").path("historical_import").asBoolean();
    return submit(data, historical ? Kind.IMPORT : Kind.SUBSCRIBE, 1_000);
  }

  Answer unsubscribe(Call call) {
    return submit(JsonApi.data(call), Kind.UNSUBSCRIBE, 100);
  }

  private Answer submit(JsonNode data, Kind kind, int maximum) {
    var items = new ArrayList<Item>();
    data.path("attributes")
        .path("profiles")
        .path("data")
        .forEach(profile -> items.add(new Item(kind, profile)));
    if (items.isEmpty() || items.size() > maximum) {
      throw JsonApi.refused(
          Fault.invalid(
              "/data/attributes/profiles/data",
              "A job takes between 1 and %d profiles.".formatted(maximum)));
    }
    items.forEach(this::check);
    var list = data.path("relationships").path("list").path("data").path("id").asText("");
    jobs.submit(list.isEmpty() ? "" : lists.required(list).id(), items);
    return Answer.empty(202);
  }

  private void check(Item item) {
    Profiles.fault(item.profile())
        .ifPresent(fault -> {
          throw JsonApi.refused(fault);
        });
    if (item.kind() != Kind.IMPORT) {
      return;
    }
    for (var channel : CHANNELS) {
      var marketing = marketing(item, channel);
      var at = marketing.path("consented_at").asText("");
      if (marketing.isObject() && (at.isEmpty() || !Instant.parse(at).isBefore(parts.now()))) {
        throw JsonApi.refused(
            Fault.invalid(
                "/data/attributes/profiles/data",
                "consented_at is required and must be in the past for a historical import."));
      }
    }
  }

  private static JsonNode marketing(Item item, String channel) {
    return item.profile().path("attributes").path("subscriptions").path(channel).path("marketing");
  }

  private ItemResult perform(String list, Item item) {
    var id = item.profile().deepCopy();
    ((ObjectNode) id.path("attributes")).remove("subscriptions");
    try {
      var profile =
          profiles
              .referenced(id)
              .orElseGet(() -> Profiles.written(profiles.upsert(id, Nulls.IGNORE)));
      if (item.kind() == Kind.UNSUBSCRIBE) {
        // Documented: a profile that is not in the list is unsubscribed from everything.
        if (list.isEmpty() || !lists.leave(list, profile.id())) {
          consent(item, profile.id(), Consent.UNSUBSCRIBED);
        }
      } else if (item.kind() == Kind.SUBSCRIBE && lists.needsConfirmation(list)) {
        var email = profile.key("email");
        if (email != null) {
          parts.mails().send(email);
        }
      } else {
        consent(item, profile.id(), Consent.SUBSCRIBED);
        join(list, item, profile.id());
      }
      return new ItemResult.Done(profile.id(), false);
    } catch (Refused refused) {
      return new ItemResult.Refused("invalid", "The profile is refused", "");
    }
  }

  private void join(String list, Item item, String profile) {
    if (list.isEmpty()) {
      return;
    }
    if (item.kind() == Kind.IMPORT) {
      lists.joinQuietly(list, profile);
    } else {
      lists.join(list, profile);
    }
  }

  private void consent(Item item, String profile, String consent) {
    for (var channel : CHANNELS) {
      if (marketing(item, channel).isObject()) {
        store.update(profile, new Change(Map.of(), Consent.values(channel, consent), Nulls.IGNORE));
      }
    }
  }
}
