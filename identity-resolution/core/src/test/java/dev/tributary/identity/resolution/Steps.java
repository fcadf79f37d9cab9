package dev.tributary.identity.resolution;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.rules.IdentityRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Short stories, a line a step. */
final class Steps {
  private static final Pattern LATER = Pattern.compile("(\\d+) days later");
  private static final Pattern APART = Pattern.compile("(\\S+) is not (\\S+)");

  private Steps() {}

  /**
   * Who is who once all has happened.
   *
   * @param steps what is sent, as {@link ProfilesInMemory#sent} takes it; {@code "8 days later"};
   *     {@code "user_id:a is not user_id:b"} for what somebody keeps apart from the beginning
   */
  static Set<String> played(IdentityRules rules, List<String> steps) {
    ProfilesInMemory profiles = new ProfilesInMemory(rules, new Cuts(apart(steps)));
    for (String step : steps) {
      Matcher later = LATER.matcher(step);
      if (later.matches()) {
        profiles.pass(Duration.ofDays(Long.parseLong(later.group(1))));
      } else if (!APART.matcher(step).matches()) {
        profiles.sent(step);
      }
    }
    return profiles.people();
  }

  private static Set<Cuts.Pair> apart(List<String> steps) {
    Set<Cuts.Pair> pairs = new HashSet<>();
    for (String step : steps) {
      Matcher apart = APART.matcher(step);
      if (apart.matches()) {
        pairs.add(
            Cuts.Pair.of(
                new WorkspaceId(ProfilesInMemory.HERE),
                ProfilesInMemory.identifier(apart.group(1)),
                ProfilesInMemory.identifier(apart.group(2))));
      }
    }
    return pairs;
  }
}
