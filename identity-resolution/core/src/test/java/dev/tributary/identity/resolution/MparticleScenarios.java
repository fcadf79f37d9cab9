package dev.tributary.identity.resolution;

import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.util.List;
import java.util.Set;

/** What mParticle documents of IDSync. Its device ids are {@code anonymous_id}s here. */
final class MparticleScenarios {
  private static final String DOCS = "https://docs.mparticle.com/guides/idsync/";
  private static final String CONVERSION = DOCS + "profile-conversion-strategy/";
  private static final String LINK = DOCS + "profile-link-strategy/";
  private static final String ISOLATION = DOCS + "profile-isolation-strategy/";
  private static final String DEFAULT = DOCS + "default-strategy/";
  private static final String ALIASING = DOCS + "aliasing/";
  private static final String SUPPORT =
      "https://support.mparticle.com/hc/en-us/articles/5654874841485-How-do-I-convert-a-user-from-anonymous-to-known";

  private static final String LAUNCH = "anonymous_id:9876";
  private static final String LOGIN =
      "customer_id:ABC123 email:ed.hyde@example.com anonymous_id:9876";
  private static final String LOGOUT = "anonymous_id:9876";
  private static final String MAIL = "email:h.jekyll.md@example.com";

  private static final String KNOWN = "customer_id:ABC123 email:ed.hyde@example.com";

  private MparticleScenarios() {}

  static List<Scenario> all() {
    return List.of(
        scenario(
            "conversion: the first login",
            CONVERSION,
            table(Strategy.CONVERSION),
            List.of(LAUNCH, LOGIN),
            Set.of("anonymous_id:9876 " + KNOWN)),
        scenario(
            "conversion: logout, use of another channel, next login",
            CONVERSION,
            table(Strategy.CONVERSION),
            List.of(LAUNCH, LOGIN, LOGOUT, MAIL, LOGIN),
            Set.of("anonymous_id:9876 " + KNOWN, MAIL)),
        scenario(
            "conversion: several steps of a registration",
            CONVERSION,
            table(Strategy.CONVERSION),
            List.of(
                LAUNCH, "anonymous_id:9876", "email:ed.hyde@example.com anonymous_id:9876", LOGIN),
            Set.of("anonymous_id:9876 " + KNOWN)),
        scenario(
            "conversion: another person on the device of a known user",
            ALIASING,
            table(Strategy.CONVERSION),
            List.of(
                "customer_id:ABC anonymous_id:9876", LOGOUT, "customer_id:DEF anonymous_id:9876"),
            Set.of("anonymous_id:9876 customer_id:ABC", "customer_id:DEF")),
        scenario(
            "conversion: a known user on a device with an anonymous past",
            DEFAULT,
            table(Strategy.CONVERSION),
            List.of(
                "customer_id:ABC anonymous_id:phone",
                "anonymous_id:laptop",
                "customer_id:ABC anonymous_id:laptop"),
            Set.of("anonymous_id:laptop anonymous_id:phone customer_id:ABC")),
        scenario(
            "two login ids that no request names together",
            DEFAULT,
            table(Strategy.CONVERSION),
            List.of("email:ed.hyde@example.com", "customer_id:ABC123"),
            Set.of("customer_id:ABC123", "email:ed.hyde@example.com")),
        scenario(
            "link: the first login",
            LINK,
            table(Strategy.LINK),
            List.of(LAUNCH, LOGIN),
            Set.of("anonymous_id:9876", KNOWN)),
        scenario(
            "link: logout, use of another channel, next login",
            LINK,
            table(Strategy.LINK),
            List.of(LAUNCH, LOGIN, LOGOUT, MAIL, LOGIN),
            Set.of("anonymous_id:9876", KNOWN, MAIL)),
        scenario(
            "isolation: the first login",
            ISOLATION,
            table(Strategy.ISOLATE),
            List.of(LAUNCH, LOGIN),
            Set.of("anonymous_id:9876", KNOWN)),
        scenario(
            "isolation: logout, use of another channel, next login",
            ISOLATION,
            table(Strategy.ISOLATE),
            List.of(LAUNCH, LOGIN, LOGOUT, MAIL, LOGIN),
            Set.of("anonymous_id:9876", KNOWN, MAIL)),
        scenario(
            "isolation: one user on two devices",
            ISOLATION,
            table(Strategy.ISOLATE),
            List.of("customer_id:ABC anonymous_id:phone", "customer_id:ABC anonymous_id:laptop"),
            Set.of("customer_id:ABC")),
        scenario(
            "best match: the strongest identity decides",
            SUPPORT,
            Tables.of(Strategy.MERGE, "customer_id!", "email!", "anonymous_id!"),
            List.of(
                "customer_id:ABC123",
                "email:ed.hyde@example.com",
                LAUNCH,
                LOGIN,
                "email:ed.hyde@example.com anonymous_id:new"),
            Set.of(
                "customer_id:ABC123",
                "anonymous_id:new email:ed.hyde@example.com",
                "anonymous_id:9876")));
  }

  private static IdentityRules table(Strategy strategy) {
    return Tables.of(strategy, "customer_id", "email", "anonymous_id");
  }

  private static Scenario scenario(
      String name, String source, IdentityRules rules, List<String> steps, Set<String> people) {
    return new Scenario("mParticle", name, source, rules, steps, people);
  }
}
