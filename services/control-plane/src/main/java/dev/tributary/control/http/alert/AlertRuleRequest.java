package dev.tributary.control.http.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.object.AlertRuleSpec;
import dev.tributary.control.alert.object.Condition;
import dev.tributary.control.alert.object.RuleKind;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An alert rule of an object in a request.
 *
 * @param name up to 200 characters. Null or empty to use the condition in words, so that the name
 *     changes with the condition; a name that is the same as these words counts as empty
 * @param kind what is compared with the threshold: {@code size-below} and {@code size-above}, the
 *     people of an audience; {@code size-change}, the percentage by which an audience has grown or
 *     shrunk within a day; {@code failed-deliveries} and {@code failed-share}, the number and the
 *     percentage of the deliveries of a sync that failed in the last hour, of at least ten for the
 *     percentage; {@code silence}, the minutes since the last event of a source; {@code lateness},
 *     the minutes since the last successful run of a model
 * @param object the id or the key of the audience, the sync, the source or the model that the kind
 *     is about. The caller must be able to read it. A rule about the size of an audience needs a
 *     caller who sees the exact size, and a rule about a sync needs the right personal-data:read
 * @param threshold a whole number; {@code size-below} from 1 to 1,000,000,000; {@code size-above}
 *     from 0 to 1,000,000,000; {@code size-change} from 1 to 1,000; {@code failed-deliveries} from
 *     0 to 1,000,000; {@code failed-share} from 0 to 99; {@code silence} and {@code lateness} from
 *     5 to 43,200
 * @param channels the channels that get the alerts of this rule: {@code email}, {@code slack},
 *     {@code webhook}. They must be set up. Without channels, alerts are on the page Alerts only
 * @param enabled whether the rule opens alerts; true by default
 */
@Schema(name = "NewAlertRule")
public record AlertRuleRequest(
    @Nullable String name,
    @Required @Nullable RuleKind kind,
    @Required @Nullable String object,
    @Required @Nullable Long threshold,
    @Nullable List<ChannelName> channels,
    @Nullable Boolean enabled) {
  private static final int LONGEST_NAME = 200;
  private static final Pattern ID_OR_KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,199}");

  /**
   * The checked request.
   *
   * @param name empty if the caller gives none
   * @param object the id or the key, as the caller named it
   */
  record Checked(
      String name, RuleKind kind, String object, long threshold, Set<ChannelName> channels) {}

  /**
   * @param setUp the channels of the workspace
   * @param saved the channels that the rule has now: they may stay
   * @throws Problem with the place of each error
   */
  Checked check(Set<ChannelName> setUp, Set<ChannelName> saved) {
    List<Problem.At> errors = new ArrayList<>();
    String named = name == null ? "" : name.strip();
    if (named.length() > LONGEST_NAME) {
      errors.add(new Problem.At("/name", "Up to %d characters".formatted(LONGEST_NAME)));
    }
    String watched = object == null ? "" : object;
    if (!ID_OR_KEY.matcher(watched).matches()) {
      errors.add(new Problem.At("/object", "The id of " + article()));
    }
    long limit = threshold == null ? Long.MIN_VALUE : threshold;
    if (kind == null) {
      errors.add(
          new Problem.At(
              "/kind",
              Stream.of(RuleKind.values())
                  .map(RuleKind::wireName)
                  .collect(Collectors.joining(", ", "One of ", ""))));
    } else if (limit < kind.least() || limit > kind.most()) {
      errors.add(
          new Problem.At(
              "/threshold", "A whole number from %,d to %,d".formatted(kind.least(), kind.most())));
    }
    Set<ChannelName> chosen = channels(setUp, saved, errors);
    if (!errors.isEmpty() || kind == null) {
      throw Problems.INVALID.problem("The alert rule is not valid", errors);
    }
    return new Checked(named, kind, watched, limit, chosen);
  }

  private String article() {
    return kind == null
        ? "an object"
        : switch (kind.object()) {
          case AUDIENCE -> "an audience";
          case SYNC -> "a sync";
          case SOURCE -> "a source";
          case MODEL -> "a model";
        };
  }

  private Set<ChannelName> channels(
      Set<ChannelName> setUp, Set<ChannelName> saved, List<Problem.At> errors) {
    Set<ChannelName> chosen = EnumSet.noneOf(ChannelName.class);
    List<ChannelName> asked = channels == null ? List.of() : channels;
    for (int i = 0; i < asked.size(); i++) {
      ChannelName channel = asked.get(i);
      if (channel == null || !(setUp.contains(channel) || saved.contains(channel))) {
        errors.add(
            new Problem.At(
                "/channels/" + i,
                setUp.isEmpty()
                    ? "No channel is set up: an admin adds one on the page Alerts"
                    : "A channel that is set up: "
                        + setUp.stream()
                            .sorted()
                            .map(ChannelName::wireName)
                            .collect(Collectors.joining(", "))));
      } else {
        chosen.add(channel);
      }
    }
    return chosen;
  }

  /**
   * The content to store.
   *
   * @param watched the object, as its service knows it
   * @param before the condition that the rule has now; null for a new rule
   */
  AlertRuleSpec spec(Checked checked, WatchedObjects.Watched watched, @Nullable Condition before) {
    Condition wanted = new Condition(checked.kind(), watched.id(), checked.threshold());
    return AlertRuleSpec.of(
        wanted,
        watched.name(),
        checked.channels(),
        !Boolean.FALSE.equals(enabled),
        checked.name().isEmpty() || says(wanted, checked) || says(before, checked));
  }

  /** Whether the name is only the condition in words, as an earlier answer had it. */
  private static boolean says(@Nullable Condition condition, Checked checked) {
    return condition != null && condition.inWords().equals(checked.name());
  }

  /** An alert rule as a client would write it. */
  static ObjectNode written(String key, String name, AlertRuleSpec spec) {
    ObjectNode written = Json.MAPPER.createObjectNode();
    if (!spec.unnamed()) {
      written.put("name", name);
    }
    written.put("kind", spec.kind().wireName()).put("object", spec.object());
    written.put("threshold", spec.threshold());
    spec.channels().forEach(written.putArray("channels")::add);
    written.put("enabled", spec.enabled());
    return written;
  }
}
