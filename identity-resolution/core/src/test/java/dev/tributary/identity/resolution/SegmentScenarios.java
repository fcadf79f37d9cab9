package dev.tributary.identity.resolution;

import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.util.List;
import java.util.Set;

/** What Segment documents of Unify. */
final class SegmentScenarios {
  private static final String DOCS = "https://www.twilio.com/docs/segment/";
  private static final String SETTINGS =
      DOCS + "unify/identity-resolution/identity-resolution-onboarding";
  private static final String SHOP = DOCS + "unify/identity-resolution/ecommerce-example";
  private static final String EXTERNAL_IDS = DOCS + "unify/identity-resolution/externalids";
  private static final String FAQS = DOCS + "unify/faqs";
  private static final String IDENTIFYING = DOCS + "connections/spec/best-practices-identify";
  private static final String BROWSER =
      DOCS + "connections/sources/catalog/libraries/website/javascript/identity";

  private static final IdentityRules EXAMPLE =
      Tables.of(Strategy.MERGE, "user_id 1", "email 5", "anonymous_id 5");

  /** One user id, five of everything else, ranked by the alphabet. */
  private static final IdentityRules DEFAULTS =
      Tables.of(Strategy.MERGE, "user_id 1", "email 5", "* 5");

  private static final IdentityRules WEEKLY =
      Tables.of(Strategy.MERGE, "user_id 1", "email 5", "anonymous_id 5 week");

  private static final String FIVE_BROWSERS =
      "anonymous_id:1 anonymous_id:2 anonymous_id:3 anonymous_id:4 anonymous_id:5";

  private SegmentScenarios() {}

