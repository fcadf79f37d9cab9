package dev.tributary.e2e.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.workspace.Api;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/** Counts, when all is quiet, what the installation holds against what the people said. */
public record Checker(Api api, String path, List<Person> people, SoftAssertions softly) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Each accepted message is applied, once; whatever else stands there under its id is a repeat. So
   * is each correction by hand, which has no id of the caller's.
   *
   * @param corrections how many were answered 202
   */
  public void acceptedIsApplied(List<JsonNode> export, int corrections) {
    int byHand = 0;
    Map<String, Integer> applied = new HashMap<>();
    List<JsonNode> odd = new ArrayList<>();
    for (JsonNode line : export) {
      switch (line.path("outcome").asText()) {
        case "applied" -> {
          if (line.path("source").asText().equals("manual")) {
            byHand++;
          } else {
            applied.merge(messageId(line), 1, Integer::sum);
          }
        }
        case "duplicate" -> {}
        default -> odd.add(line);
      }
    }
    Set<String> said = new HashSet<>();
    people.forEach(person -> said.addAll(person.said()));
    softly.assertThat(odd).as("quarantined").isEmpty();
    softly.assertThat(byHand).as("corrections").isGreaterThanOrEqualTo(corrections);
    same("accepted and applied", said, applied.keySet());
    softly
        .assertThat(applied.entrySet().stream().filter(entry -> entry.getValue() > 1))
        .as("applied twice")
        .isEmpty();
  }

  private static String messageId(JsonNode line) {
    try {
      return JSON.readTree(line.path("received").asText()).path("messageId").asText();
    } catch (IOException e) {
      throw new IllegalStateException("Not JSON: " + line, e);
    }
  }

  /** Every device leads to its person, who is as the last identify and the last note say. */
  public void profilesAreRight(Map<String, Integer> notes) {
    Set<String> profiles = new HashSet<>();
    for (Person person : people) {
      String profile = profile("user_id", person.userId());
      profiles.add(profile);
      softly
          .assertThat(person.devices())
          .as("devices of %s", person.userId())
          .allSatisfy(
              device -> softly.assertThat(profile("anonymous_id", device)).isEqualTo(profile));
      Map<String, String> traits = new HashMap<>();
      for (JsonNode trait : api.get(path + "/profiles/" + profile + "/traits").path("data")) {
        traits.put(trait.path("trait").asText(), trait.path("value").asText());
      }
      softly
          .assertThat(traits)
          .as("traits of %s", person.userId())
          .containsEntry("step", String.valueOf(person.step()))
          .containsEntry("tier", person.tier());
      if (notes.containsKey(person.userId())) {
        softly
            .assertThat(traits)
            .as("note of %s", person.userId())
            .containsEntry("note", String.valueOf(notes.get(person.userId())));
      }
    }
    softly.assertThat(profiles).as("one profile per person").hasSameSizeAs(people);
  }

  private String profile(String type, String value) {
    return api.post(path + "/profiles/lookup", Map.of("type", type, "value", value))
        .path("id")
        .asText();
  }

  /** Class D: each event was written once. */
  public void eventsAreWrittenOnce(List<Shelf.Write> writes) throws IOException {
    Map<String, Integer> perMessage = new HashMap<>();
    for (Shelf.Write write : writes) {
      perMessage.merge(JSON.readTree(write.content()).path("message").asText(), 1, Integer::sum);
    }
    same("tracked and written events", tracked(), perMessage.keySet());
    softly
        .assertThat(perMessage.entrySet().stream().filter(entry -> entry.getValue() > 1))
        .as("events written twice")
        .isEmpty();
  }

  /** Class D: the newest version stands there, none was written twice, and none went back. */
  public void peopleAreWrittenInOrder(List<Shelf.Write> writes, Map<String, Integer> notes)
      throws IOException {
    Map<String, JsonNode> last = new HashMap<>();
    for (Shelf.Write write : writes) {
      softly.assertThat(write.kind()).as("%s", write).isNotEqualTo("DELETE");
      JsonNode now = JSON.readTree(write.content());
      JsonNode before = last.put(write.key(), now);
      if (before != null) {
        softly.assertThat(now).as("a write that changed nothing").isNotEqualTo(before);
        for (String grows : List.of("step", "note")) {
          softly
              .assertThat(now.path(grows).asInt())
              .as("%s of %s, after %s", grows, write.key(), before)
              .isGreaterThanOrEqualTo(before.path(grows).asInt());
        }
      }
    }
    for (Person person : people) {
      JsonNode row = last.getOrDefault(person.userId(), JSON.missingNode());
      softly.assertThat(row.path("step").asInt()).as("%s", row).isEqualTo(person.step());
      softly.assertThat(row.path("tier").asText()).as("%s", row).isEqualTo(person.tier());
      softly
          .assertThat(row.path("note").asInt())
          .as("%s", row)
          .isEqualTo(notes.getOrDefault(person.userId(), 0));
    }
    softly.assertThat(last).as("one row per person").hasSameSizeAs(people);
  }

  /** Class D: the table is the warehouse's, and no row was written but when it changed. */
  public void ordersAreTheWarehouses(List<Shelf.Write> writes, Map<String, Double> totals)
      throws IOException {
    Map<String, Double> last = new HashMap<>();
    List<Shelf.Write> needless = new ArrayList<>();
    for (Shelf.Write write : writes) {
      if (write.kind().equals("DELETE")) {
        softly.assertThat(last.remove(write.key())).as("%s", write).isNotNull();
      } else {
        double total = JSON.readTree(write.content()).path("total").asDouble();
        Double before = last.put(write.key(), total);
        if (before != null && before == total) {
          needless.add(write);
        }
      }
    }
    softly.assertThat(needless).as("orders written again").isEmpty();
    Map<String, String> different = new TreeMap<>();
    Stream.concat(last.keySet().stream(), totals.keySet().stream())
        .filter(order -> !Objects.equals(last.get(order), totals.get(order)))
        .forEach(order ->
            different.put(
                order, "%s, in the warehouse %s".formatted(last.get(order), totals.get(order))));
    softly.assertThat(different).as("orders that differ from the warehouse").isEmpty();
  }

  /** Class A: one contact each, the newest, and none ever became older. */
  public void contactsAreRight(Contacts contacts) {
    Map<String, List<Integer>> found = contacts.look();
    for (Person person : people) {
      softly
          .assertThat(found.get(person.email()))
          .as("contacts of %s", person.email())
          .isEqualTo(List.of(person.step()));
    }
    softly.assertThat(found).as("contacts").hasSameSizeAs(people);
    softly.assertThat(contacts.steppedBack()).as("contacts that became older").isEmpty();
  }

  /** Class A: the list holds whom the audience's rule means, counted from what was said. */
  public void listIsTheAudience(List<String> emails) {
    Set<String> belong = new TreeSet<>();
    people.stream().filter(Person::belongs).forEach(person -> belong.add(person.email()));
    softly.assertThat(belong).as("somebody should belong").isNotEmpty();
    softly.assertThat(emails).as("the list").containsExactlyInAnyOrderElementsOf(belong);
  }

  /** Class C: each event arrived; again only in the same request, under the same id. */
  public void eventsArrivedAtLeastOnce(List<Inbox.Arrival> arrivals) {
    Map<String, String> requestOf = new HashMap<>();
    Set<String> arrived = new HashSet<>();
    for (Inbox.Arrival arrival : arrivals) {
      arrived.add(arrival.item().path("data").path("message").asText());
      String before = requestOf.put(arrival.id(), arrival.webhookId());
      softly
          .assertThat(before == null || before.equals(arrival.webhookId()))
          .as("%s came with %s and again with another id", arrival, before)
          .isTrue();
    }
    same("tracked and posted events", tracked(), arrived);
  }

  /**
   * Class C: of each person the versions go up, and the last word is right. Somebody may leave who
   * never entered there: whose entering had no answer.
   */
  public void membersEndRight(List<Inbox.Arrival> arrivals) {
    Map<String, JsonNode> last = new HashMap<>();
    for (Inbox.Arrival arrival : arrivals) {
      JsonNode before = last.put(arrival.id(), arrival.item());
      long version = arrival.item().path("version").asLong();
      softly
          .assertThat(before == null ? 0 : before.path("version").asLong())
          .as("%s", arrival)
          .isLessThanOrEqualTo(version);
    }
    Set<String> inside = new TreeSet<>();
    for (JsonNode item : last.values()) {
      if (item.path("type").asText().equals("upserted")) {
        inside.add(item.path("match").path("user_id").asText());
      }
    }
    Set<String> belong = new TreeSet<>();
    people.stream().filter(Person::belongs).forEach(person -> belong.add(person.userId()));
    same("members and whom the webhook knows", belong, inside);
  }

  private Set<String> tracked() {
    Set<String> tracked = new HashSet<>();
    people.forEach(person -> tracked.addAll(person.tracked()));
    return tracked;
  }

  private void same(String what, Set<String> expected, Set<String> found) {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(found);
    Set<String> unknown = new TreeSet<>(found);
    unknown.removeAll(expected);
    softly.assertThat(missing).as("%s: missing", what).isEmpty();
    softly.assertThat(unknown).as("%s: unknown", what).isEmpty();
  }
}
