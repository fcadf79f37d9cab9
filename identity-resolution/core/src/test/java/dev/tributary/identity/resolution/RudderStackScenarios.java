package dev.tributary.identity.resolution;

import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.util.List;
import java.util.Set;

/** What RudderStack documents of Profiles. */
final class RudderStackScenarios {
  private static final String DOCS = "https://www.rudderstack.com/docs/profiles/";
  private static final String GRAPH = DOCS + "concepts/identity-graph/";
  private static final String HOW = DOCS + "overview/how-profiles-works/";
  private static final String ID_TYPES = DOCS + "dev-docs/pb-project-yaml/id-types";
  private static final String CARDINALITY =
      DOCS + "dev-docs/advanced-id-stitcher-features/id-graph-cardinality-rules/";
  private static final String INCLUSION =
      DOCS + "dev-docs/advanced-id-stitcher-features/id-graph-rules/";
  private static final String TALE =
      "https://www.rudderstack.com/blog/the-tale-of-identity-graph-and-identity-resolution/";
  private static final String PACKAGE = "https://rudderlabs.github.io/id-stitching-docs/";

  private RudderStackScenarios() {}

  static List<Scenario> all() {
    return List.of(
        scenario(
            "edges are transitive",
            GRAPH,
            Tables.open(),
            List.of(
                "anonymous_id:a1 email:x@x.org",
                "email:x@x.org user_id:u1",
                "user_id:u1 anonymous_id:a2"),
            Set.of("anonymous_id:a1 anonymous_id:a2 email:x@x.org user_id:u1")),
        scenario(
            "a visit, a newsletter, a purchase on the phone",
            HOW,
            Tables.open(),
            List.of(
                "anonymous_id:laptop",
                "90 days later",
                "anonymous_id:laptop email:x@x.org",
                "30 days later",
                "anonymous_id:phone",
                "anonymous_id:phone email:x@x.org"),
            Set.of("anonymous_id:laptop anonymous_id:phone email:x@x.org")),
        scenario(
            "a laptop, an app, and a checkout with both",
            TALE,
            Tables.open(),
            List.of(
                "anonymous_id:laptop",
                "anonymous_id:app phone:+31612345678",
                "anonymous_id:laptop email:x@x.org phone:+31612345678"),
            Set.of("anonymous_id:app anonymous_id:laptop email:x@x.org phone:+31612345678")),
        scenario(
            "two edges at one user id",
            PACKAGE + "models",
            Tables.open(),
            List.of("email:user@company.com user_id:123456", "phone:+31612345678 user_id:123456"),
            Set.of("email:user@company.com phone:+31612345678 user_id:123456")),
        scenario(
            "a customer with ids of several systems",
            PACKAGE + "utilizing_id_graph",
            Tables.open(),
            List.of(
                "user_id:203984629341 email:amy@gmail.com",
                "anonymous_id:162e704a user_id:203984629341",
                "anonymous_id:5c9b4cb0 email:amy@gmail.com",
                "email:amy@gmail.com salesforce_id:00530000003xqAb",
                "user_id:203984629341 stripe_id:cus_4QFOF3xrvB"),
            Set.of(
                "anonymous_id:162e704a anonymous_id:5c9b4cb0 email:amy@gmail.com"
                    + " salesforce_id:00530000003xqAb stripe_id:cus_4QFOF3xrvB"
                    + " user_id:203984629341")),
        scenario(
            "values that a filter excludes",
            ID_TYPES,
            IdentityRules.DEFAULT,
            List.of(
                "anonymous_id:unknown user_id:1",
                "anonymous_id:unknown user_id:2",
                "anonymous_id:NaN user_id:3",
                "anonymous_id:NaN user_id:4"),
            Set.of("user_id:1", "user_id:2", "user_id:3", "user_id:4")),
        scenario(
            "a value that is not an address",
            ID_TYPES,
            Tables.open(),
            List.of("email:none user_id:1", "email:none user_id:2"),
            Set.of("user_id:1", "user_id:2")),
        scenario(
            "an address with at most one user id",
            CARDINALITY,
            Tables.of(Strategy.MERGE, "user_id 1", "email", "anonymous_id"),
            List.of("email:x@x.org user_id:u1", "email:x@x.org user_id:u2"),
            Set.of("email:x@x.org user_id:u1", "user_id:u2")),
        scenario(
            "an identifier that is excluded",
            INCLUSION,
            Tables.blocking(Tables.open(), "^shared@x\\.org$"),
            List.of("email:shared@x.org user_id:u1", "email:shared@x.org user_id:u2"),
            Set.of("user_id:u1", "user_id:u2")),
        scenario(
            "an edge that is excluded",
            INCLUSION,
            Tables.open(),
            List.of(
                "user_id:u1 is not anonymous_id:a1",
                "user_id:u1 email:x@x.org",
                "anonymous_id:a1 user_id:u2",
                "user_id:u1 anonymous_id:a1"),
            Set.of("email:x@x.org user_id:u1", "anonymous_id:a1 user_id:u2")),
        scenario(
            "an edge that is excluded, and a way around it",
            INCLUSION,
            Tables.open(),
            List.of(
                "user_id:u1 is not anonymous_id:a1",
                "anonymous_id:a1",
                "user_id:u1 email:x@x.org",
                "anonymous_id:a1 email:x@x.org"),
            Set.of("email:x@x.org user_id:u1", "anonymous_id:a1")));
  }

  private static Scenario scenario(
      String name, String source, IdentityRules rules, List<String> steps, Set<String> people) {
    return new Scenario("RudderStack", name, source, rules, steps, people);
  }
}