  static List<Scenario> all() {
    return List.of(
        scenario(
            "nobody matches",
            SETTINGS,
            EXAMPLE,
            List.of("user_id:abc123", "user_id:abc456"),
            Set.of("user_id:abc123", "user_id:abc456")),
        scenario(
            "one profile matches",
            SETTINGS,
            EXAMPLE,
            List.of("user_id:abc123", "user_id:abc123 email:jane@example1.com"),
            Set.of("email:jane@example1.com user_id:abc123")),
        scenario(
            "several profiles match",
            SETTINGS,
            EXAMPLE,
            List.of("user_id:abc123", "anonymous_id:a1", "user_id:abc123 anonymous_id:a1"),
            Set.of("anonymous_id:a1 user_id:abc123")),
        scenario(
            "a second user id with the same address",
            SETTINGS,
            EXAMPLE,
            List.of(
                "user_id:abc123 email:jane@example1.com", "user_id:abc456 email:jane@example1.com"),
            Set.of("email:jane@example1.com user_id:abc123", "user_id:abc456")),
        scenario(
            "two user ids and one address per person",
            SETTINGS,
            Tables.of(Strategy.MERGE, "email 1", "user_id 2", "* 5"),
            List.of(
                "email:j@x.org user_id:shopify",
                "email:j@x.org user_id:uuid",
                "email:other@x.org user_id:uuid"),
            Set.of("email:j@x.org user_id:shopify user_id:uuid", "email:other@x.org")),
        scenario(
            "identifiers that nobody ranked",
            SETTINGS,
            DEFAULTS,
            List.of(
                "user_id:a ga_client_id:shared", "user_id:b android.id:phone ga_client_id:shared"),
            Set.of("ga_client_id:shared user_id:a", "android.id:phone user_id:b")),
        scenario(
            "an iPad in a shop",
            SETTINGS,
            DEFAULTS,
            List.of(
                "ios.id:ipad user_id:ann email:ann@x.org",
                "ios.id:ipad user_id:bob email:bob@x.org",
                "ios.id:ipad email:carl@x.org"),
            Set.of(
                "email:ann@x.org email:carl@x.org ios.id:ipad user_id:ann",
                "email:bob@x.org user_id:bob")),
        scenario(
            "an iPad in a shop whose id is blocked",
            SETTINGS,
            Tables.blocking(DEFAULTS, "^ipad$"),
            List.of(
                "ios.id:ipad user_id:ann email:ann@x.org",
                "ios.id:ipad user_id:bob email:bob@x.org",
                "ios.id:ipad email:carl@x.org"),
            Set.of(
                "email:ann@x.org user_id:ann", "email:bob@x.org user_id:bob", "email:carl@x.org")),
        scenario(
            "values that trackers send in place of an id",
            SETTINGS,
            IdentityRules.DEFAULT,
            List.of(
                "user_id:0000-00 email:1@x.org",
                "user_id:0000-00 email:2@x.org",
                "user_id:-1 email:3@x.org",
                "user_id:-1 email:4@x.org",
                "user_id:null email:5@x.org",
                "user_id:null email:6@x.org",
                "user_id:anonymous email:7@x.org",
                "user_id:anonymous email:8@x.org",
                "user_id:anonymous"),
            Set.of(
                "email:1@x.org",
                "email:2@x.org",
                "email:3@x.org",
                "email:4@x.org",
                "email:5@x.org",
                "email:6@x.org",
                "email:7@x.org",
                "email:8@x.org")),
        scenario(
            "an id that was hard-coded in development",
            SETTINGS,
            Tables.blocking(EXAMPLE, "^abc123$"),
            List.of(
                "user_id:abc123 email:ann@x.org anonymous_id:1",
                "user_id:abc123 email:bob@x.org anonymous_id:2"),
            Set.of("anonymous_id:1 email:ann@x.org", "anonymous_id:2 email:bob@x.org")),
        scenario(
            "a sixth browser within a week",
            SETTINGS,
            WEEKLY,
            List.of(
                "user_id:a " + FIVE_BROWSERS,
                "6 days later",
                "user_id:a anonymous_id:6",
                "anonymous_id:6"),
            Set.of(
                "anonymous_id:1 anonymous_id:2 anonymous_id:3 anonymous_id:4 anonymous_id:5"
                    + " user_id:a",
                "anonymous_id:6")),
        scenario(
            "a sixth browser a week later",
            SETTINGS,
            WEEKLY,
            List.of("user_id:a " + FIVE_BROWSERS, "7 days later", "user_id:a anonymous_id:6"),
            Set.of(
                "anonymous_id:1 anonymous_id:2 anonymous_id:3 anonymous_id:4 anonymous_id:5"
                    + " anonymous_id:6 user_id:a")),
        scenario(
            "a second browser within a month, and after it",
            SETTINGS,
            Tables.of(Strategy.MERGE, "user_id 1", "email 5", "anonymous_id 1 month"),
            List.of(
                "user_id:a anonymous_id:1",
                "29 days later",
                "user_id:a anonymous_id:2",
                "2 days later",
                "user_id:a anonymous_id:3"),
            Set.of("anonymous_id:1 anonymous_id:3 user_id:a")),
        scenario(
            "a second address within a year, and after it",
            SETTINGS,
            Tables.of(Strategy.MERGE, "user_id 1", "email 1 year"),
            List.of(
                "user_id:a email:1@x.org",
                "364 days later",
                "user_id:a email:2@x.org",
                "2 days later",
                "user_id:a email:3@x.org"),
            Set.of("email:1@x.org email:3@x.org user_id:a")),
        scenario(
            "one user id for ever",
            SETTINGS,
            EXAMPLE,
            List.of("user_id:a email:j@x.org", "4000 days later", "user_id:b email:j@x.org"),
            Set.of("email:j@x.org user_id:a", "user_id:b")),
        scenario(
            "from a visitor to a customer",
            SHOP,
            DEFAULTS,
            List.of(
                "anonymous_id:anon_123 ios.id:ios_abc123",
                "anonymous_id:anon_123 ios.id:ios_abc123",
                "anonymous_id:anon_123 ios.id:ios_abc123 user_id:abc123def"
                    + " email:janedoe@example.com"),
            Set.of(
                "anonymous_id:anon_123 email:janedoe@example.com ios.id:ios_abc123"
                    + " user_id:abc123def")),
        scenario(
            "the same customer on a second device and in a second app",
            SHOP,
            DEFAULTS,
            List.of(
                "anonymous_id:anon_123 ios.id:ios_abc123 user_id:abc123def",
                "anonymous_id:anon_456 android.id:and_1a2b3c4d user_id:abc123def",
                "anonymous_id:anon_789 android.id:and_1a2b3c4d user_id:abc123def"),
            Set.of(
                "android.id:and_1a2b3c4d anonymous_id:anon_123 anonymous_id:anon_456"
                    + " anonymous_id:anon_789 ios.id:ios_abc123 user_id:abc123def")),
        scenario(
            "an external id of one's own",
            EXTERNAL_IDS,
            DEFAULTS,
            List.of("user_id:use_123 app_id:77", "app_id:77 email:j@x.org"),
            Set.of("app_id:77 email:j@x.org user_id:use_123")),
        scenario(
            "an id of another tool that outlives a reset",
            EXTERNAL_IDS,
            DEFAULTS,
            List.of("anonymous_id:1 ga_client_id:cookie", "anonymous_id:2 ga_client_id:cookie"),
            Set.of("anonymous_id:1 anonymous_id:2 ga_client_id:cookie")),
        scenario(
            "an address before a user id",
            IDENTIFYING,
            EXAMPLE,
            List.of(
                "anonymous_id:bd07",
                "anonymous_id:bd07 email:jvisitor@thissite.com",
                "anonymous_id:bd07 user_id:123abc"),
            Set.of("anonymous_id:bd07 email:jvisitor@thissite.com user_id:123abc")),
        scenario(
            "one device over several days",
            IDENTIFYING,
            EXAMPLE,
            List.of(
                "anonymous_id:web",
                "2 days later",
                "anonymous_id:web",
                "anonymous_id:web user_id:u"),
            Set.of("anonymous_id:web user_id:u")),
        scenario(
            "cookies cleared before signing up",
            IDENTIFYING,
            EXAMPLE,
            List.of("anonymous_id:before", "2 days later", "anonymous_id:after user_id:u"),
            Set.of("anonymous_id:before", "anonymous_id:after user_id:u")),
        scenario(
            "two devices, one login",
            IDENTIFYING,
            EXAMPLE,
            List.of("anonymous_id:web", "anonymous_id:app", "anonymous_id:web user_id:u"),
            Set.of("anonymous_id:web user_id:u", "anonymous_id:app")),
        scenario(
            "two devices, two logins",
            IDENTIFYING,
            EXAMPLE,
            List.of(
                "anonymous_id:web",
                "anonymous_id:app",
                "anonymous_id:web user_id:u",
                "anonymous_id:app user_id:u"),
            Set.of("anonymous_id:app anonymous_id:web user_id:u")),
        scenario(
            "two users of one browser, reset in between",
            BROWSER,
            EXAMPLE,
            List.of("anonymous_id:1 user_id:ann", "anonymous_id:2", "anonymous_id:2 user_id:bob"),
            Set.of("anonymous_id:1 user_id:ann", "anonymous_id:2 user_id:bob")),
        scenario(
            "two users of one browser, its id kept",
            BROWSER,
            EXAMPLE,
            List.of("anonymous_id:1 user_id:ann", "anonymous_id:1", "anonymous_id:1 user_id:bob"),
            Set.of("anonymous_id:1 user_id:ann", "user_id:bob")),
        scenario(
            "a profile with as many identifiers as it may have",
            FAQS,
            capped(3, 100),
            List.of("user_id:u anonymous_id:1 anonymous_id:2", "user_id:u anonymous_id:3"),
            Set.of("anonymous_id:1 anonymous_id:2 user_id:u")),
        scenario(
            "a profile with as many merges as it may have",
            FAQS,
            capped(1_000, 1),
            List.of(
                "user_id:u",
                "anonymous_id:1",
                "anonymous_id:2",
                "user_id:u anonymous_id:1",
                "user_id:u anonymous_id:2"),
            Set.of("anonymous_id:1 user_id:u", "anonymous_id:2")));
  }

  private static IdentityRules capped(int identifiers, int merges) {
    return new IdentityRules(Strategy.MERGE, identifiers, merges, 10, EXAMPLE.types());
  }

  private static Scenario scenario(
      String name, String source, IdentityRules rules, List<String> steps, Set<String> people) {
    return new Scenario("Segment", name, source, rules, steps, people);
  }
}
