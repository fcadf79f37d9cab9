package dev.tributary.identity.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What other vendors document of their own resolution, event by event. */
class VendorScenariosTest {
  private static final String SEGMENT =
      "https://www.twilio.com/docs/segment/unify/identity-resolution/identity-resolution-onboarding";
  private static final String CONVERSION =
      "https://docs.mparticle.com/guides/idsync/profile-conversion-strategy/";
  private static final String LINK =
      "https://docs.mparticle.com/guides/idsync/profile-link-strategy/";
  private static final String ISOLATION =
      "https://docs.mparticle.com/guides/idsync/profile-isolation-strategy/";
  private static final String RUDDERSTACK =
      "https://www.rudderstack.com/docs/profiles/core-concepts/identity-stitching/";

  /**
   * @param source where it is documented
   * @param people at the end, by their identifiers
   */
  record Scenario(
      String name, String source, IdentityRules rules, List<String> events, Set<String> people) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scenario> scenarios() {
    IdentityRules segment = Tables.of(Strategy.MERGE, "user_id 1", "email 5", "anonymous_id 5");
    return Stream.of(
        new Scenario(
            "no match makes a profile",
            SEGMENT,
            segment,
            List.of("user_id:abc123", "user_id:abc456"),
            Set.of("user_id:abc123", "user_id:abc456")),
        new Scenario(
            "one match adds to it",
            SEGMENT,
            segment,
            List.of("user_id:abc123", "user_id:abc123 email:jane@example1.com"),
            Set.of("email:jane@example1.com user_id:abc123")),
        new Scenario(
            "several matches merge",
            SEGMENT,
            segment,
            List.of("user_id:abc123", "anonymous_id:a1", "user_id:abc123 anonymous_id:a1"),
            Set.of("anonymous_id:a1 user_id:abc123")),
        new Scenario(
            "a second user id with the same address: the address is demoted",
            SEGMENT,
            segment,
            List.of(
                "user_id:abc123 email:jane@example1.com", "user_id:abc456 email:jane@example1.com"),
            Set.of("email:jane@example1.com user_id:abc123", "user_id:abc456")),
        new Scenario(
            "two user ids and one address per person",
            SEGMENT,
            Tables.of(Strategy.MERGE, "email 1", "user_id 2"),
            List.of(
                "email:j@x.org user_id:shopify",
                "email:j@x.org user_id:uuid",
                "email:other@x.org user_id:uuid"),
            Set.of("email:j@x.org user_id:shopify user_id:uuid", "email:other@x.org")),
        new Scenario(
            "conversion: the first login keeps the anonymous profile",
            CONVERSION,
            Tables.of(Strategy.CONVERSION, "customer_id", "email", "anonymous_id"),
            List.of(
                "anonymous_id:9876",
                "customer_id:ABC123 email:ed.hyde@example.com anonymous_id:9876",
                "email:h.jekyll.md@example.com",
                "customer_id:ABC123 email:ed.hyde@example.com anonymous_id:9876"),
            Set.of(
                "anonymous_id:9876 customer_id:ABC123 email:ed.hyde@example.com",
                "email:h.jekyll.md@example.com")),
        new Scenario(
            "conversion: somebody else on the device of a known user",
            CONVERSION,
            Tables.of(Strategy.CONVERSION, "customer_id", "anonymous_id"),
            List.of("customer_id:ABC anonymous_id:9876", "customer_id:DEF anonymous_id:9876"),
            Set.of("anonymous_id:9876 customer_id:ABC", "customer_id:DEF")),
        new Scenario(
            "link: the known user is a profile of their own beside the anonymous one",
            LINK,
            Tables.of(Strategy.LINK, "customer_id", "email", "anonymous_id"),
            List.of(
                "anonymous_id:9876",
                "customer_id:ABC123 email:ed.hyde@example.com anonymous_id:9876"),
            Set.of("anonymous_id:9876", "customer_id:ABC123 email:ed.hyde@example.com")),
        new Scenario(
            "isolation: a device returns to its anonymous profile",
            ISOLATION,
            Tables.of(Strategy.ISOLATE, "customer_id", "email", "anonymous_id"),
            List.of(
                "anonymous_id:9876",
                "customer_id:ABC123 email:ed.hyde@example.com anonymous_id:9876",
                "anonymous_id:9876"),
            Set.of("anonymous_id:9876", "customer_id:ABC123 email:ed.hyde@example.com")),
        new Scenario(
            "RudderStack: edges between ids are transitive",
            RUDDERSTACK,
            Tables.open(),
            List.of(
                "anonymous_id:a1 email:x@x.org",
                "email:x@x.org user_id:u1",
                "user_id:u1 anonymous_id:a2"),
            Set.of("anonymous_id:a1 anonymous_id:a2 email:x@x.org user_id:u1")));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void peopleAreAsDocumented(Scenario scenario) {
    World world = new World(scenario.rules());
    scenario.events().forEach(world::event);
    assertThat(world.people()).as(scenario.source()).isEqualTo(scenario.people());
  }
}
