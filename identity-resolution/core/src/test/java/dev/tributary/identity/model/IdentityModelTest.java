package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.IdentityUnderTest;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.profile.TraitPolicy;
import dev.tributary.identity.profile.TraitPolicy.Kind;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.testkit.lane.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two instances work at the same time on shuffled histories, with commands and copies of records;
 * some polls are rolled back and done again. Whatever the order, the people are those of a naive
 * reference. {@code -Dtributary.seed=…} feeds a seed back in, {@code -Dtributary.histories=…} runs
 * more.
 */
@Tag("soak-models")
public class IdentityModelTest {
  private static final int HISTORIES = Lane.size("tributary.histories", 2, 100);
  private static final int EVENTS = 120;
  private static Identity identity;

  @BeforeAll
  static void migrate() {
    identity = Identity.migrated();
  }

  @Test
  void peopleAreThoseOfTheReferenceWhateverTheOrder() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = Lane.seeds();
    for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
      long seed = given == null ? seeds.nextLong() : given;
      History history = history(identity, seed, EVENTS);
      new Instances(identity).run(history.withCommands(identity, seed + 1), seed + 2);
      int people = check(identity, history.workspace(), history, "seed " + seed);
      System.out.println("Identity model test: seed " + seed + ", " + people + " people");
    }
  }

  /** A generated history, in a workspace that can process it. */
  static History history(IdentityUnderTest identity, long seed, int events) throws Exception {
    Inputs inputs =
        new Inputs(new WorkspaceId("wsp_" + Long.toHexString(seed) + "_" + System.nanoTime()));
    define(identity, inputs.workspace());
    policies(identity, inputs.workspace());
    identity.rules(inputs.workspace(), 1, Tables.open());
    return new History(seed, inputs, events);
  }

  public static void define(IdentityUnderTest identity, WorkspaceId workspace) {
    identity.define(
        workspace,
        History.MODEL.value(),
        1,
        new ModelBody(
            ModelBody.PERSON,
            List.of("id"),
            Map.of(),
            new Mapping(
                Map.of("user", "user_id", "mail", "email"),
                Map.of("plan", "t0"),
                Map.of("ads", "ads"),
                Map.of(),
                null)));
  }

  /** Of some traits another value than the latest holds. */
  static void policies(IdentityUnderTest identity, WorkspaceId workspace) throws Exception {
    Map<String, TraitPolicy> policies = new HashMap<>();
    Reference.POLICIES.forEach((trait, kind) ->
        policies.put(
            trait,
            new TraitPolicy(kind, kind == Kind.MOST_TRUSTED ? Reference.TRUSTED : List.of())));
    identity.policies(workspace, policies);
  }

  /**
   * The people are the reference's, and what was published tells of each event once.
   *
   * @return how many there are
   */
  static int check(IdentityUnderTest identity, WorkspaceId workspace, History history, String seed)
      throws Exception {
    Set<Reference.Person> found = new HashSet<>();
    for (ProfileState state : identity.people()) {
      if (state.workspace().equals(workspace)) {
        found.add(person(state));
      }
    }
    assertThat(found).as(seed).isEqualTo(Reference.of(history));
    assertThat(identity.profiles(workspace)).as(seed).hasSize(found.size());
    eachEventOnce(identity, workspace, history, seed);
    return found.size();
  }

  public static Reference.Person person(ProfileState state) {
    Set<String> ids = new TreeSet<>();
    state.identifiers().forEach(each -> ids.add(each.type() + ":" + each.value()));
    Map<String, String> consent = new TreeMap<>();
    state.consent().forEach((purpose, answer) -> consent.put(purpose, answer.wireName()));
    return new Reference.Person(ids, new TreeMap<>(state.traits()), consent, state.lastGroup());
  }

  static void eachEventOnce(
      IdentityUnderTest identity, WorkspaceId workspace, History history, String seed) {
    List<String> events = new ArrayList<>();
    Map<String, Reference.Person> versions = new HashMap<>();
    for (Message message : identity.messages()) {
      byte[] value = message.value();
      if (value != null
          && Identity.type(message).equals(ProfileMessage.TYPE)
          && Json.read(value, ProfileMessage.class) instanceof ProfileMessage.Updated updated
          && updated.workspace().equals(workspace)) {
        String version = updated.profile() + "@" + updated.version();
        Reference.Person state = person(updated.state());
        assertThat(versions.computeIfAbsent(version, _ -> state)).as(seed).isEqualTo(state);
        if (updated.event() != null) {
          events.add(updated.event().messageId());
        }
      }
    }
    assertThat(events).as(seed).doesNotHaveDuplicates().hasSize(history.events());
  }
}
